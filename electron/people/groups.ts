// User groups: made by hand or by rules; All Users is built in, and groups of a directory are changed there.
import { randomUUID } from 'node:crypto';
import type { AuditChange } from '../../shared/ipc/office/audit.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import type { RuleGroup } from '../../shared/rules/rules.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore, type GroupsStore } from '../db/stores/people/groups.ts';
import { usersOfGroup } from '../db/stores/people/memberships.ts';
import { createUserSettingsStore } from '../db/stores/people/user-settings.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import { changesBetween, createAudit } from '../office/audit.ts';
import { attributesOf } from '../office/audited-attributes.ts';
import { requireUsableRules } from './group-rules.ts';
import type { Group } from '../model/people.ts';

export interface GroupFields {
  readonly name: string;
  readonly description: string;
  /** Ids of all members of a manually managed group; replaces the former ones. */
  readonly memberIds: readonly string[];
  /** Makes a dynamically managed group. */
  readonly rules?: RuleGroup | undefined;
}

/** `actor` says in the audit trail who did it; without one it was Russet itself. */
export interface GroupsService {
  /**
   * Resolves to the id. Throws `record.conflict` for a taken name, `record.notFound` for an unknown member,
   * `input.invalid` for rules that cannot be used or for both rules and members.
   */
  create(fields: GroupFields, actor?: string): Promise<string>;
  /**
   * Throws as `create` does, `access.denied` for All Users and for groups of a directory, `input.invalid` when a group
   * would change its kind, and `record.inUse` naming the way when it would belong to itself.
   */
  update(id: string, fields: GroupFields, actor?: string): Promise<void>;
  /** Throws `record.inUse`, naming the settings, groups and saved queries that use the group. */
  delete(id: string, actor?: string): Promise<void>;
}

const requireOurs = async (groups: GroupsStore, id: string): Promise<Group> => {
  const group = await groups.find(id);
  if (!group) throw new AppError('record.notFound', say('errors.groupGone'));
  if (group.kind === 'built-in') {
    throw new AppError('access.denied', say('errors.groupBuiltIn', { group: group.name }));
  }
  if (group.kind === 'directory') {
    throw new AppError('access.denied', say('errors.groupOfDirectory', { group: group.name }));
  }
  return group;
};

const refuseClash = async (groups: GroupsStore, self: string | undefined, name: string): Promise<void> => {
  const same = await groups.byName(name);
  if (same && same.id !== self) {
    throw new AppError('record.conflict', say('errors.groupNameTaken', { name: same.name }), {
      fields: { name: say('fields.used') },
    });
  }
};

const setMembers = async (bound: Executor, id: string, memberIds: readonly string[]): Promise<void> => {
  const wanted = [...new Set(memberIds)];
  if ((await createUsersStore(bound).countExisting(wanted)) < wanted.length) {
    throw new AppError('record.notFound', say('errors.membersGone'), {
      fields: { memberIds: say('fields.userGone') },
    });
  }
  await createGroupsStore(bound).setMembers(id, wanted);
};

const refuseMembersOfDynamic = (fields: GroupFields): void => {
  if (fields.memberIds.length === 0) return;
  throw new AppError('input.invalid', say('errors.dynamicTakesNoMembers'), {
    fields: { memberIds: say('fields.rulesDecide') },
  });
};

/** The actor of what no person asked for. */
const itself = 'Russet';
const shownNames = 50;

/** What the audit trail tells of a group, and who belongs to it. */
const look = async (bound: Executor, id: string) => {
  const groups = createGroupsStore(bound);
  const group = await groups.findListed(id);
  if (!group) return undefined;
  return {
    name: group.name,
    values: attributesOf(group, ['id', 'members', 'settings']),
    members: new Map((await groups.members(id)).map((member) => [member.id, member.displayName])),
  };
};
type Look = Awaited<ReturnType<typeof look>>;

/** Names of those in `some` who are not in `others`, and how many more there are. */
const namesNotIn = (some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string | undefined => {
  const names = [...some].filter(([id]) => !others.has(id)).map(([, name]) => name);
  if (names.length === 0) return undefined;
  const more = names.length - shownNames;
  return names.slice(0, shownNames).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
};

/** Name, description, rules, and who joined or left. */
const changesOf = (before: Look, after: Look): AuditChange[] => {
  const nobody = new Map<string, string>();
  const left = namesNotIn(before?.members ?? nobody, after?.members ?? nobody);
  const joined = namesNotIn(after?.members ?? nobody, before?.members ?? nobody);
  const changes = changesBetween(before?.values, after?.values);
  if (left === undefined && joined === undefined) return changes;
  const members: AuditChange = {
    attribute: 'Members',
    ...(left !== undefined && { before: left }),
    ...(joined !== undefined && { after: joined }),
  };
  return [...changes, members];
};

export const createGroupsService = (deps: { readonly executor: Executor; readonly clock: Clock }): GroupsService => {
  const { executor, clock } = deps;

  const record = async (
    bound: Executor,
    actor: string,
    activity: 'Added' | 'Changed' | 'Deleted',
    before: Look,
    after: Look,
  ): Promise<void> => {
    const changes = changesOf(before, after);
    if (activity === 'Changed' && changes.length === 0) return;
    const name = after?.name ?? before?.name ?? '';
    await createAudit({ executor: bound, clock }).record({
      actor,
      category: 'Users',
      type: 'User Group',
      name,
      activity,
      changes,
    });
  };

  return {
    async create(fields, actor = itself) {
      const { name, description, memberIds, rules } = fields;
      const id = randomUUID();
      if (rules) refuseMembersOfDynamic(fields);
      await inTransaction(executor, async (bound) => {
        const groups = createGroupsStore(bound);
        await refuseClash(groups, undefined, name);
        if (rules) await requireUsableRules(bound, rules, { id, name });
        await groups.insert({ id, name, description, kind: rules ? 'dynamic' : 'manual', rules }, clock.now());
        if (!rules) await setMembers(bound, id, memberIds);
        await record(bound, actor, 'Added', undefined, await look(bound, id));
      });
      return id;
    },

    async update(id, fields, actor = itself) {
      const { name, description, memberIds, rules } = fields;
      await inTransaction(executor, async (bound) => {
        const groups = createGroupsStore(bound);
        const { kind } = await requireOurs(groups, id);
        if ((kind === 'dynamic') !== (rules !== undefined)) {
          throw new AppError(
            'input.invalid',
            kind === 'dynamic' ? say('errors.dynamicNeedsRules') : say('errors.manualTakesNoRules'),
            { fields: { rules: kind === 'dynamic' ? say('fields.required') : say('fields.notForManual') } },
          );
        }
        await refuseClash(groups, id, name);
        if (rules) {
          refuseMembersOfDynamic(fields);
          await requireUsableRules(bound, rules, { id, name });
        }
        const before = await look(bound, id);
        await groups.update(id, { name, description, rules }, clock.now());
        if (!rules) await setMembers(bound, id, memberIds);
        await record(bound, actor, 'Changed', before, await look(bound, id));
      });
    },

    async delete(id, actor = itself) {
      await inTransaction(executor, async (bound) => {
        const groups = createGroupsStore(bound);
        const group = await requireOurs(groups, id);
        const settings = await createUserSettingsStore(bound).usingGroup(id);
        const using = [
          ...settings.map((setting) => say('errors.usedBySetting', { name: setting.name })),
          ...(await usersOfGroup(bound.read, id)),
        ];
        if (using.length > 0) {
          throw new AppError('record.inUse', say('errors.groupInUse', { group: group.name, users: using }));
        }
        const before = await look(bound, id);
        await groups.delete(id);
        await record(bound, actor, 'Deleted', before, undefined);
      });
    },
  };
};
