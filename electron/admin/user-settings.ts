// Device Registration Settings of the contract.
import type { EventTopic } from '../../shared/ipc/events.ts';
import type { Handlers } from '../../shared/ipc/method.ts';
import type { userSettingsApi } from '../../shared/ipc/users.ts';
import type { UserSettingsStore } from '../db/stores/user-settings.ts';
import type { UserSettingsService } from '../people/user-settings.ts';

export interface UserSettingsHandlerDeps {
  readonly userSettings: UserSettingsService;
  readonly store: UserSettingsStore;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

export const userSettingsHandlers = (deps: UserSettingsHandlerDeps): Handlers<typeof userSettingsApi> => {
  const { userSettings, store, changed } = deps;

  /** Groups name their settings, users show the one that applies, the checklist asks for one with User Enrollment. */
  const settingsChanged = (ids?: readonly string[]): void => {
    changed('userSettings', ids);
    changed('groups');
    changed('users');
    changed('server');
  };

  return {
    async 'userSettings.list'() {
      return (await store.list()).map((setting) => ({ ...setting, groups: [...setting.groups] }));
    },

    async 'userSettings.create'({ groupIds, ...body }) {
      const id = await userSettings.create(body, groupIds);
      settingsChanged([id]);
      return { id };
    },

    async 'userSettings.update'({ id, groupIds, ...body }) {
      await userSettings.update(id, body, groupIds);
      settingsChanged([id]);
      return {};
    },

    async 'userSettings.reorder'({ ids }) {
      await userSettings.reorder(ids);
      settingsChanged();
      return {};
    },

    async 'userSettings.delete'({ id }) {
      await userSettings.delete(id);
      settingsChanged([id]);
      return {};
    },
  };
};
