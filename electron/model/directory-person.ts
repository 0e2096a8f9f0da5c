// A person as a directory tells it, and what becomes of it here: checks, and the Managed Apple ID by rule.
import { z } from 'zod';
import { carried, onOneLine } from '../core/carried-text.ts';
import { type AdminText, say, type ShownText } from '../../shared/locales/admin-texts.ts';

/** How Managed Apple IDs are made: from the e-mail address, from the principal name, or not at all. */
export interface ManagedAppleIdRule {
  readonly kind: 'none' | 'email' | 'upn';
  /** `anna@office.example` becomes `anna@appleid.office.example`. */
  readonly appleidSubdomain: boolean;
}

export interface DirectoryPerson {
  /** What never changes in the directory: objectGUID, entryUUID, Entra object id. */
  readonly externalId: string;
  /** Looks like an e-mail address; unique among all users. */
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly userPrincipalName?: string | undefined;
  /** Undefined if the directory does not say: then the office decides. */
  readonly enabled: boolean | undefined;
  readonly locale?: string | undefined;
  /** Values of custom attributes, and `distinguishedName` and the like. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Groups of the same directory, nested ones included. Undefined leaves the memberships alone. */
  readonly groupExternalIds?: readonly string[] | undefined;
  /** `indirect` if only a group or unit brought the person. Default: `direct`. */
  readonly sync?: 'direct' | 'indirect' | undefined;
}

/** As for users made by hand. */
export const maxDisplayName = 128;
const address = z.email().max(254);
const isAddress = (text: string): boolean => address.safeParse(text).success;

/** A person whose names, addresses and attributes every list, mail and profile can carry on one line. */
export const tidied = (person: DirectoryPerson): DirectoryPerson => ({
  ...person,
  username: carried(person.username).trim(),
  email: carried(person.email).trim(),
  userPrincipalName: person.userPrincipalName && carried(person.userPrincipalName).trim(),
  locale: person.locale && onOneLine(person.locale),
  firstName: onOneLine(person.firstName),
  lastName: onOneLine(person.lastName),
  displayName: onOneLine(person.displayName),
  attributes: Object.fromEntries(Object.entries(person.attributes).map(([name, value]) => [name, onOneLine(value)])),
});

/** What is wrong with a person, and which of their attributes is missing or unusable. */
export interface PersonProblem {
  readonly reason: AdminText;
  readonly attribute: 'email' | 'username' | 'displayName';
}

/** All that is wrong with what a directory tells of a person; nothing if they can be a user here. */
export const problemsOf = ({ email, username, displayName }: DirectoryPerson): PersonProblem[] => {
  const found: PersonProblem[] = [];
  if (email === '') found.push({ reason: say('sync.noEmail'), attribute: 'email' });
  else if (!isAddress(email)) {
    found.push({ reason: say('sync.badEmail', { email: email.slice(0, 80) }), attribute: 'email' });
  }
  if (!isAddress(username)) {
    found.push({ reason: say('sync.badUsername', { username: username.slice(0, 80) }), attribute: 'username' });
  }
  if (displayName === '') found.push({ reason: say('sync.noDisplayName'), attribute: 'displayName' });
  if (displayName.length > maxDisplayName) {
    found.push({
      reason: say('sync.longDisplayName', { length: displayName.length, most: maxDisplayName }),
      attribute: 'displayName',
    });
  }
  return found;
};

/** Why the person cannot be a user here; undefined if all is well. */
export const whyUnusable = (person: DirectoryPerson): PersonProblem | undefined => problemsOf(person)[0];

const subdomain = 'appleid.';

/** The Managed Apple ID that the rule makes; undefined if there is no rule or the person lacks what it needs. */
export const managedAppleIdBy = (
  rule: ManagedAppleIdRule,
  person: Pick<DirectoryPerson, 'email' | 'userPrincipalName'>,
): string | undefined => {
  if (rule.kind === 'none') return undefined;
  const base = (rule.kind === 'email' ? person.email : (person.userPrincipalName ?? '')).trim();
  const at = base.lastIndexOf('@');
  if (at < 1) return undefined;
  const domain = base.slice(at + 1);
  const inSubdomain = rule.appleidSubdomain && !domain.toLowerCase().startsWith(subdomain);
  const id = `${base.slice(0, at)}@${inSubdomain ? subdomain : ''}${domain}`;
  return isAddress(id) ? id : undefined;
};

/** Somebody whom a sync did not take over as they are. */
export interface SkippedPerson {
  readonly who: string;
  readonly reason: ShownText;
  /** Which attribute of theirs is missing or unusable; absent if the rest of the person was taken over. */
  readonly attribute?: PersonProblem['attribute'] | undefined;
}
