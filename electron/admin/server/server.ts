// The server itself in the contract: settings, listener, certificates, and the checklist of an office.
import { createHash, X509Certificate } from 'node:crypto';
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { ServerState, serverApi } from '../../../shared/ipc/server/server.ts';
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import { pemCertificates } from '../../../shared/pem.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock, SecretBox } from '../../core/ports.ts';
import { type Settings, unnamedOffice } from '../../core/settings.ts';
import type { SettingsStore } from '../../db/stores/office/settings.ts';
import type { UserSettingsStore } from '../../db/stores/people/user-settings.ts';
import type { UsersStore } from '../../db/stores/people/users.ts';
import type { ServerSettings } from '../../office/server-settings.ts';
import type { PushService } from '../../mdm/push/service.ts';
import type { CertificateSummary } from '../../pki/certificate-summary.ts';
import type { ListenerCertificates, ListenerIdentity } from '../../pki/listener-certificate.ts';
import type { PushCertificates, PushCertificateSummary } from '../../pki/push-certificate.ts';
import { checklist } from './checklist.ts';

export interface ServerHandlerDeps {
  readonly version: string;
  readonly dataFolder: string;
  readonly secretProtection: SecretBox['protection'];
  /** What is wrong with the database file and what to do; undefined while nothing is known to be. */
  readonly databaseProblem: () => AdminText | undefined;
  readonly clock: Clock;
  readonly settings: Pick<SettingsStore, 'get' | 'all'>;
  readonly changes: Pick<ServerSettings, 'change' | 'recordRestart'>;
  /** Settings as they are in force: host name filled in, switches of this start applied. */
  readonly settingsInForce: () => Promise<Settings>;
  /** The host name of this computer, which stands in while none is chosen. */
  readonly computerName: () => string;
  /** `https://name:port` as devices use it. */
  readonly origin: () => Promise<string>;
  readonly listener: {
    state(): ServerState['listener'];
    /** Stops and starts with the stored settings and certificate. Throws `listener.portTaken` or `listener.failed`. */
    restart(): Promise<void>;
  };
  readonly certificates: {
    /** What the listener shows now. */
    listener(): Promise<ListenerIdentity>;
    /** Every generation of both authorities, in the form that `shown` gives a certificate. */
    authorities(
      shown: (certificate: CertificateSummary) => ServerState['certificate']['leaf'],
    ): ServerState['authorities'];
    readonly import: ListenerCertificates['import'];
    readonly revert: ListenerCertificates['revert'];
  };
  readonly push: {
    readonly summary: PushCertificates['summary'];
    readonly status: PushService['status'];
    connection(): ServerState['push']['connection'];
  };
  /** Lets the command line in, or shuts it out. */
  readonly setCommandLineAccess: (enabled: boolean) => Promise<void>;
  readonly users: Pick<UsersStore, 'counts'>;
  readonly userSettings: Pick<UserSettingsStore, 'list'>;
  /** Enrollments that still take commands. */
  readonly enrolledDevices: () => Promise<number>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

const secretNotes: Readonly<Record<SecretBox['protection'], AdminText>> = {
  'operating-system': say('server.secretsBySystem'),
  'key-file': say('server.secretsByFile'),
};

const certificateOf = (
  certificate: CertificateSummary | PushCertificateSummary,
): ServerState['certificate']['leaf'] => ({
  subject: certificate.subject,
  issuer: certificate.issuer,
  serialNumber: certificate.serial,
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
  names: 'names' in certificate ? [...certificate.names] : [],
});

/** Subjects of a PEM chain, leaf first. */
const chainSubjects = (chainPem: string): string[] =>
  pemCertificates(chainPem).map((pem) => new X509Certificate(pem).subject.replaceAll('\n', ', '));

const listenerCertificate = (identity: ListenerIdentity): ServerState['certificate'] => {
  const [anchor] = identity.anchors;
  return {
    source: identity.source,
    leaf: certificateOf(identity.summary),
    chain: chainSubjects(identity.chainPem),
    warnings: [...identity.warnings],
    ...(anchor && { rootSha256: createHash('sha256').update(anchor).digest('hex') }),
  };
};

const addressChanged = (before: Settings, after: Settings): boolean =>
  before.hostName !== after.hostName ||
  before.port !== after.port ||
  JSON.stringify(before.extraNames) !== JSON.stringify(after.extraNames);

export const serverHandlers = (deps: ServerHandlerDeps): Handlers<typeof serverApi> => {
  const { settings, listener, certificates, push, clock, changed } = deps;

  const pushAlarm = (): AdminText | undefined => {
    const { pause } = push.status();
    return pause && say('server.pushPaused', { reason: pause.reason });
  };

  const pushState = async (): Promise<ServerState['push']> => {
    const certificate = await push.summary();
    const alarm = pushAlarm();
    return {
      configured: certificate !== undefined,
      connection: push.connection(),
      ...(certificate && { topic: certificate.topic, certificate: certificateOf(certificate) }),
      ...(alarm !== undefined && { alarm }),
    };
  };

  /** Goes back to the former address if the new one cannot be listened on, so that devices keep being served. */
  const restartOrGoBack = async (before: Partial<Settings>, actor: string): Promise<void> => {
    try {
      await listener.restart();
    } catch (error) {
      await deps.changes.change(before, actor);
      // If this fails too, the state of the listener says so; the first failure is what the admin has to know.
      await listener.restart().catch(() => undefined);
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, say('errors.formerAddressStays', { problem: error.text }), {
        cause: error,
      });
    }
  };

  return {
    async 'server.get'() {
      const databaseProblem = deps.databaseProblem();
      const [inForce, identity, pushNow] = await Promise.all([
        deps.settingsInForce(),
        certificates.listener(),
        pushState(),
      ]);
      return {
        version: deps.version,
        settings: {
          organizationName: inForce.organizationName,
          hostName: inForce.hostName,
          // Started with a free port of the system's choice: that number is no setting.
          port: inForce.port === 0 ? await settings.get('port') : inForce.port,
          extraNames: [...inForce.extraNames],
          trustedProxies: [...inForce.trustedProxies],
          signInMethod: inForce.signInMethod,
          profileService: inForce.profileService,
          rawLogDays: inForce.rawLogDays,
          logDays: inForce.logDays,
          checkInHours: inForce.checkInHours,
          outOfContactDays: inForce.outOfContactDays,
          commandLineAccess: inForce.commandLineAccess,
        },
        listener: listener.state(),
        certificate: listenerCertificate(identity),
        authorities: certificates.authorities(certificateOf),
        push: pushNow,
        secrets: { protection: deps.secretProtection, note: secretNotes[deps.secretProtection] },
        dataFolder: deps.dataFolder,
        ...(databaseProblem !== undefined && { databaseProblem }),
      };
    },

    async 'server.update'(input, { actor }) {
      if (input.rawLogDays > input.logDays) {
        throw new AppError('input.invalid', say('errors.plistsOutliveRows'), {
          fields: { rawLogDays: say('fields.logDays') },
        });
      }
      const inForce = await deps.settingsInForce();
      const before = await deps.changes.change(input, actor);
      try {
        // What the command line fixed stays in force, whatever the form says: then there is nothing to restart for.
        if (addressChanged(inForce, await deps.settingsInForce())) await restartOrGoBack(before, actor);
        if (input.commandLineAccess !== inForce.commandLineAccess)
          await deps.setCommandLineAccess(input.commandLineAccess);
      } finally {
        changed('server');
        changed('enrollment');
      }
      return {};
    },

    async 'server.restartListener'(_input, { actor }) {
      await deps.changes.recordRestart(actor);
      try {
        await listener.restart();
      } finally {
        changed('server');
      }
      return {};
    },

    async 'server.importCertificate'({ chainPem, keyPem, passphrase }, { actor }) {
      const { hostName } = await deps.settingsInForce();
      const { warnings } = await certificates.import({ pem: `${chainPem}\n${keyPem}`, passphrase, hostName }, actor);
      try {
        await listener.restart();
      } finally {
        changed('server');
      }
      return { warnings: [...warnings] };
    },

    async 'server.useOwnCertificate'(_input, { actor }) {
      await certificates.revert(actor);
      try {
        await listener.restart();
      } finally {
        changed('server');
      }
      return {};
    },

    async 'server.checklist'() {
      const [certificate, stored, inForce, identity, people, all, devices] = await Promise.all([
        push.summary(),
        settings.all(),
        deps.settingsInForce(),
        certificates.listener(),
        deps.users.counts(),
        deps.userSettings.list('registration'),
        deps.enrolledDevices(),
      ]);
      return checklist({
        now: clock.now(),
        office: {
          name: stored.organizationName === unnamedOffice ? undefined : stored.organizationName,
          hostName: inForce.hostName,
          // Chosen in the console, or fixed by the command line.
          hostChosen: stored.hostName !== '' || inForce.hostName !== deps.computerName(),
        },
        certificate: {
          issuer: identity.summary.issuer,
          publiclyTrusted: identity.anchors.length === 0,
          warnings: identity.warnings,
        },
        mailHost: stored.mailServer?.host,
        domains: { checks: stored.domainChecks, origin: await deps.origin() },
        push: { notAfter: certificate?.notAfter, alarm: pushAlarm() },
        businessManager: stored.businessManager,
        people,
        userEnrollmentSettings: all.filter(({ body }) => body.appleEnrollmentType === 'user').map(({ name }) => name),
        devices,
      });
    },
  };
};
