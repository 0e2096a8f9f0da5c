// User groups: made by hand; All Users is built in and cannot be changed.
import { randomUUID } from 'node:crypto';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore, type GroupsStore } from '../db/stores/groups.ts';
import { createUserSettingsStore } from '../db/stores/user-settings.ts';
import { createUsersStore } from '../db/stores/users.ts';
import type { Group } from './model.ts';

export interface GroupFields {
  readonly name: string;
  readonly description: string;
  /** Ids of all members; replaces the former ones. */
  readonly memberIds: readonly string[];
}

export interface GroupsService {
  /** Resolves to the id. Throws `record.conflict` for a taken name, `record.notFound` for an unknown member. */
  create(fields: GroupFields): Promise<string>;
  /** Throws as `create` does, and `access.denied` for All Users and for groups of a directory. */
  update(id: string, fields: GroupFields): Promise<void>;
  /** Throws `record.inUse`, naming the settings that are distributed to the group. */
  delete(id: string): Promise<void>;
}

const requireManual = async (groups: GroupsStore, id: string): Promise<Group> => {
  const group = await groups.find(id);
  if (!group) throw new AppError('record.notFound', 'There is no such group; somebody may have deleted it meanwhile.');
  if (group.kind === 'built-in') {
    throw new AppError(
      'access.denied',
      `${group.name} is built in: everybody belongs to it, and it cannot be changed.`,
    );
  }
  if (group.kind === 'directory') {
    throw new AppError('access.denied', `${group.name} comes from a directory: change it there, then sync.`);
  }
  return group;
};

const refuseClash = async (groups: GroupsStore, self: string | undefined, name: string): Promise<void> => {
  const same = await groups.byName(name);
  if (same && same.id !== self) {
    throw new AppError('record.conflict', `There is already a group named ${same.name}. Choose another name.`, {
      fields: { name: 'already used' },
    });
  }
};

const setMembers = async (bound: Executor, id: string, memberIds: readonly string[]): Promise<void> => {
  const wanted = [...new Set(memberIds)];
  if ((await createUsersStore(bound).countExisting(wanted)) < wanted.length) {
    throw new AppError('record.notFound', 'One of the members does not exist any more. Pick the members again.', {
      fields: { memberIds: 'a user does not exist any more' },
    });
  }
  await createGroupsStore(bound).setMembers(id, wanted);
};

export const createGroupsService = (deps: { readonly executor: Executor; readonly clock: Clock }): GroupsService => {
  const { executor, clock } = deps;
  return {
    async create({ name, description, memberIds }) {
      const id = randomUUID();
      await inTransaction(executor, async (bound) => {
        const groups = createGroupsStore(bound);
        await refuseClash(groups, undefined, name);
        await groups.insert({ id, name, description, kind: 'manual' }, clock.now());
        await setMembers(bound, id, memberIds);
      });
      return id;
    },

    async update(id, { name, description, memberIds }) {
      await inTransaction(executor, async (bound) => {
        const groups = createGroupsStore(bound);
        await requireManual(groups, id);
        await refuseClash(groups, id, name);
        await groups.update(id, { name, description }, clock.now());
        await setMembers(bound, id, memberIds);
      });
    },

    async delete(id) {
      await inTransaction(executor, async (bound) => {
        const groups = createGroupsStore(bound);
        const group = await requireManual(groups, id);
        const using = await createUserSettingsStore(bound).usingGroup(id);
        if (using.length > 0) {
          const names = using.map((setting) => `"${setting.name}"`).join(', ');
          throw new AppError(
            'record.inUse',
            `The group ${group.name} is used by ${names}. Distribute ${using.length === 1 ? 'this setting' : 'these settings'} to other groups first.`,
          );
        }
        await groups.delete(id);
      });
    },
  };
};
