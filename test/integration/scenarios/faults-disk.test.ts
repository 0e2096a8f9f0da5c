// The disk fills up while devices check in: they hear 503 and come again; when space returns, everything goes on.
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatedDevice, type SimulatedDevice } from '../../support/device/device.ts';
import {
  createAppleStandIns,
  fetchRoot,
  installPushCertificate,
  type AppleStandIns,
} from '../../support/running/apple-stand-ins.ts';
import { bundleHeadless, type BundledHeadless } from '../../support/running/bundled-headless.ts';
import { startHeadless, type Headless } from '../../support/running/headless.ts';

const host = 'mdm.office.example';
const password = 'correct horse battery';
/** Mounting a small file system takes root on Linux; elsewhere the test says that it was left out. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(!canMount)('a disk that fills up', () => {
  let folder: string;
  let dataDir: string;
  let bundle: BundledHeadless;
  let apple: AppleStandIns;
  let server: Headless;
  let phone: SimulatedDevice;
  let id: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-disk-'));
    dataDir = join(folder, 'data');
    await mkdir(dataDir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', dataDir]);
    [bundle, apple] = await Promise.all([bundleHeadless(), createAppleStandIns(folder)]);
    server = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host, env: apple.env });
    const { call, port } = server;
    await installPushCertificate(call, apple.apns);
    const identifier = 'anna@office.example';
    const { id: userId } = await call('users.create', {
      ...{ email: identifier, username: identifier, firstName: 'Anna', lastName: 'Example', displayName: 'Anna' },
      ...{ password, groupIds: [] },
    });
    phone = createSimulatedDevice({
      kind: 'iPhone',
      trusted: [await fetchRoot(call, port)],
      appleCa: apple.appleCa,
      hosts: { [host]: { address: '127.0.0.1', port } },
    });
    const { link } = await call('enrollment.invite', { userId });
    await phone.enrollByInvitation(link, { username: identifier, password });
    await phone.connect();
    id = phone.udid;
  });
  afterAll(async () => {
    phone.close();
    await server.stop();
    await apple.apns.stop();
    execFileSync('umount', [dataDir]);
    await bundle.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const filler = (): string => join(dataDir, 'filler');
  const fillDisk = async (): Promise<void> => {
    const { bfree, bsize } = await statfs(dataDir);
    const block = Buffer.alloc(64 * 1024, 1);
    try {
      for (let left = bfree * bsize; left > -block.length; left -= block.length) await appendFile(filler(), block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  };
  /** Checks in until the answer is something else than 200; the write-ahead log has some room of its own. */
  const checkInUntilRefused = async (): Promise<number> => {
    for (let tries = 0; tries < 3000; tries += 1) {
      phone.renewPushToken();
      const { status } = await phone.tokenUpdate();
      if (status !== 200) return status;
    }
    return 200;
  };

  it('answers 503 while it is full, and recovers when space returns', async () => {
    await phone.tokenUpdate();
    await fillDisk();
    expect(await checkInUntilRefused()).toBe(503);
    expect((await phone.tokenUpdate()).status).toBe(503);
    expect((await phone.report({ Status: 'Idle' })).status).toBe(503);
    const refused = await server.call('devices.sendCommand', { id, command: { type: 'SecurityInfo' } }).then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(refused).toContain('database.full');
    // Reading goes on.
    expect((await server.call('devices.get', { id })).state).toBe('enrolled');
    expect((await server.call('devices.upcoming', { id })).length).toBe(0);
    expect(server.process.exitCode).toBeNull();

    await rm(filler());
    phone.renewPushToken();
    expect((await phone.tokenUpdate()).status).toBe(200);
    const { commandUuid } = await server.call('devices.sendCommand', { id, command: { type: 'SecurityInfo' } });
    const { token, magic } = phone.requireEnrollment().push.device;
    expect((await apple.apns.waitForPush(token.toString('hex'))).pushMagic).toBe(magic);
    const { exchanges } = await phone.connect();
    expect(exchanges.map((exchange) => exchange.commandUuid)).toEqual([commandUuid]);
  });

  it('has lost nothing of what it acknowledged', async () => {
    const before = await server.call('logs.list', { enrollmentId: id, pageSize: 1 });
    const { port } = server;
    await server.stop();
    server = await startHeadless({ root: process.cwd(), program: bundle.program, dataDir, host, port, env: apple.env });
    expect((await server.call('logs.list', { enrollmentId: id, pageSize: 1 })).total).toBe(before.total);
    expect((await phone.tokenUpdate()).status).toBe(200);
  });
});
