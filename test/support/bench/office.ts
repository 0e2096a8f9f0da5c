// The data folder that the bench measures on: made by the product itself, with enrolled devices whose requests are ready.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPrivateKey, privateKeyPem, spkiOf } from '../../../electron/pki/keys.ts';
import { certificatePem, derName, issueCertificate } from '../../../electron/pki/x509.ts';
import { createSimulatedDevice, type SimulatedDevice } from '../device/device.ts';
import { createLoadDevice } from '../device/load.ts';
import {
  createAppleStandIns,
  fetchRoot,
  installPushCertificate,
  type AppleStandIns,
} from '../running/apple-stand-ins.ts';
import { findFreePort, startHeadless, type Headless } from '../running/headless.ts';
import type { TlsIdentity } from './child.ts';
import { setDefault } from '../user-settings.ts';

export const officeHost = 'mdm.bench.example';
const domain = 'bench.example';
const password = 'a long bench password';

/** Prepared requests of one kind of enrollment; request n belongs to device n modulo the number of devices. */
export interface PreparedRequests {
  readonly idle: readonly Buffer[];
  readonly tokenUpdate: readonly Buffer[];
}

export interface BenchOffice {
  readonly folder: string;
  readonly dataDir: string;
  readonly port: number;
  readonly rootPem: string;
  /** For each process of the server. */
  readonly env: Readonly<Record<string, string>>;
  /** Device Enrollment: no bearer token. */
  readonly device: PreparedRequests;
  /** Account-driven User Enrollment: each request carries the bearer token. */
  readonly user: PreparedRequests;
  /** Starts the headless server on the data folder, or on a copy of it. */
  start(dataDir?: string, nodeArgs?: readonly string[]): Promise<Headless>;
  remove(): Promise<void>;
}

const tokensPerDevice = 4;
const day = 86_400_000;

const prepare = (devices: readonly SimulatedDevice[]): PreparedRequests => {
  const idle = devices.map((device) => createLoadDevice(device).idle());
  const tokenUpdate: Buffer[] = [];
  for (let turn = 0; turn < tokensPerDevice; turn += 1) {
    for (const device of devices) {
      device.renewPushToken();
      tokenUpdate.push(createLoadDevice(device).tokenUpdate());
    }
  }
  return { idle, tokenUpdate };
};

/** Everything the server asks for by itself after an enrollment is answered, so that Idle means idle. */
const answerEverything = async (device: SimulatedDevice): Promise<void> => {
  let exchanges = 1;
  while (exchanges > 0) exchanges = (await device.connect()).exchanges.length;
};

interface Enrolling {
  readonly server: Headless;
  readonly standIns: AppleStandIns;
  readonly rootPem: string;
}

const addPerson = async ({ server }: Enrolling): Promise<{ id: string; username: string }> => {
  const username = `person@${domain}`;
  const { id } = await server.call('users.create', {
    email: username,
    username,
    firstName: 'Bench',
    lastName: 'Person',
    displayName: 'Bench Person',
    managedAppleId: username,
    password,
  });
  return { id, username };
};

const createDevice = ({ server, standIns, rootPem }: Enrolling, osVersion: string): SimulatedDevice =>
  createSimulatedDevice({
    kind: 'iPhone',
    osVersion,
    trusted: [rootPem],
    appleCa: standIns.appleCa,
    hosts: { [officeHost]: { address: '127.0.0.1', port: server.port } },
  });

const enrollByInvitation = async (office: Enrolling, person: { id: string; username: string }) => {
  const { link } = await office.server.call('enrollment.invite', { userId: person.id });
  const device = createDevice(office, '17.6');
  await device.enrollByInvitation(link, { username: person.username, password });
  await answerEverything(device);
  return device;
};

const enrollByAccount = async (office: Enrolling, { username }: { username: string }) => {
  const device = createDevice(office, '18.2');
  const discoveryOrigin = `https://${officeHost}:${String(office.server.port)}`;
  await device.enrollAccountDriven({ identifier: username, password, discoveryOrigin });
  await answerEverything(device);
  return device;
};

const oneAfterTheOther = async <T>(count: number, make: () => Promise<T>): Promise<T[]> => {
  const made: T[] = [];
  while (made.length < count) made.push(await make());
  return made;
};

const allowUserEnrollment = async ({ call }: Headless): Promise<void> => {
  await call('businessManager.declare', {
    accountConnected: true,
    appsAndBooksConnected: true,
    appsAndBooksSameOrganization: true,
    validatedDomains: [domain],
    federated: true,
  });
  await setDefault(call, 'registration', { appleEnrollmentType: 'user' });
};

/** Makes the office: `count` devices under Device Enrollment and as many under account-driven User Enrollment. */
export const createBenchOffice = async (root: string, count: number): Promise<BenchOffice> => {
  const folder = await mkdtemp(join(tmpdir(), 'russet-bench-'));
  const dataDir = join(folder, 'data');
  const standIns = await createAppleStandIns(folder);
  const port = await findFreePort();
  const start = (data = dataDir, nodeArgs: readonly string[] = []): Promise<Headless> =>
    startHeadless({ root, dataDir: data, host: officeHost, port, env: standIns.env, nodeArgs });

  const server = await start();
  await installPushCertificate(server.call, standIns.apns);
  const { settings } = await server.call('server.get', {});
  await server.call('server.update', { ...settings, port, hostName: officeHost });
  const office: Enrolling = { server, standIns, rootPem: await fetchRoot(server.call, port) };
  const person = await addPerson(office);
  const underDevice = await oneAfterTheOther(count, () => enrollByInvitation(office, person));
  await allowUserEnrollment(server);
  const underUser = await oneAfterTheOther(count, () => enrollByAccount(office, person));
  const device = prepare(underDevice);
  const user = prepare(underUser);
  for (const each of [...underDevice, ...underUser]) each.close();
  await server.stop();

  return {
    folder,
    dataDir,
    port,
    rootPem: office.rootPem,
    env: standIns.env,
    device,
    user,
    start,
    async remove() {
      await standIns.apns.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** A certificate of the listener's own kind for the bare server: same name, P-256, under a root of its own. */
export const createBareIdentity = async (): Promise<TlsIdentity & { readonly rootPem: string }> => {
  const now = Date.now();
  const validity = { notBefore: now - day, notAfter: now + day };
  const [rootKey, key] = await Promise.all([newPrivateKey('p-256'), newPrivateKey('p-256')]);
  const issuer = { name: derName({ commonName: 'Bench Root' }), spki: spkiOf(rootKey), privateKey: rootKey };
  const root = await issueCertificate(
    { ...validity, subject: issuer.name, spki: issuer.spki, isAuthority: true, keyUsage: ['keyCertSign'] },
    issuer,
  );
  const leaf = await issueCertificate(
    {
      ...validity,
      subject: derName({ commonName: officeHost }),
      spki: spkiOf(key),
      isAuthority: false,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: 'serverAuth',
      alternativeNames: { dnsNames: [officeHost], addresses: [] },
    },
    issuer,
  );
  return { certificatePem: certificatePem(leaf.der), keyPem: privateKeyPem(key), rootPem: certificatePem(root.der) };
};
