// The composition root: the only way into the core, and the only place where protocol, stores and contract are joined.
import { createAdmin } from '../admin/dispatch.ts';
import { createBridge } from '../admin/bridge.ts';
import { devicesHandlers } from '../admin/devices/devices.ts';
import { homeHandlers } from '../admin/office/home.ts';
import { linksHandlers } from '../admin/people/invitations.ts';
import { logsHandlers } from '../admin/devices/logs.ts';
import { preferencesHandlers } from '../admin/office/preferences.ts';
import { toUserQuery } from '../admin/people/users.ts';
import type { Executor } from '../db/executor.ts';
import { openDatabase, type OpenDatabase } from '../db/open.ts';
import { openStores } from '../db/stores.ts';
import { createAccessTokenStore } from '../db/stores/protocol/access-tokens.ts';
import { createDevicesStore } from '../db/stores/protocol/devices.ts';
import { createAuditStore } from '../db/stores/office/audit.ts';
import { createJobTimes } from '../db/stores/office/job-times.ts';
import { createPkiSecrets, createPkiSettings } from '../db/stores/protocol/pki.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import { createDeviceActions } from '../devices/actions.ts';
import { createInvitations } from '../invitations/invitations.ts';
import { createListener } from '../listener/listener.ts';
import { openAuthority } from '../pki/authority.ts';
import { createListenerCertificates } from '../pki/listener-certificate.ts';
import { createPushCertificates } from '../pki/push-certificate.ts';
import { testCrypto } from '../pki/self-test.ts';
import { certificatePem } from '../pki/x509.ts';
import { randomBytes } from 'node:crypto';
import { createAudit } from '../office/audit.ts';
import { watchAnchor } from '../office/audit-anchor.ts';
import { createPkiTransaction } from '../office/certificate-changes.ts';
import { createAuditedArrivals } from './audited-arrivals.ts';
import type { CoreConfig } from '../core/config.ts';
import { createAuthorityCare } from './authority-care.ts';
import { createDatabaseWatch } from './database-watch.ts';
import { createEvents } from '../core/events.ts';
import { expiringParts } from './expiring-parts.ts';
import { createJobs } from '../core/jobs.ts';
import { createListenerControl } from './listener-control.ts';
import { maintenanceJobs } from './maintenance.ts';
import { machineHostName } from '../core/network.ts';
import { createPeople } from './people.ts';
import { matchesHandlers } from '../admin/directories/matches.ts';
import { createDirectoryImport } from '../directory/directory-import.ts';
import { createGonePeople } from '../directory/gone-people.ts';
import { createDirectoryMatches } from '../directory/matches.ts';
import { createPeopleEntra } from './people-entra.ts';
import { createPeopleLdap } from './people-ldap.ts';
import { createPeopleMail } from './people-mail.ts';
import { createOffice } from './bulk.ts';
import { createNotificationCentre } from './notification-centre.ts';
import { createNotifications } from '../office/notifications.ts';
import type { Clock, DesktopNotifier, Logger, SecretBox } from '../core/ports.ts';
import type { PasswordCost } from '../people/passwords.ts';
import { createProtocol } from './mdm.ts';
import type { Settings } from '../core/settings.ts';
import { createRenewalWatch } from './renewal-watch.ts';
import { createServerPart } from './server.ts';
import { createTasks } from '../core/tasks.ts';
import { tellOfUnexpected } from '../office/unexpected-failure.ts';

export interface CorePorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secretBox: SecretBox;
  /** Absent without a desktop. */
  readonly desktop?: DesktopNotifier | undefined;
  /** What hashing a password costs; `productionCost` by default, which no shell changes. */
  readonly passwordCost?: PasswordCost | undefined;
}

export type Core = Awaited<ReturnType<typeof createCore>>;

/**
 * Opens the data folder and composes the core; nothing listens before `start()`. Throws `database.corrupt`,
 * `database.newer`, `database.full`, `database.failed` or `secrets.unreadable`; the data folder is left as it was.
 */
export const createCore = async (config: CoreConfig, ports: CorePorts) =>
  createCoreOver(await openDatabase(config.dataDir), config, ports);

/** The same over a database that is open already, which is closed if this fails. */
export const createCoreOver = async (database: OpenDatabase, config: CoreConfig, ports: CorePorts) => {
  try {
    return await composeCore(config, ports, database);
  } catch (error) {
    await database.close();
    throw error;
  }
};

const composeCore = async (config: CoreConfig, ports: CorePorts, opened: OpenDatabase) => {
  const { clock, logger, secretBox } = ports;
  const executor: Executor = { ...opened.executor, box: secretBox };
  const database: OpenDatabase = { ...opened, executor };
  const events = createEvents(clock);
  const tasks = createTasks({ clock, logger, changed: (ids) => events.changed('tasks', ids) });
  const stores = await openStores(executor);
  const settings = createSettingsStore(executor);
  const audit = createAudit({ executor, clock });
  const notifications = createNotifications({
    executor,
    clock,
    logger,
    desktop: ports.desktop,
    changed: () => events.changed('notifications'),
  });

  const settingsInForce = async (): Promise<Settings> => {
    const stored = await settings.all();
    const hostName = config.hostName ?? (stored.hostName === '' ? machineHostName() : stored.hostName);
    return {
      ...stored,
      hostName,
      port: config.port ?? stored.port,
      commandLineAccess: config.commandLineAccess ?? stored.commandLineAccess,
    };
  };

  const pkiDeps = {
    settings: createPkiSettings(executor),
    secrets: createPkiSecrets(executor),
    transaction: createPkiTransaction({ executor, clock }),
    secretBox,
    clock,
  };
  const { organizationName } = await settings.all();
  const authority = await openAuthority({ ...pkiDeps, organization: organizationName });
  const listenerCertificates = createListenerCertificates({ ...pkiDeps, authority, issued: stores.certificates });
  const pushCertificates = createPushCertificates(pkiDeps);

  const people = createPeople({
    executor,
    clock,
    secretBox,
    tasks,
    audit,
    settings,
    passwordCost: ports.passwordCost,
    endUnbound: (userId, bound) => createAccessTokenStore(bound).endUnbound(userId, clock.now()),
    ldap: {
      bindAs: (user, password) => ldap.bind.bindAs(user, password),
      requireAnswers: () => ldap.bind.requireAnswers(),
    },
    logger,
    notifications,
    mailPin: (userId) => mail.invite.mailPin(userId),
    changed: events.changed,
  });
  const { users, userSettings, endAccess } = people;

  /**
   * The authorities bear the office's name on every device, and the office gets its name after they were made: until a
   * device relies on them they follow. Resolves to whether there are others now.
   */
  const nameAuthorities = async (actor: string): Promise<boolean> => {
    const { organizationName } = await settings.all();
    return authority.rename(organizationName, actor, async () => !(await stores.certificates.inUse(clock.now())));
  };

  const watchRenewals = createRenewalWatch({ devices: createDevicesStore(executor), notifications });

  // The listener needs the protocol's handlers, and the protocol the listener's address: the control comes second.
  const protocol = createProtocol({
    config,
    clock,
    logger,
    secretBox,
    executor,
    stores,
    events,
    authority,
    pushCertificates,
    users,
    authentication: people.authentication,
    ownPasswords: people.ownPasswords,
    pinRequests: people.pinRequests,
    identityProvider: () => entra.identityProvider,
    userSettings,
    settingsInForce,
    listenerIdentity: () => control.identity(),
    origin: () => control.origin(),
    notifications,
    watchRenewals,
    arrivals: createAuditedArrivals({ audit, notifications, devices: createDevicesStore(executor) }),
    enrolled: (enrollmentId, userId) => mail.invite.confirm(enrollmentId, userId),
  });
  const control = createListenerControl({
    listener: createListener({
      handlers: protocol.handlers,
      logger,
      clock,
      logRejection: protocol.logRejection,
      requireDevice: protocol.requireDevice,
    }),
    certificates: listenerCertificates,
    settingsInForce,
    address: config.listenAddress,
    clock,
    changed: () => {
      events.changed('server');
    },
  });

  const careForAuthorities = createAuthorityCare({
    authority,
    organizationName: async () => (await settings.all()).organizationName,
    notifications,
    clock,
    renewListenerCertificate: () => control.renewCertificate(),
    changed: () => {
      events.changed('server');
    },
  });

  const invitationsOver = (bound: Executor) =>
    createInvitations({ executor: bound, users, settings: protocol.enrollSettings, clock, randomBytes });
  const mail = createPeopleMail({
    executor,
    clock,
    logger,
    secretBox,
    tasks,
    notifications,
    pins: people.pins,
    invitations: invitationsOver,
    userSettings,
    office: protocol.enrollSettings,
    idsOf: (filter) => people.store.ids(toUserQuery(filter), clock.now()),
    changed: events.changed,
  });
  const actions = createDeviceActions({ stores, clock, secretBox, queue: protocol.queue, changed: events.changed });
  const gone = createGonePeople({ executor, clock, endAccess, retireDevice: actions.retire });
  const ldap = createPeopleLdap({
    executor,
    clock,
    secretBox,
    tasks,
    audit,
    users: people.store,
    notifications,
    endAccess,
    gone,
    mail,
    changed: events.changed,
  });
  const directoryMatches = createDirectoryMatches({
    executor,
    clock,
    directoryOver: (bound) => createDirectoryImport({ executor: bound, clock, endAccess }),
  });
  const entra = createPeopleEntra({
    config,
    executor,
    clock,
    secretBox,
    tasks,
    audit,
    notifications,
    endAccess,
    gone,
    mail,
    origin: control.origin,
    changed: events.changed,
  });
  const centre = createNotificationCentre({
    executor,
    clock,
    logger,
    events,
    notifications,
    postOffice: mail.postOffice,
    expiring: () => expiringParts({ pushCertificates, control, authority, entra }),
  });
  const databaseWatch = createDatabaseWatch({
    quickCheck: database.quickCheck,
    file: database.file,
    clock,
    logger,
    changed: () => {
      events.changed('server');
    },
  });
  const office = await createOffice({
    dataDir: config.dataDir,
    database,
    clock,
    passwordCost: ports.passwordCost,
    tasks,
    audit,
    users,
    handouts: mail.handouts,
    inviteMany: (userIds, options) => mail.invite.inviteMany(userIds, options),
    changed: events.changed,
  });

  const server = createServerPart({
    dataFolder: config.dataDir,
    databaseProblem: databaseWatch.problem,
    executor,
    clock,
    secretBox,
    events,
    authority,
    listenerCertificates,
    pushCertificates,
    control,
    protocol,
    users: people.store,
    userSettings,
    settingsInForce,
    nameAuthorities,
    setCommandLineAccess: async (enabled) => {
      if (enabled) await bridge.start();
      else await bridge.stop();
    },
  });
  const admin = createAdmin({
    logger,
    handlers: {
      ...devicesHandlers({
        devices: protocol.devices,
        enrollments: stores.enrollments,
        commands: stores.commands,
        nextContactAt: protocol.nextContactAt,
        actions,
      }),
      ...homeHandlers({ executor, devices: protocol.devices, settings, clock }),
      ...preferencesHandlers({ settings, changed: () => events.changed('preferences') }),
      ...logsHandlers({ log: stores.log, commands: stores.commands, enrollments: stores.enrollments }),
      ...linksHandlers({
        invitations: invitationsOver(executor),
        latestMails: mail.latestMails,
        changed: events.changed,
      }),
      ...server.handlers,
      ...people.handlers,
      ...mail.handlers,
      ...ldap.handlers,
      ...entra.handlers,
      ...matchesHandlers({ matches: directoryMatches, changed: events.changed }),
      ...office.handlers,
      ...centre.handlers,
    },
  });
  const bridge = createBridge({ admin, events, dataFolder: config.dataDir, logger });

  const jobs = createJobs(
    [
      ...maintenanceJobs({
        executor,
        stores,
        settings,
        queue: protocol.queue,
        renewListenerCertificate: () => control.renewCertificate(),
        careForAuthorities,
        watchRenewals,
        events,
        clock,
      }),
      ...mail.jobs,
      ...ldap.jobs,
      ...entra.jobs,
      ...centre.jobs,
    ],
    { clock, logger, times: createJobTimes(executor) },
  );

  let started = false;
  return {
    admin,
    events,
    /** Tells the administrator of a failure that a shell caught at last. */
    tellOfUnexpected: tellOfUnexpected(notifications),
    /** How the admin wants the windows to look. */
    appearance: () => settings.get('consoleAppearance'),
    /** The language that the admin chose for the windows. */
    language: () => settings.get('consoleLanguage'),
    /** What a shell shows when it is ready. */
    listener: {
      state: () => control.state(),
      port: () => control.port(),
      origin: () => control.origin(),
      /** The chain it shows, in PEM, with the roots that devices must trust at its end. */
      certificate: async () => {
        const { chainPem, anchors } = await control.identity();
        return { chainPem: [chainPem, ...anchors.map(certificatePem)].join('\n') };
      },
    },

    /**
     * Starts listening, pushing and the jobs. A listener that cannot start (`listener.portTaken`, `listener.failed`) is
     * reported by throwing after everything else runs: the port is mended on the Server page, which needs the rest.
     */
    async start(): Promise<void> {
      started = true;
      await nameAuthorities('Russet');
      await careForAuthorities().catch((error: unknown) => {
        logger.error('the authorities could not be looked after', { error });
      });
      const missing = await testCrypto(authority.deviceCa.privateKey);
      if (missing.length > 0) logger.error('this runtime lacks cryptography that devices need', { missing });
      await protocol.usePushCertificate();
      if ((await settingsInForce()).commandLineAccess) await bridge.start();
      await jobs.start();
      databaseWatch.start();
      await watchAnchor({ store: createAuditStore(executor), notifications }).catch((error: unknown) => {
        logger.error('the end of the audit trail could not be checked', { error });
      });
      await mail.invite.resume();
      protocol.push.start();
      await centre.start();
      await control.start();
    },

    /** Takes no more requests, lets those under way end, and closes the database. May be called once. */
    async stop(): Promise<void> {
      if (started) {
        await bridge.stop();
        await bridge.drain();
        await control.stop();
        await jobs.stop();
        await databaseWatch.stop();
        await protocol.stopPush();
        await protocol.transport.close();
      }
      await centre.stop();
      await mail.stop();
      await office.stop();
      await protocol.flushRefusals();
      await database.close();
    },
  };
};
