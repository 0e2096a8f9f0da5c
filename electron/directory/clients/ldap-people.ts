// What entries of a directory mean: people, groups and who belongs to which, nested groups included.
import type { LdapServerInput } from '../../../shared/ipc/directories/ldap.ts';
import type { DirectoryPerson } from '../../model/directory-person.ts';
import { equals, type LdapEntry } from './ldap-client.ts';

type SearchSettings = LdapServerInput['search'];

export interface LdapGroup {
  readonly externalId: string;
  readonly dn: string;
  readonly name: string;
  readonly description: string;
  /** DNs or UIDs of members, as `dnKey` and `uidKey` make them. */
  readonly members: readonly string[];
  /** Keys of the groups that this one belongs to by its own entry. */
  readonly memberOf: readonly string[];
  /** Active Directory's second id, in hex: people name their primary group by it. */
  readonly sid?: string | undefined;
}

export const texts = (entry: LdapEntry, attribute: string): string[] =>
  attribute === ''
    ? []
    : (entry.values.get(attribute.toLowerCase()) ?? [])
        .map((value) => String(value).trim())
        .filter((text) => text !== '');

const text = (entry: LdapEntry, attribute: string): string => texts(entry, attribute)[0] ?? '';

/** Microsoft writes the first three fields of a GUID with the least significant byte first. */
const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** The permanent id of an entry; undefined if it has none. */
export const externalIdOf = (entry: LdapEntry, attribute: string): string | undefined => {
  const value = entry.values.get(attribute.toLowerCase())?.[0];
  if (value === undefined || value.length === 0) return undefined;
  if (typeof value === 'string') return value.toLowerCase();
  if (value.length !== 16) return value.toString('hex');
  const hex = Buffer.from(guidOrder.map((at) => value[at] ?? 0)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** Finds the entry with this permanent id. */
export const byExternalId = (attribute: string, externalId: string) => {
  if (attribute.toLowerCase() !== 'objectguid') return equals(attribute, externalId);
  const bytes = Buffer.from(externalId.replaceAll('-', ''), 'hex');
  return equals(attribute, Buffer.from(guidOrder.map((at) => bytes[at] ?? 0)));
};

/** A DN for comparing: case, spaces and ways of escaping do not count (RFC 4514). */
export const dnKey = (dn: string): string =>
  dn
    .replace(/(\\[0-9a-fA-F]{2})+/g, (bytes) =>
      Buffer.from(bytes.replaceAll('\\', ''), 'hex')
        .toString('utf8')
        .replace(/[,+"\\<>;=]/g, '\\$&'),
    )
    .split(/(?<!\\),/)
    .map((part) => part.trim().replace(/\s*=\s*/, '='))
    .join(',')
    .toLowerCase();

/** No DN begins so. */
const uidKey = (uid: string): string => `=${uid.toLowerCase()}`;

/** Bytes of an objectSid in hex; undefined for what is none (MS-DTYP 2.4.2.2). */
const sidOf = (entry: LdapEntry): string | undefined => {
  const value = entry.values.get('objectsid')?.[0];
  return Buffer.isBuffer(value) && value.length >= 12 ? value.toString('hex') : undefined;
};

/**
 * Nobody is listed as a member of their primary group, usually Domain Users: the person's entry has the last part of the
 * group's SID, whose other parts are those of the person's own.
 */
const primaryGroupSid = (entry: LdapEntry): string | undefined => {
  const relativeId = Number(text(entry, 'primaryGroupID'));
  const own = sidOf(entry);
  if (own === undefined || !Number.isInteger(relativeId) || relativeId <= 0 || relativeId > 0xffff_ffff)
    return undefined;
  const last = Buffer.alloc(4);
  last.writeUInt32LE(relativeId);
  return own.slice(0, -8) + last.toString('hex');
};

/** Attributes of people that a sync asks for. */
export const personAttributes = ({ users, customAttributes }: SearchSettings): string[] => [
  ...new Set(
    [
      users.guid,
      users.uid,
      users.firstName,
      users.lastName,
      users.displayName,
      users.email,
      users.principal,
      users.locale,
      users.memberOf,
      'userAccountControl',
      'pwdAccountLockedTime',
      'nsAccountLock',
      'objectSid',
      'primaryGroupID',
      ...customAttributes.map(({ attribute }) => attribute),
    ].filter((name) => name !== ''),
  ),
];

/** Microsoft: UF_ACCOUNTDISABLE, so 514 and 66050 are off, 512 and 66048 are on. */
const disabledFlag = 2;
/** Set by an administrator, not by wrong passwords; draft-behera-ldap-password-policy 5.3.3. */
const lockedForever = '000001010000Z';

const enabledOf = (entry: LdapEntry): boolean | undefined => {
  const control = Number(text(entry, 'userAccountControl'));
  if (control > 0) return (control & disabledFlag) === 0;
  if (text(entry, 'pwdAccountLockedTime') === lockedForever) return false;
  const lock = text(entry, 'nsAccountLock').toLowerCase();
  return lock === '' ? undefined : lock !== 'true';
};

const localeOf = (value: string): string | undefined => {
  const locale = value.replaceAll('_', '-');
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(locale) ? locale : undefined;
};

/** Longer values are cut: they are shown and used in texts. */
const maxAttribute = 1000;

/** Undefined for an entry without the permanent id. */
export const personOf = (entry: LdapEntry, search: SearchSettings): DirectoryPerson | undefined => {
  const { users, customAttributes } = search;
  const externalId = externalIdOf(entry, users.guid);
  if (externalId === undefined) return undefined;
  const email = text(entry, users.email);
  const firstName = text(entry, users.firstName).slice(0, 100);
  const lastName = text(entry, users.lastName).slice(0, 100);
  const principal = text(entry, users.principal);
  const uid = text(entry, users.uid);
  const attributes = {
    distinguishedName: entry.dn,
    ...(users.uid.toLowerCase() === 'samaccountname' ? { samAccountName: uid } : { uid }),
    userPrincipalName: principal,
    ...Object.fromEntries(customAttributes.map(({ name, attribute }) => [name, texts(entry, attribute).join(', ')])),
  };
  return {
    externalId,
    username: email,
    email,
    firstName,
    lastName,
    displayName: text(entry, users.displayName) || `${firstName} ${lastName}`.trim() || email,
    userPrincipalName: principal === '' ? undefined : principal,
    enabled: enabledOf(entry),
    locale: localeOf(text(entry, users.locale)),
    attributes: Object.fromEntries(
      Object.entries(attributes)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name, value.slice(0, maxAttribute)]),
    ),
  };
};

export const groupAttributes = ({ groups, users }: SearchSettings): string[] => [
  ...new Set(
    [
      groups.guid,
      groups.name,
      groups.description,
      users.memberOf,
      'objectSid',
      'member',
      'uniqueMember',
      'memberUid',
    ].filter((name) => name !== ''),
  ),
];

/**
 * `members`: DNs read beside the entry, where the server hands them out in pieces. A tree may hold groups of both kinds,
 * with DNs and with UIDs (RFC 2307 posixGroup): the other kind counts for a group that names nobody in the set one.
 */
export const groupOf = (
  entry: LdapEntry,
  search: SearchSettings,
  members: readonly string[] = [],
): LdapGroup | undefined => {
  const { groups, users, memberFormat } = search;
  const externalId = externalIdOf(entry, groups.guid);
  if (externalId === undefined) return undefined;
  const byDn = [...['member', 'uniqueMember'].flatMap((name) => texts(entry, name)), ...members].map(dnKey);
  const byUid = texts(entry, 'memberUid').map(uidKey);
  return {
    externalId,
    dn: entry.dn,
    name: text(entry, groups.name) || entry.dn,
    description: text(entry, groups.description),
    members: memberFormat === 'dn' ? (byDn.length > 0 ? byDn : byUid) : byUid.length > 0 ? byUid : byDn,
    memberOf: texts(entry, users.memberOf).map(dnKey),
    sid: sidOf(entry),
  };
};

/** Answers which groups an entry belongs to, directly or through other groups. Groups that hold each other are no trouble. */
export const createMembership = (groups: readonly LdapGroup[], search: SearchSettings) => {
  const holders = new Map<string, LdapGroup[]>();
  const byDn = new Map(groups.map((group) => [dnKey(group.dn), group]));
  const bySid = new Map(groups.map((group) => [group.sid, group]));
  for (const group of groups) {
    for (const member of group.members) {
      const list = holders.get(member);
      if (list) list.push(group);
      else holders.set(member, [group]);
    }
  }
  const above = new Map<LdapGroup, readonly LdapGroup[]>();
  const directlyAbove = (group: LdapGroup): readonly LdapGroup[] => {
    const known = above.get(group);
    if (known) return known;
    const found = [...(holders.get(dnKey(group.dn)) ?? []), ...group.memberOf.flatMap((dn) => byDn.get(dn) ?? [])];
    above.set(group, found);
    return found;
  };

  return (entry: LdapEntry): string[] => {
    const keys = [dnKey(entry.dn), ...texts(entry, search.users.uid).map(uidKey)];
    const primary = bySid.get(primaryGroupSid(entry) ?? '');
    const waiting = [
      ...(primary ? [primary] : []),
      ...keys.flatMap((key) => holders.get(key) ?? []),
      ...texts(entry, search.users.memberOf).flatMap((dn) => byDn.get(dnKey(dn)) ?? []),
    ];
    const found = new Set<LdapGroup>();
    for (let group = waiting.pop(); group; group = waiting.pop()) {
      if (found.has(group)) continue;
      found.add(group);
      waiting.push(...directlyAbove(group));
    }
    return [...found].map((group) => group.externalId);
  };
};
