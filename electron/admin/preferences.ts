// What the admin prefers to see. It changes nothing for the office, so the audit trail does not tell of it.
import type { Handlers } from '../../shared/ipc/method.ts';
import type { preferencesApi } from '../../shared/ipc/preferences.ts';
import type { SettingsStore } from '../db/stores/settings.ts';

export const preferencesHandlers = ({
  settings,
}: {
  readonly settings: SettingsStore;
}): Handlers<typeof preferencesApi> => ({
  async 'preferences.get'() {
    const [language, lists] = await Promise.all([settings.get('consoleLanguage'), settings.get('consoleLists')]);
    return { language, lists };
  },

  async 'preferences.setLanguage'({ language }) {
    await settings.set({ consoleLanguage: language });
    return {};
  },

  async 'preferences.arrangeList'({ listId, ...arrangement }) {
    await settings.set({ consoleLists: { ...(await settings.get('consoleLists')), [listId]: arrangement } });
    return {};
  },
});
