// User settings: of each type a default for everybody and settings for user groups in order of priority.
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { SettingBody } from '../../shared/ipc/people/setting-bodies.ts';
import type { userSettingsApi } from '../../shared/ipc/people/user-settings.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import type { SettingType } from '../../shared/model/user-setting.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore } from '../db/stores/people/groups.ts';
import { createUserSettingsStore, type UserSettingsStore } from '../db/stores/people/user-settings.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import { chooseSetting, settingFor, type EffectiveSetting } from './effective-setting.ts';
import type { UserSetting } from '../model/people.ts';
import { keepTermsVersion, requireUnaccepted } from './terms.ts';

export type NewSetting = z.output<(typeof userSettingsApi)['userSettings.create']['input']>;
export type ChangedSetting = z.output<(typeof userSettingsApi)['userSettings.update']['input']>;

/** The registration setting of a person, with its name for reasons and logs. */
export type RegistrationSetting = SettingBody<'registration'> & Pick<UserSetting, 'id' | 'name'>;

export interface UserSettingsService {
  /** Resolves to the id; the new setting has the lowest priority above the default. Throws `record.conflict` for a taken name. */
  create(setting: NewSetting): Promise<string>;
  /**
   * `groupIds` absent keeps the distribution. Throws `input.invalid` for groups of the default, which applies to
   * everybody, and for another type than the setting has.
   */
  update(setting: ChangedSetting): Promise<void>;
  /** `ids` must name every setting of the type but the default once, the one that wins first; otherwise throws `input.invalid`. */
  reorder(type: SettingType, ids: readonly string[]): Promise<void>;
  /** Throws `access.denied` for the default, and `record.inUse` for terms of service that somebody accepted. */
  delete(id: string): Promise<void>;
  /** The setting of a type that applies to a person. An unknown person gets what All Users get. */
  effective<T extends SettingType>(type: T, userId: string): Promise<EffectiveSetting<T>>;
  /** What it says. */
  body<T extends SettingType>(type: T, userId: string): Promise<SettingBody<T>>;
  /** What it says for each of many people. */
  bodies<T extends SettingType>(type: T, userIds: readonly string[]): Promise<ReadonlyMap<string, SettingBody<T>>>;
  registration(userId: string): Promise<RegistrationSetting>;
  /** In order of priority, the default last. */
  list<T extends SettingType>(type: T): Promise<readonly UserSetting<T>[]>;
}

const requireSetting = async (settings: UserSettingsStore, id: string): Promise<UserSetting> => {
  const setting = await settings.find(id);
  if (!setting) throw new AppError('record.notFound', say('errors.settingGone'));
  return setting;
};

const refuseClash = async (
  settings: UserSettingsStore,
  self: string | undefined,
  { type, name }: Pick<UserSetting, 'type' | 'name'>,
): Promise<void> => {
  const same = await settings.byName(type, name);
  if (same && same.id !== self) {
    throw new AppError('record.conflict', say('errors.settingNameTaken', { name: same.name }), {
      fields: { name: say('fields.used') },
    });
  }
};

const requireGroups = async (bound: Executor, groupIds: readonly string[]): Promise<void> => {
  const wanted = [...new Set(groupIds)];
  if ((await createGroupsStore(bound).existing(wanted)).length < wanted.length) {
    throw new AppError('record.notFound', say('errors.userGroupsGone'), {
      fields: { groupIds: say('fields.groupGone') },
    });
  }
};

const custom = (settings: readonly UserSetting[]): UserSetting[] => settings.filter((setting) => !setting.isDefault);

/** Over the executor of a transaction the answers are those of the transaction. */
export const createUserSettingsService = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
}): UserSettingsService => {
  const { executor, clock } = deps;

  const afterSave = async (bound: Executor, id: string, setting: NewSetting | ChangedSetting): Promise<void> => {
    if (setting.type === 'terms-of-service') await keepTermsVersion(bound, id, setting.body, clock.now());
  };

  const effective = async <T extends SettingType>(type: T, userId: string): Promise<EffectiveSetting<T>> => {
    const all = await createUserSettingsStore(executor).list(type);
    const onlyDefault = all.every((setting) => setting.isDefault);
    return chooseSetting(all, onlyDefault ? [] : await createUsersStore(executor).memberOf(userId, clock.now()));
  };
  const body = async <T extends SettingType>(type: T, userId: string): Promise<SettingBody<T>> =>
    (await effective(type, userId)).setting.body;

  return {
    async create(setting) {
      const id = randomUUID();
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        await refuseClash(settings, undefined, setting);
        await requireGroups(bound, setting.groupIds);
        const priority = custom(await settings.list(setting.type)).length + 1;
        const { type, name, description, groupIds } = setting;
        await settings.insert({ id, type, name, description, body: setting.body, priority }, groupIds, clock.now());
        await afterSave(bound, id, setting);
      });
      return id;
    },

    async update(changed) {
      const { id, type, name, description, groupIds } = changed;
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const setting = await requireSetting(settings, id);
        if (setting.type !== type) {
          throw new AppError('input.invalid', say('errors.settingOtherType', { name: setting.name }), {
            fields: { type: say('fields.otherType') },
          });
        }
        if (setting.isDefault && groupIds !== undefined) {
          throw new AppError('input.invalid', say('errors.defaultTakesNoGroups'), {
            fields: { groupIds: say('fields.defaultNoGroups') },
          });
        }
        await refuseClash(settings, id, changed);
        if (groupIds) await requireGroups(bound, groupIds);
        await settings.update(id, { name, description, body: changed.body }, groupIds, clock.now());
        await afterSave(bound, id, changed);
      });
    },

    async reorder(type, ids) {
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const known = new Set(custom(await settings.list(type)).map((setting) => setting.id));
        const wanted = new Set(ids);
        if (ids.length !== known.size || wanted.size !== known.size || ids.some((id) => !known.has(id))) {
          throw new AppError('input.invalid', say('errors.settingOrder'), {
            fields: { ids: say('fields.everySettingOnce') },
          });
        }
        await settings.setOrder(ids);
      });
    },

    async delete(id) {
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const setting = await requireSetting(settings, id);
        if (setting.isDefault) {
          throw new AppError('access.denied', say('errors.defaultStays'));
        }
        if (setting.type === 'terms-of-service') await requireUnaccepted(bound, setting);
        await settings.delete(id);
        // Priorities stay 1, 2, 3 without gaps.
        await settings.setOrder(custom(await settings.list(setting.type)).map((other) => other.id));
      });
    },

    effective,
    body,
    async bodies(type, userIds) {
      const all = await createUserSettingsStore(executor).list(type);
      const groups = await createUsersStore(executor).groupsOfAll(userIds, clock.now());
      return new Map(userIds.map((userId) => [userId, settingFor(all, groups.get(userId) ?? []).body]));
    },
    async registration(userId) {
      const { setting } = await effective('registration', userId);
      return { ...setting.body, id: setting.id, name: setting.name };
    },
    list: (type) => createUserSettingsStore(executor).list(type),
  };
};
