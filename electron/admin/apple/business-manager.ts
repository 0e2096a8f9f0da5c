// Apple Business Manager in the contract: what the admin declares about it.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { businessManagerApi } from '../../../shared/ipc/apple/business-manager.ts';
import type { SettingsStore } from '../../db/stores/office/settings.ts';
import type { ServerSettings } from '../../office/server-settings.ts';

export interface BusinessManagerHandlerDeps {
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly changes: Pick<ServerSettings, 'declareBusinessManager'>;
  readonly changed: (topic: EventTopic) => void;
}

export const businessManagerHandlers = ({
  settings,
  changes,
  changed,
}: BusinessManagerHandlerDeps): Handlers<typeof businessManagerApi> => ({
  'businessManager.get': () => settings.get('businessManager'),

  async 'businessManager.declare'(declaration, { actor }) {
    await changes.declareBusinessManager(declaration, actor);
    changed('server');
    // The user page says what is missing for User Enrollment.
    changed('users');
    return {};
  },
});
