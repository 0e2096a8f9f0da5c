// Joins the Entra ID part of the core: source, sync, schedule.
import type { EventTopic } from '../../shared/ipc/events.ts';
import { renderText, say } from '../../shared/locales/admin-texts.ts';
import { entraHandlers } from '../admin/directories/entra.ts';
import type { Executor } from '../db/executor.ts';
import { createDirectoryGroupsStore } from '../db/stores/directories/directory-groups.ts';
import { createDirectoryPeopleStore } from '../db/stores/directories/directory-people.ts';
import { createEntraStore } from '../db/stores/directories/entra.ts';
import { createEntraOidc } from '../directory/clients/entra-oidc.ts';
import { createEntraRequest } from '../directory/clients/entra-request.ts';
import { createEntraSource } from '../directory/entra-source.ts';
import { createSyncNotices, syncOutcome } from '../directory/sync-notices.ts';
import type { EntraPort } from '../directory/clients/entra-token.ts';
import { externalCallbackPath } from '../sign-in/external-sign-in.ts';
import type { IdentityProvider } from '../sign-in/ports.ts';
import { createDirectoryImport } from '../directory/directory-import.ts';
import type { GonePeople } from '../directory/gone-people.ts';
import type { InviteService } from '../invitations/invite.ts';
import type { Audit } from '../office/audit.ts';
import { microsoftEndpoints, type CoreConfig } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { Job } from '../core/jobs.ts';
import type { Notifications } from '../office/notifications.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import type { Tasks } from '../core/tasks.ts';
import { minute } from '../core/durations.ts';

/** Nothing is synced before the job runs or a call asks for it. */
export const createPeopleEntra = (deps: {
  readonly config: Pick<CoreConfig, 'entraEndpoints'>;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly tasks: Tasks;
  readonly audit: Audit;
  readonly notifications: Notifications;
  readonly endAccess: (userIds: readonly string[], bound: Executor) => Promise<void>;
  readonly gone: GonePeople;
  readonly mail: { readonly invite: Pick<InviteService, 'inviteMany'> };
  readonly origin: () => Promise<string>;
  readonly changed: (topic: EventTopic) => void;
}) => {
  const { executor, clock, secretBox, tasks, audit, notifications, endAccess, mail, origin, changed } = deps;
  const endpoints = { ...microsoftEndpoints, ...deps.config.entraEndpoints };
  const port: EntraPort = { endpoints, clock, send: createEntraRequest(endpoints.trustedCertificates) };
  const store = createEntraStore(executor);
  const redirectUri = async (): Promise<string> => `${await origin()}${externalCallbackPath}`;
  const directoryOver = (bound: Executor) => createDirectoryImport({ executor: bound, clock, endAccess });
  const source = createEntraSource({
    port,
    store,
    secretBox,
    tasks,
    executor,
    directoryImport: directoryOver(executor),
    gone: deps.gone,
    releaseOver: directoryOver,
    groups: createDirectoryGroupsStore(executor),
    people: createDirectoryPeopleStore(executor),
    invite: (userIds) => mail.invite.inviteMany(userIds, { actor: 'Russet' }),
    redirectUri,
    notices: ({ id, settings }) =>
      createSyncNotices(notifications, { componentType: 'Entra ID', id, name: settings.name, page: '/entra' }),
    changed,
    recordSync: ({ actor, name, state, text }) =>
      audit.record({
        actor,
        category: 'Admin',
        type: 'Entra ID',
        name,
        activity: 'Synced',
        changes: [
          { attribute: 'Outcome', after: state === 'discarded' ? 'Asks before it disables' : syncOutcome[state] },
          { attribute: 'Message', after: renderText(text, 'en') },
        ],
      }),
  });
  const jobs: readonly Job[] = [{ name: 'sync Entra ID', everyMs: minute, run: () => source.syncIfDue() }];

  const oidc = createEntraOidc(port);
  const enabledApp = async () => {
    const enabled = await source.enabledApp();
    if (enabled) return enabled;
    throw new AppError('enrollment.refused', say('errors.signInElsewhereOff'));
  };
  const identityProvider: IdentityProvider = {
    isEnabled: async () => (await source.enabledApp()) !== undefined,
    authorizeUrl: async (request) => oidc.authorizeUrl((await enabledApp()).app, request),
    async redeem(answer) {
      const { sourceId, app } = await enabledApp();
      const { objectId, name } = await oidc.redeem(app, answer);
      return { userId: await store.userIdOf(sourceId, objectId), name };
    },
  };
  return {
    handlers: entraHandlers({ source, clock }),
    jobs,
    identityProvider,
    credentialExpiresAt: source.credentialExpiresAt,
  };
};
