// User settings: of each type a default for everybody and settings for user groups in order of priority.
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { SettingBody } from '../../shared/ipc/people/setting-bodies.ts';
import type { userSettingsApi } from '../../shared/ipc/people/user-settings.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { settingTypeLabel, type SettingType } from '../../shared/model/user-setting.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore } from '../db/stores/people/groups.ts';
import { createUserSettingsStore, type UserSettingsStore } from '../db/stores/people/user-settings.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import { chooseSetting, settingFor, type EffectiveSetting } from './effective-setting.ts';
import type { UserSetting } from '../model/people.ts';
import { changesBetween, createAudit, type AuditEntry, type AuditedValues } from '../office/audit.ts';
import { attributesOf } from '../office/audited-attributes.ts';
import { deleteTermsVersion, keepTermsVersion, requireUnaccepted } from './terms.ts';

export type NewSetting = z.output<(typeof userSettingsApi)['userSettings.create']['input']>;
export type ChangedSetting = z.output<(typeof userSettingsApi)['userSettings.update']['input']>;

/** The registration setting of a person, with its name for reasons and logs. */
export type RegistrationSetting = SettingBody<'registration'> & Pick<UserSetting, 'id' | 'name'>;

/** `actor` says in the audit trail who did it; without one it was Russet itself. */
export interface UserSettingsService {
  /** Resolves to the id; the new setting has the lowest priority above the default. Throws `record.conflict` for a taken name. */
  create(setting: NewSetting, actor?: string): Promise<string>;
  /**
   * `groupIds` absent keeps the distribution. Throws `input.invalid` for groups of the default, which applies to
   * everybody, and for another type than the setting has.
   */
  update(setting: ChangedSetting, actor?: string): Promise<void>;
  /** `ids` must name every setting of the type but the default once, the one that wins first; otherwise throws `input.invalid`. */
  reorder(type: SettingType, ids: readonly string[], actor?: string): Promise<void>;
  /** Throws `access.denied` for the default, and `record.inUse` for terms of service that somebody accepted. */
  delete(id: string, actor?: string): Promise<void>;
  /** Throws `record.notFound`, and `record.inUse` for a version that is in force or was accepted. */
  deleteTermsVersion(id: number, actor?: string): Promise<void>;
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

/** The actor of what no person asked for. */
const itself = 'Russet';

/** What the audit trail tells of a setting. */
const look = async (bound: Executor, id: string): Promise<{ name: string; values: AuditedValues } | undefined> => {
  const setting = await createUserSettingsStore(bound).find(id);
  if (!setting) return undefined;
  const { type, name, description, body, groups } = setting;
  return { name, values: { Type: settingTypeLabel[type], ...attributesOf({ name, description, ...body, groups }) } };
};
type Look = Awaited<ReturnType<typeof look>>;

const orderOf = async (bound: Executor, type: SettingType): Promise<AuditedValues> => ({
  Order: custom(await createUserSettingsStore(bound).list(type)).map(({ name }) => name),
});

/** Over the executor of a transaction the answers are those of the transaction. */
export const createUserSettingsService = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
}): UserSettingsService => {
  const { executor, clock } = deps;

  const afterSave = async (bound: Executor, id: string, setting: NewSetting | ChangedSetting): Promise<void> => {
    if (setting.type === 'terms-of-service') await keepTermsVersion(bound, id, setting.body, clock.now());
  };

  const record = (
    bound: Executor,
    entry: Pick<AuditEntry, 'actor' | 'type' | 'name' | 'activity'>,
    before: AuditedValues | undefined,
    after: AuditedValues | undefined,
  ): Promise<void> =>
    createAudit({ executor: bound, clock }).record({
      ...entry,
      category: 'Users',
      changes: changesBetween(before, after),
    });

  const recordSetting = async (
    bound: Executor,
    actor: string,
    activity: 'Added' | 'Changed' | 'Deleted',
    before: Look,
    after: Look,
  ): Promise<void> => {
    if (activity === 'Changed' && changesBetween(before?.values, after?.values).length === 0) return;
    const name = after?.name ?? before?.name ?? '';
    await record(bound, { actor, type: 'User Setting', name, activity }, before?.values, after?.values);
  };

  const effective = async <T extends SettingType>(type: T, userId: string): Promise<EffectiveSetting<T>> => {
    const all = await createUserSettingsStore(executor).list(type);
    const onlyDefault = all.every((setting) => setting.isDefault);
    return chooseSetting(all, onlyDefault ? [] : await createUsersStore(executor).memberOf(userId, clock.now()));
  };
  const body = async <T extends SettingType>(type: T, userId: string): Promise<SettingBody<T>> =>
    (await effective(type, userId)).setting.body;

  return {
    async create(setting, actor = itself) {
      const id = randomUUID();
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        await refuseClash(settings, undefined, setting);
        await requireGroups(bound, setting.groupIds);
        const priority = custom(await settings.list(setting.type)).length + 1;
        const { type, name, description, groupIds } = setting;
        await settings.insert({ id, type, name, description, body: setting.body, priority }, groupIds, clock.now());
        await afterSave(bound, id, setting);
        await recordSetting(bound, actor, 'Added', undefined, await look(bound, id));
      });
      return id;
    },

    async update(changed, actor = itself) {
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
        const before = await look(bound, id);
        await settings.update(id, { name, description, body: changed.body }, groupIds, clock.now());
        await afterSave(bound, id, changed);
        await recordSetting(bound, actor, 'Changed', before, await look(bound, id));
      });
    },

    async reorder(type, ids, actor = itself) {
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const known = new Set(custom(await settings.list(type)).map((setting) => setting.id));
        const wanted = new Set(ids);
        if (ids.length !== known.size || wanted.size !== known.size || ids.some((id) => !known.has(id))) {
          throw new AppError('input.invalid', say('errors.settingOrder'), {
            fields: { ids: say('fields.everySettingOnce') },
          });
        }
        const before = await orderOf(bound, type);
        await settings.setOrder(ids);
        const entry = { actor, type: 'User Setting', name: settingTypeLabel[type], activity: 'Order Changed' } as const;
        await record(bound, entry, before, await orderOf(bound, type));
      });
    },

    async delete(id, actor = itself) {
      await inTransaction(executor, async (bound) => {
        const settings = createUserSettingsStore(bound);
        const setting = await requireSetting(settings, id);
        if (setting.isDefault) {
          throw new AppError('access.denied', say('errors.defaultStays'));
        }
        if (setting.type === 'terms-of-service') await requireUnaccepted(bound, setting);
        const before = await look(bound, id);
        await settings.delete(id);
        // Priorities stay 1, 2, 3 without gaps.
        await settings.setOrder(custom(await settings.list(setting.type)).map((other) => other.id));
        await recordSetting(bound, actor, 'Deleted', before, undefined);
      });
    },

    async deleteTermsVersion(id, actor = itself) {
      await inTransaction(executor, async (bound) => {
        const { version, title, text } = await deleteTermsVersion(bound, id);
        const entry = { actor, type: 'Terms of Service', name: title, activity: 'Deleted' } as const;
        await record(bound, entry, { Version: version, Title: title, Text: text }, undefined);
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
