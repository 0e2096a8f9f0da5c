// What was acknowledged survives the worst end: the server is killed in the middle of the work, again and again.
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatedDevice, type SimulatedDevice } from '../../support/device/device.ts';
import { decodeDict } from '../../support/device/plist.ts';
import { webClip } from '../../support/enrolled.ts';
import {
  createAppleStandIns,
  fetchRoot,
  installPushCertificate,
  type AppleStandIns,
} from '../../support/running/apple-stand-ins.ts';
import { bundleHeadless, type BundledHeadless } from '../../support/running/bundled-headless.ts';
import { startHeadless, type Headless } from '../../support/running/headless.ts';
import { setDefault } from '../../support/user-settings.ts';

const seed = 20_261_122;
const host = 'mdm.office.example';
const password = 'correct horse battery';

/** Mulberry32: the same moments in every run. */
const createRandom = (start: number) => {
  let state = start;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

interface Phone {
  readonly device: SimulatedDevice;
  readonly id: string;
  /** Acknowledged TokenUpdates so far. */
  acknowledged: number;
  /** CommandUUIDs of accepted calls. */
  readonly queued: string[];
}

describe('kill -9 in the middle of the work', () => {
  const random = createRandom(seed);
  const phones: Phone[] = [];
  let folder: string;
  let bundle: BundledHeadless;
  let apple: AppleStandIns;
  let server: Headless;

  const start = (port?: number): Promise<Headless> =>
    startHeadless({
      root: process.cwd(),
      program: bundle.program,
      dataDir: join(folder, 'data'),
      host,
      env: apple.env,
      ...(port === undefined ? {} : { port }),
    });

  beforeAll(async () => {
    process.stdout.write(`durability: seed ${String(seed)}\n`);
    folder = await mkdtemp(join(tmpdir(), 'russet-durability-'));
    await mkdir(join(folder, 'data'));
    [bundle, apple] = await Promise.all([bundleHeadless(), createAppleStandIns(folder)]);
    server = await start();
    const { call, port } = server;
    await installPushCertificate(call, apple.apns);
    await call('businessManager.declare', {
      accountConnected: true,
      organizationName: 'Office',
      appsAndBooksConnected: true,
      appsAndBooksSameOrganization: true,
      validatedDomains: ['office.example'],
      federated: true,
    });
    await setDefault(call, 'registration', { appleEnrollmentType: 'user' });
    const root = await fetchRoot(call, port);
    const enroll = async (name: string): Promise<Phone> => {
      const identifier = `${name}@office.example`;
      const managedAppleId = `${name}@appleid.office.example`;
      await call('users.create', {
        ...{ email: identifier, username: identifier, firstName: name, lastName: 'Example', displayName: name },
        ...{ password, managedAppleId, groupIds: [] },
      });
      const device = createSimulatedDevice({
        kind: 'iPhone',
        trusted: [root],
        appleCa: apple.appleCa,
        hosts: { [host]: { address: '127.0.0.1', port } },
      });
      const discoveryOrigin = `https://${host}:${String(port)}`;
      const { enrollmentId } = await device.enrollAccountDriven({
        identifier,
        password,
        managedAppleId,
        discoveryOrigin,
      });
      await device.connect();
      return { device, id: enrollmentId ?? '', acknowledged: 1, queued: [] };
    };
    phones.push(...(await Promise.all(['anna', 'ben', 'cora'].map(enroll))));
  });
  afterAll(async () => {
    for (const { device } of phones) device.close();
    await server.stop();
    await apple.apns.stop();
    await bundle.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Works until the server is gone; the server is killed after `acks` acknowledgements. */
  const workUntilKilled = async (acks: number): Promise<void> => {
    const { process: child, call } = server;
    const gone = once(child, 'exit');
    let left = acks;
    const acknowledged = (): void => {
      left -= 1;
      if (left === 0) child.kill('SIGKILL');
    };
    const untilItFails = async (work: () => Promise<void>): Promise<void> => {
      try {
        for (;;) {
          await work();
          acknowledged();
        }
      } catch (error) {
        // The end that this test is about; anything before it is a failure.
        if (left > 0) throw error;
      }
    };
    const checkIn = (phone: Phone) => async () => {
      phone.device.renewPushToken();
      const answer = await phone.device.tokenUpdate();
      expect(answer.status).toBe(200);
      phone.acknowledged += 1;
    };
    const queue = (phone: Phone) => async () => {
      const profile = webClip(`example.clip.${phone.id}.${String(phone.queued.length)}`);
      const { commandUuid } = await call('devices.sendCommand', {
        id: phone.id,
        command: { type: 'InstallProfile', profile },
      });
      phone.queued.push(commandUuid);
    };
    // The last phone answers its commands all the while.
    const talk = (phone: Phone) => async () => {
      expect((await phone.device.connect()).httpStatus).toBe(200);
    };
    const [, , last] = phones;
    await Promise.all([
      ...phones.flatMap((phone) => [untilItFails(checkIn(phone)), untilItFails(queue(phone))]),
      ...(last ? [untilItFails(talk(last))] : []),
    ]);
    await gone;
    expect(child.signalCode).toBe('SIGKILL');
  };

  /** CommandUUIDs whose report the server has answered. */
  const reported = ({ device }: Phone): Set<string> =>
    new Set(
      device.journal
        .filter(({ protocol, what, status }) => protocol === 'command' && what === 'Acknowledged' && status === 200)
        .map(({ sent }) => decodeDict(sent).CommandUUID)
        .filter((uuid) => typeof uuid === 'string'),
    );

  const checkPhone = async (phone: Phone): Promise<void> => {
    const { call } = server;
    // Check-ins: every acknowledged one, and at most the one whose answer the kill swallowed.
    const { total } = await call('logs.list', { enrollmentId: phone.id, actions: ['Token Update'], pageSize: 1 });
    expect(total - phone.acknowledged).toBeOneOf([0, 1]);
    phone.acknowledged = total;
    expect(await call('devices.get', { id: phone.id })).toMatchObject({ state: 'enrolled' });

    // Commands: each is still waiting, or was answered; the answered ones are not handed out again.
    const waiting = (await call('devices.upcoming', { id: phone.id })).map(({ uuid }) => uuid);
    const done = reported(phone);
    expect(waiting.filter((uuid) => done.has(uuid))).toEqual([]);
    const missing = phone.queued.filter((uuid) => !waiting.includes(uuid) && !done.has(uuid));
    // A report that was stored, but whose answer was swallowed.
    expect(missing.length).toBeLessThanOrEqual(phone === phones[2] ? 1 : 0);
    for (const uuid of missing) {
      const { rows } = await call('logs.list', {
        enrollmentId: phone.id,
        actions: ['Install Profile'],
        statuses: ['Acknowledged'],
        pageSize: 5,
      });
      const uuids = await Promise.all(rows.map(async ({ id }) => (await call('logs.get', { id })).commandUuid));
      expect(uuids).toContain(uuid);
      phone.queued.splice(phone.queued.indexOf(uuid), 1);
    }
  };

  it.each([1, 2, 3])('round %i: no acknowledged check-in and no queued command is missing', async (round) => {
    const acks = 30 + Math.floor(random() * 120);
    process.stdout.write(`durability: round ${String(round)}, killed after ${String(acks)} acknowledgements\n`);
    const { port } = server;
    await workUntilKilled(acks);
    server = await start(port);
    for (const phone of phones) await checkPhone(phone);

    // The stored push data is what the phone said last, or would have been told was taken.
    for (const { device, id } of phones) {
      expect((await device.tokenUpdate()).status).toBe(200);
      await server.call('devices.push', { id });
      const { token, magic } = device.requireEnrollment().push.device;
      expect((await apple.apns.waitForPush(token.toString('hex'))).pushMagic).toBe(magic);
    }
    for (const phone of phones) phone.acknowledged += 1;
  });

  it('hands out every queued command in its order after all that', async () => {
    for (const phone of phones.slice(0, 2)) {
      const before = reported(phone);
      await phone.device.connect();
      const order = [...reported(phone)].filter((uuid) => !before.has(uuid) && phone.queued.includes(uuid));
      expect(order).toEqual(phone.queued);
    }
  });
});
