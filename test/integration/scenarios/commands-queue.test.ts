// The conversation on the command URL: order, NotNow, errors, duplicates, poisoned reports.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { readCommand, type Exchange } from '../../support/device/session.ts';
import {
  enrollOwned,
  enrollPersonal,
  ownedDevicesGroup,
  send,
  webClip,
  type EnrolledDevice,
} from '../../support/enrolled.ts';

const told = (exchanges: readonly Exchange[]) =>
  exchanges.map(({ requestType, status }) => `${requestType}: ${status ?? '-'}`);

describe('the command queue', () => {
  let office: Office;
  let phone: EnrolledDevice;
  let mac: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    const groupId = await ownedDevicesGroup(office);
    [phone, mac] = await Promise.all([
      enrollPersonal(office, 'anna'),
      enrollOwned(office, 'otto', groupId, { kind: 'Mac' }),
    ]);
  });
  afterAll(async () => {
    await office.stop();
    // The one report of a command as malformed is a defect of ours, and provoked here.
    expect(office.problems.filter((problem) => !problem.startsWith('a device calls our command malformed'))).toEqual(
      [],
    );
  });

  const clip = (n: number) => ({ type: 'InstallProfile', profile: webClip(`example.clip.${String(n)}`) }) as const;
  /** What is asked for after a profile came or went. */
  const touched = ['ProfileList', 'CertificateList'];
  const rowsOf = async (uuid: string): Promise<string[]> => {
    const { rows } = await office.call('logs.list', { enrollmentId: phone.id, pageSize: 500 });
    const details = await Promise.all(rows.slice(0, 40).map(({ id }) => office.call('logs.get', { id })));
    return details
      .filter((row) => row.commandUuid === uuid)
      .map((row) => row.status)
      .reverse();
  };
  const waiting = async () =>
    (await office.call('devices.upcoming', { id: phone.id })).map(({ uuid, status }) => `${uuid} ${status}`);

  it('scenario 30: Idle drains the queue, first in first out, urgent commands before all', async () => {
    const first = await send(office, phone.id, clip(1));
    const second = await send(office, phone.id, { type: 'SecurityInfo' });
    const third = await send(office, phone.id, clip(2));
    const urgent = await send(office, phone.id, { type: 'DeviceLock' });
    const { exchanges, httpStatus } = await phone.device.connect();
    expect(exchanges.slice(0, 4).map(({ commandUuid }) => commandUuid)).toEqual([urgent, first, second, third]);
    // What the two profiles changed is asked for at the end, once.
    expect(exchanges.slice(4).map(({ requestType }) => requestType)).toEqual(touched);
    expect(exchanges.map(({ status }) => status)).toEqual(Array(6).fill('Acknowledged'));
    expect(httpStatus).toBe(200);
    expect(await waiting()).toEqual([]);
    expect(await rowsOf(first)).toEqual(['Queued', 'Sent', 'Acknowledged']);
  });

  it('replaces an unsent command of the same kind by the newer one', async () => {
    const old = await send(office, phone.id, clip(1));
    const other = await send(office, phone.id, clip(2));
    const fresh = await send(office, phone.id, clip(1));
    const { exchanges } = await phone.device.connect();
    expect(exchanges.slice(0, 2).map(({ commandUuid }) => commandUuid)).toEqual([other, fresh]);
    expect(exchanges.slice(2).map(({ requestType }) => requestType)).toEqual(touched);
    expect(await rowsOf(old)).toEqual(['Queued', 'Cancelled']);
  });

  it('asks for what a command has changed, in the same session and on its channel', async () => {
    const partOf = async (id: string, wanted: string) =>
      (await office.call('devices.reported', { id })).find(({ part }) => part === wanted);
    const types = (session: { exchanges: readonly { requestType: string }[] }) =>
      session.exchanges.map(({ requestType }) => requestType);
    office.clock.advance(60_000);
    const before = office.clock.now();
    await send(office, phone.id, { type: 'InstallProfile', profile: webClip('example.seen') });
    const names = async () =>
      (await office.call('devices.configurations', { id: phone.id })).map(({ identifier }) => identifier);
    expect(await names()).not.toContain('example.seen');
    expect(types(await phone.device.connect())).toEqual(['InstallProfile', ...touched]);
    expect(await names()).toContain('example.seen');
    expect(await partOf(phone.id, 'configurations')).toEqual({
      part: 'configurations',
      at: expect.toSatisfy((at: number) => at >= before) as number,
      asked: false,
    });
    await send(office, phone.id, { type: 'RemoveProfile', identifier: 'example.seen' });
    expect(types(await phone.device.connect())).toEqual(['RemoveProfile', ...touched]);
    expect(await names()).not.toContain('example.seen');

    // The other channel has not changed, and a failure changes nothing.
    await send(office, mac.id, { type: 'InstallProfile', profile: webClip('example.user') }, 'user');
    expect(types(await mac.device.connect('user'))).toEqual(['InstallProfile', ...touched]);
    expect(types(await mac.device.connect('device'))).toEqual([]);
    phone.device.manners.set('InstallProfile', {
      error: [{ ErrorCode: 4001, ErrorDomain: 'MCInstallationErrorDomain', LocalizedDescription: 'No' }],
    });
    await send(office, phone.id, clip(9));
    expect(types(await phone.device.connect())).toEqual(['InstallProfile']);
    phone.device.manners.clear();

    // Asked for by hand, the tab says so until the device has answered.
    await office.call('devices.refresh', { id: phone.id });
    expect((await office.call('devices.reported', { id: phone.id })).map(({ asked }) => asked)).toEqual(
      Array(4).fill(true),
    );
    await phone.device.connect();
    expect((await office.call('devices.reported', { id: phone.id })).map(({ asked }) => asked)).toEqual(
      Array(4).fill(false),
    );
  });

  it('keeps the channels of a Mac apart', async () => {
    const device = await send(office, mac.id, { type: 'SecurityInfo' });
    const user = await send(office, mac.id, { type: 'ProfileList' }, 'user');
    expect((await mac.device.connect('user')).exchanges.map(({ commandUuid }) => commandUuid)).toEqual([user]);
    expect((await mac.device.connect('device')).exchanges.map(({ commandUuid }) => commandUuid)).toEqual([device]);
  });

  it('scenario 31: passes over what the device put off, and serves it on the next Idle', async () => {
    phone.device.manners.set('InstallProfile', { notNowFirst: 2 });
    const off = await send(office, phone.id, clip(1));
    const next = await send(office, phone.id, { type: 'SecurityInfo' });
    const session = await phone.device.connect();
    // NotNow, then the next one; its answer is a chance to ask again, and the last word is NotNow: the device polls.
    expect(told(session.exchanges)).toEqual([
      'InstallProfile: NotNow',
      'SecurityInfo: Acknowledged',
      'InstallProfile: NotNow',
    ]);
    expect(session.exchanges[1]?.commandUuid).toBe(next);
    expect(session.httpStatus).toBe(200);
    expect(await waiting()).toEqual([`${off} not-now`]);
    const polled = await phone.device.connect();
    expect(told(polled.exchanges)).toEqual(['InstallProfile', ...touched].map((type) => `${type}: Acknowledged`));
    expect(polled.exchanges[0]?.commandUuid).toBe(off);
    expect(await rowsOf(off)).toEqual(['Queued', 'Sent', 'Not Now', 'Sent', 'Not Now', 'Sent', 'Acknowledged']);
    phone.device.manners.clear();
  });

  it('scenario 31: ends the session when only put-off commands are left', async () => {
    phone.device.manners.set('InstallProfile', { notNowFirst: 100 });
    await send(office, phone.id, clip(1));
    await send(office, phone.id, clip(2));
    const { exchanges } = await phone.device.connect();
    expect(told(exchanges)).toEqual(['InstallProfile: NotNow', 'InstallProfile: NotNow']);
    phone.device.manners.clear();
    expect((await phone.device.connect()).exchanges.slice(2).map(({ requestType }) => requestType)).toEqual(touched);
  });

  it('scenario 32: Error and CommandFormatError retire the command, with the chain in the log', async () => {
    const chain = [
      { ErrorCode: 4001, ErrorDomain: 'MCInstallationErrorDomain', LocalizedDescription: 'Profile Failed to Install' },
      { ErrorCode: 1009, ErrorDomain: 'MCProfileErrorDomain', LocalizedDescription: 'Not today' },
    ];
    phone.device.manners.set('InstallProfile', { error: chain });
    phone.device.manners.set('SecurityInfo', { commandFormatError: true });
    const failed = await send(office, phone.id, clip(1));
    const malformed = await send(office, phone.id, { type: 'SecurityInfo' });
    const good = await send(office, phone.id, { type: 'DeviceInformation' });
    const { exchanges } = await phone.device.connect();
    expect(exchanges.map(({ commandUuid, status }) => [commandUuid, status])).toEqual([
      [failed, 'Error'],
      [malformed, 'CommandFormatError'],
      [good, 'Acknowledged'],
    ]);
    expect(await waiting()).toEqual([]);
    const { rows } = await office.call('logs.list', { enrollmentId: phone.id, statuses: ['Error'], pageSize: 2 });
    const [format, error] = await Promise.all(rows.map(({ id }) => office.call('logs.get', { id })));
    expect(error?.errors.map(({ domain, code, text }) => [domain, code, text])).toEqual([
      ['MCInstallationErrorDomain', 4001, 'Profile Failed to Install'],
      ['MCProfileErrorDomain', 1009, 'Not today'],
    ]);
    expect(format?.detail).toContain('malformed');
    phone.device.manners.clear();
  });

  it('scenario 33: a report that comes twice does no harm', async () => {
    phone.device.manners.set('SecurityInfo', { duplicateReport: true });
    const twice = await send(office, phone.id, { type: 'SecurityInfo' });
    const next = await send(office, phone.id, clip(1));
    const { exchanges, httpStatus } = await phone.device.connect();
    expect(httpStatus).toBe(200);
    expect(exchanges.slice(0, 2).map(({ commandUuid }) => commandUuid)).toEqual([twice, next]);
    expect(await rowsOf(twice)).toEqual(['Queued', 'Sent', 'Acknowledged', 'Received']);
    phone.device.manners.clear();
  });

  it('scenario 33: a report for a command that nobody knows is stored and answered', async () => {
    const answer = await phone.device.report({ Status: 'Acknowledged', CommandUUID: 'NEVER-SENT' });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    expect(await rowsOf('NEVER-SENT')).toEqual(['Received']);
  });

  it('gives a silent device the same command again', async () => {
    phone.device.manners.set('SecurityInfo', { silent: true });
    const uuid = await send(office, phone.id, { type: 'SecurityInfo' });
    await phone.device.connect();
    expect(await waiting()).toEqual([`${uuid} sent`]);
    phone.device.manners.clear();
    const { exchanges } = await phone.device.connect();
    expect(exchanges.map(({ commandUuid }) => commandUuid)).toEqual([uuid]);
  });

  it.each(['truncated', 'wrong-types'] as const)(
    'scenario 34: a report that cannot be decoded (%s) does not block the rest',
    async (undecodableReport) => {
      phone.device.manners.set('ProfileList', { undecodableReport });
      const poisoned = await send(office, phone.id, { type: 'ProfileList' });
      const next = await send(office, phone.id, { type: 'SecurityInfo' });
      const { exchanges, httpStatus } = await phone.device.connect();
      expect(httpStatus).toBe(200);
      expect(exchanges.map(({ commandUuid }) => commandUuid)).toEqual([poisoned, next]);
      expect(await waiting()).toEqual([]);
      const rows = await rowsOf(poisoned);
      expect(rows).toEqual(['Queued', 'Sent', undecodableReport === 'truncated' ? 'Error' : 'Acknowledged']);
      phone.device.manners.clear();
    },
  );

  it('scenario 34: what the device put off stays put off after a report that cannot be decoded', async () => {
    phone.device.manners.set('InstallProfile', { notNowFirst: 100 });
    phone.device.manners.set('ProfileList', { undecodableReport: 'truncated' });
    const off = await send(office, phone.id, clip(1));
    const poisoned = await send(office, phone.id, { type: 'ProfileList' });
    const { exchanges } = await phone.device.connect();
    expect(exchanges.map(({ commandUuid }) => commandUuid)).toEqual([off, poisoned]);
    expect(await waiting()).toEqual([`${off} not-now`]);
    phone.device.manners.clear();
    await phone.device.connect();
  });

  it('lets a device of another enrollment report nothing for a command', async () => {
    const uuid = await send(office, phone.id, { type: 'SecurityInfo' });
    const taken = await phone.device.report({ Status: 'Idle' });
    expect(readCommand(taken.body).commandUuid).toBe(uuid);
    const foreign = await mac.device.report({ Status: 'Error', CommandUUID: uuid });
    expect(foreign.status).toBe(200);
    expect(await waiting()).toEqual([`${uuid} sent`]);
    await phone.device.connect();
  });
});
