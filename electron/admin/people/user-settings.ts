// User settings of the contract.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { AnyUserSetting, userSettingsApi } from '../../../shared/ipc/people/user-settings.ts';
import { settingTypes } from '../../../shared/model/user-setting.ts';
import type { Executor } from '../../db/executor.ts';
import { createTermsStore } from '../../db/stores/people/terms.ts';
import type { UserSettingsService } from '../../people/user-settings.ts';

export interface UserSettingsHandlerDeps {
  readonly userSettings: UserSettingsService;
  readonly executor: Executor;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export const userSettingsHandlers = (deps: UserSettingsHandlerDeps): Handlers<typeof userSettingsApi> => {
  const { userSettings, executor, changed } = deps;

  /** Groups name their settings, users show the one that applies, the checklist asks for one with User Enrollment. */
  const settingsChanged = (ids?: readonly string[]): void => {
    changed('userSettings', ids);
    changed('groups');
    changed('users');
    changed('server');
  };

  return {
    async 'userSettings.list'({ type }) {
      const settings = await userSettings.list(type);
      // Which body belongs to which type is lost to the compiler, not to the store.
      return settings.map((setting) => ({ ...setting, groups: [...setting.groups] })) as AnyUserSetting[];
    },

    async 'userSettings.create'(setting, { actor }) {
      const id = await userSettings.create(setting, actor);
      settingsChanged([id]);
      return { id };
    },

    async 'userSettings.update'(setting, { actor }) {
      await userSettings.update(setting, actor);
      settingsChanged([setting.id]);
      return {};
    },

    async 'userSettings.reorder'({ type, ids }, { actor }) {
      await userSettings.reorder(type, ids, actor);
      settingsChanged();
      return {};
    },

    async 'userSettings.delete'({ id }, { actor }) {
      await userSettings.delete(id, actor);
      settingsChanged([id]);
      return {};
    },

    'userSettings.effective': ({ userId }) =>
      Promise.all(
        settingTypes.map(async (type) => {
          const { setting, reason } = await userSettings.effective(type, userId);
          return { type, settingId: setting.id, settingName: setting.name, isDefault: setting.isDefault, reason };
        }),
      ),

    'terms.versions': ({ settingId }) => createTermsStore(executor).list(settingId),

    async 'terms.delete'({ id }, { actor }) {
      await userSettings.deleteTermsVersion(id, actor);
      changed('userSettings');
      return {};
    },
  };
};
