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
    return { language: await settings.get('consoleLanguage') };
  },

  async 'preferences.set'({ language }) {
    await settings.set({ consoleLanguage: language });
    return {};
  },
});
