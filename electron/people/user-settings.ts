// Device Registration Settings: a default for everybody and settings for user groups in order of priority.
import { randomUUID } from 'node:crypto';
import type { RegistrationSettingBody } from '../../shared/ipc/users.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore } from '../db/stores/groups.ts';
import { createUserSettingsStore, type UserSettingsStore } from '../db/stores/user-settings.ts';
import { createUsersStore } from '../db/stores/users.ts';
import { chooseSetting, type EffectiveSetting } from './effective-setting.ts';
import type { UserSetting } from './model.ts';

export interface UserSettingsService {
  /** Resolves to the id; the new setting has the lowest priority above the default. Throws `record.conflict` for a taken name. */
  create(body: RegistrationSettingBody, groupIds: readonly string[]): Promise<string>;
  /** `groupIds` absent keeps the distribution. Throws `input.invalid` for groups of the default, which applies to everybody. */
  update(id: string, body: RegistrationSettingBody, groupIds: readonly string[] | undefined): Promise<void>;
  /** `ids` must name every setting but the default once, the one that wins first; otherwise throws `input.invalid`. */
  reorder(ids: readonly string[]): Promise<void>;
  /** Throws `access.denied` for the default. */
  delete(id: string): Promise<void>;
  /** The setting that applies to a person. An unknown person gets what All Users get. */
  effective(userId: string): Promise<EffectiveSetting>;
  /** The same, without the reason. */
  effectiveSetting(userId: string): Promise<UserSetting>;
  /** In order of priority, the default last. */
  list(): Promise<readonly UserSetting[]>;
}

const requireSetting = async (settings: UserSettingsStore, id: string): Promise<UserSetting> => {
  const setting = await settings.find(id);
  if (!setting)
    throw new AppError('record.notFound', 'There is no such setting; somebody may have deleted it meanwhile.');
  return setting;
};

const refuseClash = async (settings: UserSettingsStore, self: string | undefined, name: string): Promise<void> => {
  const same = await settings.byName(name);
  if (same && same.id !== self) {
    throw new AppError('record.conflict', `There is already a setting named ${same.name}. Choose another name.`, {
      fields: { name: 'already used' },
    });
  }
};

const requireGroups = async (bound: Executor, groupIds: readonly string[]): Promise<void> => {
  const wanted = [...new Set(groupIds)];
  if ((await createGroupsStore(bound).existing(wanted)).length < wanted.length) {
    throw new AppError('record.notFound', 'One of the user groups does not exist any more. Pick the groups again.', {
      fields: { groupIds: 'a group does not exist any more' },
    });
  }
};

const custom = (settings: readonly UserSetting[]): UserSetting[] => settings.filter((setting) => !setting.isDefault);

export const createUserSettingsService = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
}): UserSettingsService => {
  const { executor, clock } = deps;

  const effective = async (userId: string): Promise<EffectiveSetting> => {
    const [all, groupIds] = await Promise.all([
      createUserSettingsStore(executor).list(),
      createUsersStore(executor).memberOf(userId, clock.now()),
    ]);
    return chooseSetting(all, groupIds);
  };

  return {
    async create(body, groupIds) {
      const id = randomUUID();
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        await refuseClash(settings, undefined, body.name);
        await requireGroups(bound, groupIds);
        const lowest = custom(await settings.list()).length + 1;
        await settings.insert(id, body, lowest, groupIds, clock.now());
      });
      return id;
    },

    async update(id, body, groupIds) {
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const setting = await requireSetting(settings, id);
        if (setting.isDefault && groupIds !== undefined) {
          throw new AppError('input.invalid', 'The default setting applies to all users and takes no user groups.', {
            fields: { groupIds: 'the default takes no user groups' },
          });
        }
        await refuseClash(settings, id, body.name);
        if (groupIds) await requireGroups(bound, groupIds);
        await settings.update(id, body, groupIds, clock.now());
      });
    },

    async reorder(ids) {
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const known = new Set(custom(await settings.list()).map((setting) => setting.id));
        const wanted = new Set(ids);
        if (ids.length !== known.size || wanted.size !== known.size || ids.some((id) => !known.has(id))) {
          throw new AppError(
            'input.invalid',
            'The order must name every setting except the default once. Refresh the list and try again.',
            { fields: { ids: 'every setting except the default, once' } },
          );
        }
        await settings.setOrder(ids);
      });
    },

    async delete(id) {
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const setting = await requireSetting(settings, id);
        if (setting.isDefault) {
          throw new AppError('access.denied', 'The default setting applies to everybody else and cannot be deleted.');
        }
        await settings.delete(id);
        // Priorities stay 1, 2, 3 without gaps.
        await settings.setOrder(custom(await settings.list()).map((other) => other.id));
      });
    },

    effective,
    effectiveSetting: async (userId) => (await effective(userId)).setting,
    list: () => createUserSettingsStore(executor).list(),
  };
};
