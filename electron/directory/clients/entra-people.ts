// A user of Graph as a person of a directory.
import { lookUp } from '../../../shared/look-up.ts';
import type { DirectoryPerson } from '../../model/directory-person.ts';
import { personProperties, type GraphUser } from './entra-client.ts';

/** What people are read with: the usual properties and those that become attributes. */
export const propertiesFor = (attributes: readonly string[]): string[] => [
  ...new Set([...personProperties, ...attributes]),
];

/** A change tells only some properties; one that was never set is absent from a full list as well. */
export const isWhole = (user: GraphUser, properties: readonly string[]): boolean =>
  properties.every((name) => Object.hasOwn(user, name));

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const attributeText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.length > 0) return value.map((one) => attributeText(one) ?? '').join(', ');
  return undefined;
};

/** Guests of other organizations are no people of this one. */
export const isGuest = (user: GraphUser): boolean => user['userType'] === 'Guest';

/**
 * The user name is the userPrincipalName, the e-mail address is `mail` and nothing else: who has no mailbox cannot be
 * invited, and a principal name is often no address.
 */
export const personOf = (user: GraphUser, attributes: readonly string[]): DirectoryPerson => {
  const upn = text(user['userPrincipalName']);
  const [firstName, lastName] = [text(user['givenName']), text(user['surname'])];
  const displayName = text(user['displayName']);
  const locale = text(user['preferredLanguage']);
  const enabled = user['accountEnabled'];
  return {
    externalId: user.id,
    username: upn,
    email: text(user['mail']),
    firstName,
    lastName,
    displayName: displayName === '' ? `${firstName} ${lastName}`.trim() : displayName,
    userPrincipalName: upn,
    enabled: typeof enabled === 'boolean' ? enabled : undefined,
    ...(locale !== '' && { locale }),
    attributes: Object.fromEntries(
      ['userPrincipalName', ...attributes].flatMap((name) => {
        const value = attributeText(lookUp(user, name));
        return value === undefined ? [] : [[name, value.slice(0, 1000)]];
      }),
    ),
  };
};
