// Joins the LDAP part of the core: servers, sync, schedule, and the password check at sign-in.
import type { EventTopic } from '../../shared/ipc/events.ts';
import { renderText } from '../../shared/locales/admin-texts.ts';
import { ldapHandlers } from '../admin/directories/ldap.ts';
import type { Executor } from '../db/executor.ts';
import { createLdapServersStore } from '../db/stores/directories/ldap-servers.ts';
import type { UsersStore } from '../db/stores/people/users.ts';
import { createDirectoryImport } from '../directory/directory-import.ts';
import type { GonePeople } from '../directory/gone-people.ts';
import type { InviteService } from '../invitations/invite.ts';
import { createLdapServers } from '../directory/ldap-servers.ts';
import { createLdapSync } from '../directory/ldap-sync.ts';
import { createSyncNotices, syncOutcome } from '../directory/sync-notices.ts';
import type { Audit } from '../office/audit.ts';
import type { Job } from '../core/jobs.ts';
import type { Notifications } from '../office/notifications.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import type { Tasks } from '../core/tasks.ts';
import { minute } from '../core/durations.ts';

/** Nothing is synced before the jobs run or a call asks for it. */
export const createPeopleLdap = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly tasks: Tasks;
  readonly audit: Audit;
  readonly users: UsersStore;
  readonly notifications: Notifications;
  readonly endAccess: (userIds: readonly string[], bound: Executor) => Promise<void>;
  readonly gone: GonePeople;
  readonly mail: { readonly invite: Pick<InviteService, 'inviteMany'> };
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}) => {
  const { executor, clock, secretBox, tasks, audit, users, notifications, endAccess, mail, changed } = deps;
  const directoryOver = (bound: Executor) => createDirectoryImport({ executor: bound, clock, endAccess });
  const directory = directoryOver(executor);
  const store = createLdapServersStore(executor);
  const servers = createLdapServers({ executor, users, directory: directoryOver, secretBox, clock });
  const notices = ({ id, name }: { readonly id: string; readonly name: string }) =>
    createSyncNotices(notifications, { componentType: 'LDAP', id, name, page: '/ldap' });
  const sync = createLdapSync({
    store,
    directory,
    gone: deps.gone,
    clock,
    tasks,
    serverOf: servers.serverOf,
    invite: async (userIds, actor) => {
      await mail.invite.inviteMany(userIds, { actor });
    },
    notices: ({ id, config }) => notices({ id, name: config.connection.name }),
    changed: (id) => {
      changed('ldap', [id]);
      changed('users');
      changed('groups');
    },
    record: ({ name, actor, state, report, acceptedChanges }) =>
      audit.record({
        actor,
        category: 'Admin',
        type: 'LDAP Server',
        name,
        activity: 'Synced',
        changes: [
          { attribute: 'Outcome', after: syncOutcome[state] },
          ...(report.message === undefined ? [] : [{ attribute: 'Message', after: renderText(report.message, 'en') }]),
          ...(acceptedChanges ? [{ attribute: 'Discard Protection', after: 'Passed over' }] : []),
          { attribute: 'New', after: String(report.created) },
          { attribute: 'Changed', after: String(report.updated) },
          { attribute: 'Not Found Any More', after: String(report.missing) },
          ...(report.disabled === undefined ? [] : [{ attribute: 'Disabled', after: String(report.disabled) }]),
          ...(report.retired === undefined ? [] : [{ attribute: 'Devices Retired', after: String(report.retired) }]),
        ],
      }),
  });
  const jobs: readonly Job[] = [{ name: 'sync LDAP servers', everyMs: minute, run: () => sync.startDue() }];
  return {
    handlers: ldapHandlers({ servers, sync, clock, notices, changed }),
    jobs,
    bind: { bindAs: servers.bindAs, requireAnswers: servers.requireAnswers },
  };
};
