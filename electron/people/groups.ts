// User groups: made by hand or by rules; All Users is built in, and groups of a directory are changed there.
import { randomUUID } from 'node:crypto';
import { say } from '../../shared/locales/admin-texts.ts';
import type { RuleGroup } from '../../shared/rules/rules.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore, type GroupsStore } from '../db/stores/people/groups.ts';
import { usersOfGroup } from '../db/stores/people/memberships.ts';
import { createUserSettingsStore } from '../db/stores/people/user-settings.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
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

export interface GroupsService {
  /**
   * Resolves to the id. Throws `record.conflict` for a taken name, `record.notFound` for an unknown member,
   * `input.invalid` for rules that cannot be used or for both rules and members.
   */
  create(fields: GroupFields): Promise<string>;
  /**
   * Throws as `create` does, `access.denied` for All Users and for groups of a directory, `input.invalid` when a group
   * would change its kind, and `record.inUse` naming the way when it would belong to itself.
   */
  update(id: string, fields: GroupFields): Promise<void>;
  /** Throws `record.inUse`, naming the settings, groups and saved queries that use the group. */
  delete(id: string): Promise<void>;
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

export const createGroupsService = (deps: { readonly executor: Executor; readonly clock: Clock }): GroupsService => {
  const { executor, clock } = deps;
  return {
    async create(fields) {
      const { name, description, memberIds, rules } = fields;
      const id = randomUUID();
      if (rules) refuseMembersOfDynamic(fields);
      await inTransaction(executor, async (bound) => {
        const groups = createGroupsStore(bound);
        await refuseClash(groups, undefined, name);
        if (rules) await requireUsableRules(bound, rules, { id, name });
        await groups.insert({ id, name, description, kind: rules ? 'dynamic' : 'manual', rules }, clock.now());
        if (!rules) await setMembers(bound, id, memberIds);
      });
      return id;
    },

    async update(id, fields) {
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
        await groups.update(id, { name, description, rules }, clock.now());
        if (!rules) await setMembers(bound, id, memberIds);
      });
    },

    async delete(id) {
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
        await groups.delete(id);
      });
    },
  };
};
