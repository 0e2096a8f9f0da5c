// What the admin prefers to see. It changes nothing for the office, so the audit trail does not tell of it.
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { preferencesApi } from '../../../shared/ipc/office/preferences.ts';
import type { SettingsStore } from '../../db/stores/office/settings.ts';

export const preferencesHandlers = ({
  settings,
  changed,
}: {
  readonly settings: SettingsStore;
  /** The window itself follows some of them. */
  readonly changed: () => void;
}): Handlers<typeof preferencesApi> => ({
  async 'preferences.get'() {
    const [language, appearance, lists] = await Promise.all([
      settings.get('consoleLanguage'),
      settings.get('consoleAppearance'),
      settings.get('consoleLists'),
    ]);
    return { language, appearance, lists };
  },

  async 'preferences.setLanguage'({ language }) {
    await settings.set({ consoleLanguage: language });
    changed();
    return {};
  },

  async 'preferences.setAppearance'({ appearance }) {
    await settings.set({ consoleAppearance: appearance });
    changed();
    return {};
  },

  async 'preferences.arrangeList'({ listId, ...arrangement }) {
    await settings.set({ consoleLists: { ...(await settings.get('consoleLists')), [listId]: arrangement } });
    return {};
  },
});
