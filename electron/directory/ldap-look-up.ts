// Looks into a directory for what an administrator may pick: users, groups and units.
import type { LdapHit, LdapServerInput } from '../../shared/ipc/directories/ldap.ts';
import { wholeTree, type LdapItemKind } from '../../shared/model/ldap.ts';
import { maskManagedAppleId } from '../../shared/model/managed-apple-id.ts';
import { foundIn } from '../../shared/model/search-text.ts';
import { cutText, onOneLine } from '../core/carried-text.ts';
import { managedAppleIdBy, tidied, whyUnusable } from '../model/directory-person.ts';
import {
  allOf,
  anyOf,
  containsWords,
  equals,
  inLdapSession,
  noneOf,
  parseLdapFilter,
  type LdapEntry,
  type LdapServer,
} from './clients/ldap-client.ts';
import { externalIdOf, personAttributes, personOf, texts } from './clients/ldap-people.ts';
import { baseOf } from './ldap-read.ts';

const shownHits = 50;

/** What Active Directory keeps for itself, such as containers of the system. */
const hidden = equals('showInAdvancedViewOnly', 'TRUE');

/** Units before containers, which hold what nobody sorted. */
const isContainer = ({ dn }: Pick<LdapHit, 'dn'>): boolean => /^cn=/i.test(dn);

/**
 * Users, groups or units with these words in their names; all kinds have at most so many. Containers that Active Directory
 * hides come last, and only if they are asked for by name.
 */
export const lookInto = (
  server: LdapServer,
  {
    search,
    managedAppleId,
    connection,
  }: Pick<LdapServerInput, 'search' | 'managedAppleId'> & {
    readonly connection: Pick<LdapServerInput['connection'], 'type'>;
  },
  kind: LdapItemKind,
  words: string,
): Promise<LdapHit[]> => {
  const part = kind === 'user' ? 'users' : kind === 'group' ? 'groups' : 'units';
  const settings = search[part];
  const text = words.trim();
  const searched =
    kind === 'user'
      ? [search.users.displayName, search.users.email, search.users.uid, search.users.firstName, search.users.lastName]
      : [search[kind === 'group' ? 'groups' : 'units'].name];
  const byKind = parseLdapFilter(settings.filter);
  const filter =
    text === ''
      ? byKind
      : allOf(byKind, anyOf(searched.filter((name) => name !== '').map((name) => containsWords(name, text))));
  return inLdapSession(server, async (session) => {
    const described = kind === 'user' ? [] : [search[kind === 'group' ? 'groups' : 'units'].description];
    const attributes =
      kind === 'user'
        ? personAttributes(search)
        : [settings.guid, ...searched, ...described.filter((name) => name !== '')];
    const look = (wanted: typeof filter, limit: number): Promise<readonly LdapEntry[]> =>
      session.first({ baseDn: baseOf(search, part), scope: settings.scope, filter: wanted, attributes }, limit);
    const hides = kind === 'ou' && connection.type === 'active-directory';
    const shownFirst = await look(hides ? allOf(filter, noneOf(hidden)) : filter, shownHits);
    const room = shownHits - shownFirst.length;
    const after = hides && text !== '' && room > 0 ? await look(allOf(filter, hidden), room) : [];
    const last = new Set(after.map(({ dn }) => dn));
    const entries = [...shownFirst, ...after];
    const hits = entries.flatMap((entry): LdapHit[] => {
      const externalId = externalIdOf(entry, settings.guid);
      if (externalId === undefined) return [];
      const base = { kind, externalId, dn: entry.dn };
      if (kind !== 'user') {
        const name = texts(entry, searched[0] ?? '')[0] ?? entry.dn;
        return [
          {
            ...base,
            name: cutText(onOneLine(name), 300),
            detail: onOneLine(texts(entry, described[0] ?? '')[0] ?? ''),
          },
        ];
      }
      const read = personOf(entry, search);
      if (!read) return [];
      // As a sync takes them: what is picked comes back as input.
      const person = tidied(read);
      const made = maskManagedAppleId(managedAppleIdBy(managedAppleId, person));
      const problem = whyUnusable(person)?.reason;
      return [
        {
          ...base,
          name: cutText(person.displayName, 300),
          detail: person.email,
          ...(made !== undefined && { managedAppleId: made }),
          ...(problem !== undefined && { problem }),
        },
      ];
    });
    const rank = (hit: LdapHit): number => (last.has(hit.dn) ? 2 : kind === 'ou' && isContainer(hit) ? 1 : 0);
    hits.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
    const base = baseOf(search, 'users');
    const all: LdapHit[] =
      kind === 'ou' && foundIn(text, base)
        ? [{ kind, externalId: wholeTree, dn: base, name: 'Everybody', detail: base }]
        : [];
    return [...all, ...hits];
  });
};
