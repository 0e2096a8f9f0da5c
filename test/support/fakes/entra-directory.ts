// The directory of the fake Entra: people, groups, and what changed since a delta link was given out.
import { randomUUID } from 'node:crypto';

export interface FakeEntraUser {
  readonly id: string;
  userPrincipalName: string;
  mail: string | null;
  givenName?: string | null;
  surname?: string | null;
  displayName: string;
  accountEnabled: boolean;
  preferredLanguage?: string | null;
  userType: 'Member' | 'Guest';
  department?: string | null;
  /** A property of the collection kind: empty where there is none. */
  assignedLicenses: readonly { readonly skuId: string }[];
  /** For the sign-in page; never part of an answer. */
  password: string;
}

export interface FakeEntraGroup {
  readonly id: string;
  displayName: string;
  description: string;
  readonly members: Set<string>;
  /** Groups inside it. */
  readonly groups: Set<string>;
}

const selectable = new Set([
  'userPrincipalName',
  'mail',
  'givenName',
  'surname',
  'displayName',
  'accountEnabled',
  'preferredLanguage',
  'userType',
  'department',
  'assignedLicenses',
]);

type Change =
  | { readonly kind: 'user'; readonly id: string; readonly fields: readonly string[] }
  | { readonly kind: 'user-removed'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'group-removed'; readonly id: string }
  | { readonly kind: 'joined' | 'left'; readonly id: string; readonly userId: string; readonly type?: 'group' };

/** Undefined if something is asked for that Graph does not know. */
export const selection = (select: string | null): string[] | undefined => {
  const names = (select ?? '').split(',').filter((name) => name !== 'id');
  return names.length > 0 && names.every((name) => selectable.has(name)) ? names : undefined;
};

/** Graph's words for it. */
export const unknownProperty = (select: string | null): string =>
  `Could not find a property named '${(select ?? '').split(',').find((name) => name !== 'id' && !selectable.has(name)) ?? ''}' on type 'microsoft.graph.user'.`;

export const createFakeDirectory = () => {
  const users = new Map<string, FakeEntraUser>();
  const groups = new Map<string, FakeEntraGroup>();
  const changes: Change[] = [];

  /** A property that was never set is not in the answer. */
  const shown = (user: FakeEntraUser, names: readonly string[]): Record<string, unknown> => ({
    id: user.id,
    ...Object.fromEntries(
      names.flatMap((name) => {
        const value = (user as unknown as Record<string, unknown>)[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  });

  return {
    users,
    groups,
    /** How many changes there were until now: a delta link carries it. */
    version: () => changes.length,

    addUser(name: string, fields: Partial<FakeEntraUser> = {}): FakeEntraUser {
      const user: FakeEntraUser = {
        id: randomUUID(),
        userPrincipalName: `${name}@office.example`,
        mail: `${name}@office.example`,
        givenName: name,
        surname: 'Example',
        displayName: `${name} Example`,
        accountEnabled: true,
        userType: 'Member',
        assignedLicenses: [],
        password: `${name} has a password`,
        ...fields,
      };
      users.set(user.id, user);
      changes.push({ kind: 'user', id: user.id, fields: [...selectable] });
      return user;
    },
    changeUser(id: string, fields: Partial<Omit<FakeEntraUser, 'id'>>): void {
      Object.assign(users.get(id) ?? {}, fields);
      changes.push({ kind: 'user', id, fields: Object.keys(fields) });
    },
    removeUser(id: string): void {
      users.delete(id);
      changes.push({ kind: 'user-removed', id });
    },
    addGroup(displayName: string, memberIds: readonly string[] = []): FakeEntraGroup {
      const group = {
        id: randomUUID(),
        displayName,
        description: `All of ${displayName}`,
        members: new Set(memberIds),
        groups: new Set<string>(),
      };
      groups.set(group.id, group);
      changes.push({ kind: 'group', id: group.id });
      return group;
    },
    join(groupId: string, userId: string): void {
      groups.get(groupId)?.members.add(userId);
      changes.push({ kind: 'joined', id: groupId, userId });
    },
    leave(groupId: string, userId: string): void {
      groups.get(groupId)?.members.delete(userId);
      changes.push({ kind: 'left', id: groupId, userId });
    },
    /** Puts a group into another one; circles are as possible as in Entra ID. */
    nest(groupId: string, innerId: string): void {
      groups.get(groupId)?.groups.add(innerId);
      changes.push({ kind: 'joined', id: groupId, userId: innerId, type: 'group' });
    },
    unnest(groupId: string, innerId: string): void {
      groups.get(groupId)?.groups.delete(innerId);
      changes.push({ kind: 'left', id: groupId, userId: innerId, type: 'group' });
    },
    /** Members to any depth, each once; undefined without such a group. */
    transitiveMembers(groupId: string): { '@odata.type': string; id: string }[] | undefined {
      if (!groups.has(groupId)) return undefined;
      const found = new Map<string, string>();
      const walk = (id: string): void => {
        for (const member of groups.get(id)?.members ?? []) found.set(member, '#microsoft.graph.user');
        for (const inner of groups.get(id)?.groups ?? []) {
          if (found.has(inner)) continue;
          found.set(inner, '#microsoft.graph.group');
          walk(inner);
        }
      };
      walk(groupId);
      return [...found].map(([id, type]) => ({ '@odata.type': type, id }));
    },
    removeGroup(id: string): void {
      groups.delete(id);
      changes.push({ kind: 'group-removed', id });
    },

    shown,
    allUsers: (names: readonly string[]) => [...users.values()].map((user) => shown(user, names)),
    /** Only what changed: Graph promises no more. */
    usersSince(since: number, names: readonly string[]): Record<string, unknown>[] {
      const rows = new Map<string, Record<string, unknown>>();
      for (const change of changes.slice(since)) {
        if (change.kind === 'user-removed') rows.set(change.id, { id: change.id, '@removed': { reason: 'changed' } });
        const user = change.kind === 'user' ? users.get(change.id) : undefined;
        if (change.kind !== 'user' || user === undefined) continue;
        const fields = change.fields.filter((name) => names.includes(name));
        if (fields.length > 0) rows.set(user.id, { ...rows.get(user.id), ...shown(user, fields) });
      }
      return [...rows.values()];
    },
    /** Members come in parts of `part`, each with the group's id. */
    allGroups: (ids: readonly string[], part: number): Record<string, unknown>[] =>
      ids.flatMap((id) => {
        const group = groups.get(id);
        if (!group) return [];
        const members = [...group.members].map((member) => ({ '@odata.type': '#microsoft.graph.user', id: member }));
        const inner = [...group.groups].map((one) => ({ '@odata.type': '#microsoft.graph.group', id: one }));
        const parts = [{ '@odata.type': '#microsoft.graph.device', id: randomUUID() }, ...inner, ...members];
        return Array.from({ length: Math.ceil(parts.length / part) }, (_, n) => ({
          id,
          displayName: group.displayName,
          description: group.description,
          'members@delta': parts.slice(n * part, (n + 1) * part),
        }));
      }),
    groupsSince(since: number, ids: readonly string[]): Record<string, unknown>[] {
      return changes.slice(since).flatMap((change): Record<string, unknown>[] => {
        if (!ids.includes(change.id)) return [];
        if (change.kind === 'group-removed') return [{ id: change.id, '@removed': { reason: 'deleted' } }];
        const group = groups.get(change.id);
        if (change.kind === 'group' && group) {
          return [{ id: change.id, displayName: group.displayName, description: group.description }];
        }
        if (change.kind !== 'joined' && change.kind !== 'left') return [];
        const member = { '@odata.type': `#microsoft.graph.${change.type ?? 'user'}`, id: change.userId };
        return [
          {
            id: change.id,
            'members@delta': [change.kind === 'left' ? { ...member, '@removed': { reason: 'deleted' } } : member],
          },
        ];
      });
    },
  };
};
