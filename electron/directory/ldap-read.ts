// Reads from a directory who is to be synced: the people of the selected users, groups and units, and their groups.
import type { LdapItem, LdapServerInput } from '../../shared/ipc/directories/ldap.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { wholeTree } from '../../shared/model/ldap.ts';
import { AppError } from '../core/errors.ts';
import { allOf, anyOf, parseLdapFilter, type LdapEntry, type LdapSession } from './clients/ldap-client.ts';
import {
  byExternalId,
  createMembership,
  externalIdOf,
  groupAttributes,
  groupOf,
  personAttributes,
  personOf,
  texts,
  type LdapGroup,
} from './clients/ldap-people.ts';
import type { DirectoryGroup } from './directory-group-names.ts';
import type { DirectoryPerson } from '../model/directory-person.ts';

export interface LdapReading {
  readonly people: readonly DirectoryPerson[];
  /** Those that a person belongs to, and those selected. */
  readonly groups: readonly DirectoryGroup[];
  readonly skipped: { readonly who: string; readonly reason: AdminText; readonly attributes: string[] }[];
  readonly warnings: readonly AdminText[];
}

type SearchSettings = LdapServerInput['search'];

export const baseOf = (search: SearchSettings, part: 'users' | 'groups' | 'units'): string =>
  search[part].baseDn === '' ? search.baseDn : search[part].baseDn;

const guidsPerSearch = 50;

/** Active Directory hands out long lists of members in pieces, as `member;range=0-1499`. Microsoft: "range retrieval". */
const rangedMembers = async (session: LdapSession, entry: LdapEntry): Promise<string[]> => {
  const members: string[] = [];
  let piece: LdapEntry | undefined = entry;
  let next = 0;
  while (piece) {
    const name: string | undefined = [...piece.values.keys()].find((key) => key.startsWith('member;range='));
    if (name === undefined) break;
    members.push(...texts(piece, name));
    const end = /-(\d+)$/.exec(name)?.[1];
    if (end === undefined) break;
    if (Number(end) < next) {
      throw new AppError('directory.failed', say('directory.endlessMembers', { group: entry.dn }));
    }
    next = Number(end) + 1;
    [piece] = await session.first(
      {
        baseDn: entry.dn,
        scope: 'base',
        filter: parseLdapFilter('(objectClass=*)'),
        attributes: [`member;range=${next}-*`],
      },
      1,
    );
  }
  return members;
};

export const readGroups = async (session: LdapSession, search: SearchSettings): Promise<LdapGroup[]> => {
  const groups: LdapGroup[] = [];
  const pages = session.pages({
    baseDn: baseOf(search, 'groups'),
    scope: search.groups.scope,
    filter: parseLdapFilter(search.groups.filter),
    attributes: groupAttributes(search),
  });
  for await (const page of pages) {
    for (const entry of page) {
      const group = groupOf(entry, search, await rangedMembers(session, entry));
      if (group) groups.push(group);
    }
  }
  return groups;
};

/** Where a selected unit is now; it may have been moved or renamed. */
const unitDn = async (session: LdapSession, search: SearchSettings, unit: LdapItem): Promise<string | undefined> => {
  if (unit.externalId === wholeTree) return baseOf(search, 'users');
  const [entry] = await session.first(
    {
      baseDn: baseOf(search, 'units'),
      scope: 'sub',
      filter: byExternalId(search.units.guid, unit.externalId),
      attributes: [search.units.guid],
    },
    1,
  );
  return entry?.dn;
};

/** Reads everything before anything is written: so that a directory that fails half-way changes nobody. */
export const readDirectory = async (
  session: LdapSession,
  search: SearchSettings,
  selections: readonly LdapItem[],
  progress: (people: number) => void,
): Promise<LdapReading> => {
  const groups = await readGroups(session, search);
  const groupsOf = createMembership(groups, search);
  const people = new Map<string, DirectoryPerson>();
  const skipped: LdapReading['skipped'] = [];
  const warnings: AdminText[] = [];
  const usedGroups = new Set<string>();
  const ofKind = (kind: LdapItem['kind']): LdapItem[] => selections.filter((item) => item.kind === kind);
  const direct = new Set(ofKind('user').map(({ externalId }) => externalId));
  const wantedGroups = new Set(ofKind('group').map(({ externalId }) => externalId));
  const attributes = personAttributes(search);

  const take = (entry: LdapEntry, onlyOfGroups: boolean): void => {
    const groupExternalIds = groupsOf(entry);
    if (onlyOfGroups && !groupExternalIds.some((id) => wantedGroups.has(id))) return;
    const person = personOf(entry, search);
    if (!person) {
      const reason = say('sync.noAttribute', { attribute: search.users.guid });
      skipped.push({ who: entry.dn, reason, attributes: [search.users.guid] });
      return;
    }
    for (const id of groupExternalIds) usedGroups.add(id);
    people.set(person.externalId, {
      ...person,
      groupExternalIds,
      sync: direct.has(person.externalId) ? 'direct' : 'indirect',
    });
  };

  const usersFilter = parseLdapFilter(search.users.filter);
  for (const unit of ofKind('ou')) {
    const baseDn = await unitDn(session, search, unit);
    if (baseDn === undefined) {
      warnings.push(say('sync.unitGone', { name: unit.name }));
      continue;
    }
    const scope = unit.externalId === wholeTree ? search.users.scope : 'sub';
    for await (const page of session.pages({ baseDn, scope, filter: usersFilter, attributes })) {
      for (const entry of page) take(entry, false);
      progress(people.size);
    }
  }

  if (wantedGroups.size > 0) {
    const there = new Set(groups.map((group) => group.externalId));
    for (const item of ofKind('group')) {
      if (!there.has(item.externalId)) warnings.push(say('sync.groupGone', { name: item.name }));
    }
    const everybody = { baseDn: baseOf(search, 'users'), scope: search.users.scope, filter: usersFilter, attributes };
    for await (const page of session.pages(everybody)) {
      for (const entry of page) {
        const id = externalIdOf(entry, search.users.guid);
        if (id === undefined || !people.has(id)) take(entry, true);
      }
      progress(people.size);
    }
  }

  const single = [...direct].filter((id) => !people.has(id));
  for (let at = 0; at < single.length; at += guidsPerSearch) {
    const filter = anyOf(single.slice(at, at + guidsPerSearch).map((id) => byExternalId(search.users.guid, id)));
    for await (const page of session.pages({ baseDn: baseOf(search, 'users'), scope: 'sub', filter, attributes })) {
      for (const entry of page) take(entry, false);
      progress(people.size);
    }
  }

  const heldBy = new Set([...people.values()].flatMap(({ groupExternalIds = [] }) => groupExternalIds));
  for (const group of groups) {
    if (!wantedGroups.has(group.externalId) || heldBy.has(group.externalId)) continue;
    warnings.push(
      group.members.length === 0
        ? say('sync.groupEmpty', { name: group.name })
        : say('sync.membersUnknown', { name: group.name, members: group.members.length }),
    );
  }
  if (people.size === 0 && selections.length > 0) {
    warnings.push(say('sync.nobodyFound'));
  }

  for (const { name, attribute } of search.customAttributes) {
    if (people.size > 0 && ![...people.values()].some((person) => Object.hasOwn(person.attributes, name))) {
      warnings.push(say('sync.nobodyHas', { attribute, name }));
    }
  }

  return {
    people: [...people.values()],
    groups: groups
      .filter((group) => usedGroups.has(group.externalId) || wantedGroups.has(group.externalId))
      .map(({ externalId, name, description, dn }) => ({ externalId, name, description, distinguishedName: dn })),
    skipped,
    warnings,
  };
};

/** Which of these people the directory has no more: not merely unselected, but not under the base DN and by the filter. */
export const absentOf = async (
  session: LdapSession,
  search: SearchSettings,
  externalIds: readonly string[],
): Promise<string[]> => {
  const absent = new Set(externalIds);
  const { guid, scope, filter } = search.users;
  for (let at = 0; at < externalIds.length; at += guidsPerSearch) {
    const ids = externalIds.slice(at, at + guidsPerSearch).map((id) => byExternalId(guid, id));
    const pages = session.pages({
      baseDn: baseOf(search, 'users'),
      scope,
      filter: allOf(parseLdapFilter(filter), anyOf(ids)),
      attributes: [guid],
    });
    for await (const page of pages) {
      for (const entry of page) absent.delete(externalIdOf(entry, guid) ?? '');
    }
  }
  return [...absent];
};
