// A whole office for integration tests: the real core on loopback with real TLS and SQLite, a strict APNs, a device CA,
// and simulated devices. Nothing in here knows the inside of the core. An office starts on a copy of a data folder that was
// made once, see docs/testing.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore, createCoreOver, type Core } from '../../electron/compose/create-core.ts';
import { once } from '../../electron/core/once.ts';
import { silentLogger, systemClock, type Logger } from '../../electron/core/ports.ts';
import { openSecretBox } from '../../electron/core/secret-box.ts';
import type { Executor } from '../../electron/db/executor.ts';
import { openDatabase } from '../../electron/db/open.ts';
import type { MethodInput, MethodName } from '../../shared/ipc/contract.ts';
import type { CoreEvent } from '../../shared/ipc/events.ts';
import { createAppleDeviceCa, type AppleDeviceCa } from './device/apple-device-ca.ts';
import { createSimulatedDevice, type SimulatedDevice } from './device/device.ts';
import type { DeviceOptions } from './device/device-state.ts';
import { type EnglishOutput, inEnglish } from './english.ts';
import { createFakeApns, createPushIdentity, type FakeApns } from './fakes/apns.ts';
import type { FakeEntra } from './fakes/entra.ts';
import { createShiftedClock, type ShiftedClock } from './fakes/shifted-clock.ts';
import { guardWrites } from './guard-writes.ts';
import { testCost } from './password-cost.ts';
import { preparedFolder } from './prepared.ts';
import { setDefault } from './user-settings.ts';

export const officeHost = 'mdm.office.example';
export const officePassword = 'correct horse battery';

export interface PersonOptions {
  readonly managedAppleId?: string | undefined;
  readonly groupIds?: readonly string[];
  readonly password?: string;
}

export interface Office {
  readonly dataDir: string;
  readonly clock: ShiftedClock;
  readonly apns: FakeApns;
  readonly appleCa: AppleDeviceCa;
  readonly port: number;
  readonly origin: string;
  /** PEM root of the listener. */
  readonly rootPem: string;
  readonly events: readonly CoreEvent[];
  /** What the program log has as errors: empty unless the program has a defect or the test provoked one. */
  readonly problems: readonly string[];
  /** Calls a contract method, with texts in English; throws an Error with the code in its message. */
  call<N extends MethodName>(method: N, input: MethodInput<N>): Promise<EnglishOutput<N>>;
  /** Adds a user with a password; the user name is `<name>@office.example`. */
  addPerson(name: string, options?: PersonOptions): Promise<{ id: string; username: string }>;
  device(options: Partial<DeviceOptions> & Pick<DeviceOptions, 'kind'>): SimulatedDevice;
  /** Stops the core as a quit does and starts it again on the same data folder, at the same port. */
  restart(whileStopped?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** What makes User Enrollment possible: the declarations about Apple Business Manager and a default setting. */
export const allowUserEnrollment = async (office: Office, includeMacos = true): Promise<void> => {
  await office.call('businessManager.declare', {
    accountConnected: true,
    organizationName: 'Office',
    appsAndBooksConnected: true,
    appsAndBooksSameOrganization: true,
    validatedDomains: ['office.example'],
    federated: true,
  });
  await setDefault(office.call, 'registration', { appleEnrollmentType: 'user', includeMacos });
};

export interface OfficeOptions {
  /** False: no push certificate is installed. */
  readonly push?: boolean;
  /** Where Microsoft is; the test stops it. */
  readonly entra?: FakeEntra;
  readonly clock?: ShiftedClock;
  /** Puts something between the core and its database. */
  readonly executor?: (executor: Executor) => Executor;
  /** A data folder that another office left; it is removed at the end. */
  readonly dataDir?: string;
  /** True: the data folder is empty, as before a very first start, and the authorities are this office's own. */
  readonly fresh?: boolean;
  /** True: hashing a password costs what it costs outside of tests, half a second of the processor. */
  readonly realPasswordCost?: boolean;
}

const officeConfig = { hostName: officeHost, listenAddress: '127.0.0.1' };

/** The push service and its certificate are the same for every office of a process. */
const pushIdentity = once(createPushIdentity);

/** What an office has before its first start in a test: authorities, the listener's certificate and, if wanted, push. */
const prepareOffice = (push: boolean) =>
  preparedFolder(async (dataDir) => {
    const core = await createCore(
      { ...officeConfig, dataDir },
      { clock: systemClock, logger: silentLogger, secretBox: await openSecretBox(dataDir) },
    );
    await core.listener.certificate();
    if (push) {
      const { certificate } = await pushIdentity();
      const pem = `${certificate.certificatePem}\n${certificate.privateKeyPem}`;
      const { ok } = await core.admin.call('push.import', { pem }, 'test');
      if (!ok) throw new Error('the push certificate was not accepted');
    }
    await core.stop();
  });
const prepared = { withPush: prepareOffice(true), withoutPush: prepareOffice(false) };

/** Starts an office. */
export const startOffice = async (options: OfficeOptions = {}): Promise<Office> => {
  const problems: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    error: (message, fields) => {
      const { error } = fields ?? {};
      problems.push(`${message}: ${error instanceof Error ? (error.stack ?? '') : JSON.stringify(fields)}`);
    },
  };
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'russet-office-')));
  const clock = options.clock ?? createShiftedClock();
  const apns = await createFakeApns(await pushIdentity());
  const appleCa = await createAppleDeviceCa();
  const devices: SimulatedDevice[] = [];
  const events: CoreEvent[] = [];
  let port = 0;

  const open = async (): Promise<Core> => {
    const database = await openDatabase(dataDir);
    const core = await createCoreOver(
      { ...database, executor: (options.executor ?? ((same) => same))(guardWrites(database.executor)) },
      {
        ...officeConfig,
        dataDir,
        port,
        endpoints: apns.endpoints,
        entraEndpoints: options.entra?.endpoints,
        machineInfoAnchors: [appleCa.pem],
      },
      {
        clock,
        logger,
        secretBox: await openSecretBox(dataDir),
        passwordCost: options.realPasswordCost ? undefined : testCost,
      },
    );
    core.events.subscribe((event) => events.push(event));
    await core.start();
    port = core.listener.port() ?? 0;
    return core;
  };
  const ready = options.dataDir === undefined && options.fresh !== true;
  if (ready) await (options.push === false ? prepared.withoutPush : prepared.withPush)(dataDir);
  let core = await open();

  const call = async <N extends MethodName>(method: N, input: MethodInput<N>): Promise<EnglishOutput<N>> => {
    const result = await core.admin.call(method, input, 'test');
    if (result.ok) return inEnglish(result.value) as EnglishOutput<N>;
    throw Object.assign(new Error(`${result.error.code}: ${result.error.message}`), { envelope: result.error });
  };

  if (!ready && options.push !== false) {
    await call('push.import', { pem: `${apns.certificate.certificatePem}\n${apns.certificate.privateKeyPem}` });
  }
  const { chainPem } = await core.listener.certificate();
  const rootPem = chainPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.at(-1) ?? '';

  return {
    dataDir,
    clock,
    apns,
    appleCa,
    get port() {
      return port;
    },
    get origin() {
      return `https://${officeHost}:${String(port)}`;
    },
    rootPem,
    events,
    problems,
    call,
    async addPerson(name, person = {}) {
      const username = `${name}@office.example`;
      const { id } = await call('users.create', {
        email: username,
        username,
        firstName: name,
        lastName: 'Example',
        displayName: `${name} Example`,
        password: person.password ?? officePassword,
        managedAppleId: 'managedAppleId' in person ? person.managedAppleId : `${name}@appleid.office.example`,
        groupIds: [...(person.groupIds ?? [])],
      });
      return { id, username };
    },
    device(traits) {
      const device = createSimulatedDevice({
        trusted: [rootPem, ...(options.entra ? [options.entra.caPem] : [])],
        appleCa,
        now: () => clock.now(),
        hosts: {
          [officeHost]: { address: '127.0.0.1', port },
          ...(options.entra && { localhost: { address: '127.0.0.1', port: options.entra.port } }),
        },
        ...traits,
      });
      devices.push(device);
      return device;
    },
    async restart(whileStopped) {
      await core.stop();
      await whileStopped?.();
      core = await open();
    },
    async stop() {
      for (const device of devices) device.close();
      await core.stop();
      await apns.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
