// A core as the contract sees it: real people and database, stand-ins for listener, certificates and enrollment.
import { createHash } from 'node:crypto';
import { businessManagerHandlers } from '../../electron/admin/apple/business-manager.ts';
import { pushHandlers } from '../../electron/admin/apple/push.ts';
import { createAdmin, type Admin } from '../../electron/admin/dispatch.ts';
import { linksHandlers } from '../../electron/admin/people/invitations.ts';
import { domainHandlers } from '../../electron/admin/server/domain.ts';
import { groupsHandlers } from '../../electron/admin/people/groups.ts';
import { serverHandlers, type ServerHandlerDeps } from '../../electron/admin/server/server.ts';
import { userSettingsHandlers } from '../../electron/admin/people/user-settings.ts';
import { usersHandlers } from '../../electron/admin/people/users.ts';
import type { Logger } from '../../electron/core/ports.ts';
import type { Executor } from '../../electron/db/executor.ts';
import { createSettingsStore } from '../../electron/db/stores/office/settings.ts';
import { createDirectoryPeopleStore } from '../../electron/db/stores/directories/directory-people.ts';
import { createUsersStore } from '../../electron/db/stores/people/users.ts';
import { createTasks } from '../../electron/core/tasks.ts';
import { createGroupImport } from '../../electron/people/group-import.ts';
import { createServerSettings } from '../../electron/office/server-settings.ts';
import { createGroupsService } from '../../electron/people/groups.ts';
import { createUserSettingsService } from '../../electron/people/user-settings.ts';
import { createUsersService } from '../../electron/people/users.ts';
import type { Contract } from '../../shared/ipc/contract.ts';
import type { EventTopic } from '../../shared/ipc/events.ts';
import type { CallContext, Handlers } from '../../shared/ipc/method.ts';
import { verbatim } from '../../shared/locales/admin-texts.ts';
import { noon, stoppedClock } from './people.ts';

const certificate = {
  subject: 'CN=mdm.office.example',
  issuer: 'CN=Office',
  serial: '01',
  notBefore: noon,
  notAfter: noon + 86_400_000,
  sha256: createHash('sha256').update('certificate').digest('hex'),
  key: 'EC P-256',
  names: ['mdm.office.example'],
};

export interface TestAdmin extends Admin {
  /** Topics that changed, in order. */
  readonly topics: EventTopic[];
  /** What the program log holds. */
  readonly logged: { level: string; message: string; fields: unknown }[];
  readonly restarts: number[];
  /** Ports on which the listener cannot start. */
  readonly takenPorts: Set<number>;
  /** Puts another handler in place of a method's own. */
  replace(method: keyof Contract, handler: (input: unknown, context: CallContext) => unknown): void;
}

export const createTestAdmin = (executor: Executor, failure: (port: number) => Error): TestAdmin => {
  const topics: EventTopic[] = [];
  const logged: TestAdmin['logged'] = [];
  const restarts: number[] = [];
  const takenPorts = new Set<number>();
  const changed = (topic: EventTopic): void => void topics.push(topic);
  const log = (level: string) => (message: string, fields?: unknown) => void logged.push({ level, message, fields });
  const logger: Logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };

  const clock = stoppedClock;
  const settings = createSettingsStore(executor);
  const userSettings = createUserSettingsService({ executor, clock });
  const refuse = (): Promise<never> => Promise.reject(new Error('not part of this test'));

  const tasks = createTasks({ clock, logger, changed: () => changed('tasks') });

  const changes = createServerSettings({ executor, clock });
  const server: ServerHandlerDeps = {
    version: '0.1.0',
    dataFolder: '/data',
    secretProtection: 'key-file',
    databaseProblem: () => undefined,
    clock,
    settings,
    changes,
    settingsInForce: async () => ({
      ...(await settings.all()),
      hostName: (await settings.get('hostName')) || 'this-mac',
    }),
    computerName: () => 'this-mac',
    origin: () => Promise.resolve('https://mdm.office.example:8443'),
    listener: {
      state: () => ({ state: 'listening', url: 'https://mdm.office.example:8443', addresses: [] }),
      async restart() {
        const port = await settings.get('port');
        if (takenPorts.has(port)) throw failure(port);
        restarts.push(port);
      },
    },
    certificates: {
      listener: () =>
        Promise.resolve({
          source: 'own',
          chainPem: '',
          keyPem: 'listener key',
          summary: certificate,
          warnings: [],
          anchors: [],
        }),
      authorities: (shown) => [{ role: 'deviceCa', inUse: true, certificate: shown(certificate) }],
      import: () => Promise.resolve({ summary: certificate, warnings: [verbatim('expires soon')] }),
      revert: () => Promise.resolve(),
    },
    push: {
      summary: () => Promise.resolve(undefined),
      status: () => ({ configured: false, topic: undefined, pause: undefined }),
      connection: () => 'none',
    },
    setCommandLineAccess: () => Promise.resolve(),
    users: createUsersStore(executor),
    userSettings,
    enrolledDevices: () => Promise.resolve(0),
    changed,
  };

  const handlers = {
    ...usersHandlers({
      users: createUsersService({ executor, clock, endAccess: () => Promise.resolve() }),
      store: createUsersStore(executor),
      directories: createDirectoryPeopleStore(executor),
      userSettings,
      settings,
      clock,
      changed,
    }),
    ...groupsHandlers({
      executor,
      groups: createGroupsService({ executor, clock }),
      groupImport: createGroupImport({ executor, clock, tasks, changed: () => changed('groups') }),
      clock,
      changed,
    }),
    ...userSettingsHandlers({ userSettings, executor, changed }),
    ...serverHandlers(server),
    ...pushHandlers({
      import: refuse,
      credentialsChanged: () => undefined,
      check: () => Promise.resolve(undefined),
      changed,
    }),
    ...businessManagerHandlers({ settings, changes, changed }),
    ...linksHandlers({
      invitations: { inviteBy: refuse, list: () => Promise.resolve([]), withdraw: refuse },
      latestMails: () => Promise.resolve(new Map()),
      changed,
    }),
    ...domainHandlers({
      domainFile: refuse,
      checkDomain: refuse,
      origin: server.origin,
      settings,
      clock,
      changed,
    }),
  };
  const admin = createAdmin({ handlers: handlers as unknown as Handlers<Contract>, logger });
  return {
    ...admin,
    topics,
    logged,
    restarts,
    takenPorts,
    replace: (method, handler) => void Object.assign(handlers, { [method]: handler }),
  };
};
