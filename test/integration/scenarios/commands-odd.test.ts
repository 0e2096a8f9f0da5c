// Reports and wishes that are odd: values that cannot be read, reports on the wrong channel, commands that are never
// answered, replaced on their way, or no longer known to a device that was updated meanwhile.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/core.ts';
import { encodePlist, type PlistInputDict } from '../../support/device/plist.ts';
import { readCommand } from '../../support/device/session.ts';
import { enrollOwned, ownedDevicesGroup, send, webClip, type EnrolledDevice } from '../../support/enrolled.ts';

const hour = 3_600_000;

describe('odd reports and wishes', { timeout: 120_000 }, () => {
  let office: Office;
  let mac: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    mac = await enrollOwned(office, 'otto', await ownedDevicesGroup(office), { kind: 'Mac' });
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const get = () => office.call('devices.get', { id: mac.id });
  const waiting = async () =>
    (await office.call('devices.upcoming', { id: mac.id })).map(({ uuid, status }) => `${uuid} ${status}`);
  /** The rows of one command, newest first. */
  const logOf = async (commandUuid: string) => {
    const { rows } = await office.call('logs.list', { enrollmentId: mac.id, pageSize: 500 });
    const details = await Promise.all(rows.slice(0, 200).map(({ id }) => office.call('logs.get', { id })));
    return details.filter((row) => row.commandUuid === commandUuid);
  };
  const take = async (channel: 'device' | 'user' = 'device') => {
    const { body } = await mac.device.report({ Status: 'Idle' }, channel);
    return body.length === 0 ? undefined : readCommand(body).commandUuid;
  };
  /** A report in which a piece of XML stands for `ODD`. */
  const odd = (commandUuid: string, keys: PlistInputDict, piece: string): Buffer =>
    Buffer.from(
      encodePlist({ UDID: mac.id, CommandUUID: commandUuid, Status: 'Acknowledged', ...keys })
        .toString('utf8')
        .replace('<string>ODD</string>', piece),
    );
  /** Has the inventory asked for and answers all before this command, which is then on its way. */
  const inventory = async (requestType: string): Promise<string> => {
    await office.call('devices.refresh', { id: mac.id });
    let { body } = await mac.device.report({ Status: 'Idle' });
    for (;;) {
      const next = readCommand(body);
      if (next.requestType === requestType) return next.commandUuid;
      ({ body } = await mac.device.report({ Status: 'Error', CommandUUID: next.commandUuid }));
    }
  };

  it.each([
    ['U+0000', '<string>Net \u0000</string>', 'LocalHostName'],
    ['a reference to U+0001', '<string>Net &#1;</string>', 'LocalHostName'],
    ['no number', '<real>nan</real>', 'LocalHostName'],
    ['no date', '<date>yesterday</date>', 'LocalHostName'],
  ])('loses nothing but the value that is %s', async (_what, piece, key) => {
    const uuid = await inventory('DeviceInformation');
    const name = `Mac ${piece.length.toString()}`;
    const answers = { DeviceName: name, OSVersion: '15.2', [key]: 'ODD' };
    expect((await mac.device.report(odd(uuid, { QueryResponses: answers }, piece))).status).toBe(200);
    expect(await get()).toMatchObject({ name, osVersion: '15.2' });
    const [row] = await logOf(uuid);
    expect([row?.status, row?.detail]).toEqual(['Acknowledged', expect.stringContaining(`not understood: ${key}`)]);
    expect(row?.response).toContain(name);
    await mac.device.connect();
  });

  it('takes no system version that is none, and answers the lists of everybody all the same', async () => {
    const before = await get();
    for (const OSVersion of ['99999999999999999999.1e9.-3', '', 'x'.repeat(5000)]) {
      const uuid = await inventory('DeviceInformation');
      await mac.device.report({
        Status: 'Acknowledged',
        CommandUUID: uuid,
        QueryResponses: { OSVersion, DeviceName: 'y'.repeat(5000) },
      });
    }
    const after = await get();
    expect([after.osVersion, after.name.length]).toEqual([before.osVersion, 1024]);
    expect((await office.call('home.overview', {})).versions).toHaveLength(1);
    await mac.device.connect();
  });

  it('keeps an app that names itself without identifier', async () => {
    const uuid = await inventory('InstalledApplicationList');
    const list = [{ Name: 'Tool without id', Version: '2' }, { Identifier: 'example.other' }, { Version: '3' }];
    await mac.device.report({ Status: 'Acknowledged', CommandUUID: uuid, InstalledApplicationList: list });
    const { apps } = await office.call('devices.apps', { id: mac.id });
    expect(apps.map(({ name, identifier }) => [name, identifier])).toEqual(
      expect.arrayContaining([
        ['Tool without id', ''],
        ['example.other', 'example.other'],
      ]),
    );
    expect((await logOf(uuid))[0]?.detail).toContain('InstalledApplicationList[2]');
    await mac.device.connect();
  });

  it('ends a report that cannot be read on its own channel alone', async () => {
    const onDevice = await send(office, mac.id, { type: 'SecurityInfo' });
    expect(await take()).toBe(onDevice);
    const first = await send(office, mac.id, { type: 'ProfileList' }, 'user');
    const second = await send(office, mac.id, { type: 'CertificateList' }, 'user');
    office.clock.advance(1000);
    expect(await take('user')).toBe(first);
    const cut = odd(onDevice, { SecurityInfo: 'ODD' }, '<dict><key>Passcode');
    const answer = await mac.device.report(cut.subarray(0, cut.indexOf('Passcode')));
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    expect((await waiting()).sort()).toEqual([`${first} sent`, `${second} queued`].sort());
    expect((await logOf(onDevice))[0]).toMatchObject({ status: 'Error' });
    await mac.device.report({ Status: 'Acknowledged', CommandUUID: first, ProfileList: [] }, 'user');
    await mac.device.connect('user');
    expect(await waiting()).toEqual([]);
  });

  it('lets the newest wish for a profile win over one that was put off, or is on its way', async () => {
    const install = { type: 'InstallProfile', profile: webClip('late.one') } as const;
    mac.device.manners.set('InstallProfile', { notNowFirst: 100 });
    const putOff = await send(office, mac.id, install);
    await mac.device.connect();
    expect(await waiting()).toEqual([`${putOff} not-now`]);
    const removal = await send(office, mac.id, { type: 'RemoveProfile', identifier: 'late.one' });
    expect(await waiting()).toEqual([`${removal} queued`]);
    mac.device.manners.clear();
    const later = (await mac.device.connect()).exchanges.map(({ commandUuid }) => commandUuid);
    expect(later).toEqual([removal]);

    // On its way, and its answer still counts.
    const onItsWay = await send(office, mac.id, { type: 'ProfileList' });
    expect(await take()).toBe(onItsWay);
    const newer = await send(office, mac.id, { type: 'ProfileList' });
    expect(await waiting()).toEqual([`${newer} queued`]);
    await mac.device.report({ Status: 'Acknowledged', CommandUUID: onItsWay, ProfileList: [] });
    expect((await logOf(onItsWay))[0]).toMatchObject({ status: 'Acknowledged', detail: '0 profiles' });
    await mac.device.connect();
  });

  it.each(['Line\u000bTab', 'Half \ud83d', 'End\uffff'])(
    'takes no text that a profile cannot carry: %j',
    async (text) => {
      const named = office.call('groups.create', { name: text, memberIds: [] });
      await expect(named).rejects.toThrow('input.invalid');
      const lock = office.call('devices.sendCommand', { id: mac.id, command: { type: 'DeviceName', name: text } });
      await expect(lock).rejects.toThrow('input.invalid');
    },
  );

  it('does not give up a command that the device puts off, however often', async () => {
    mac.device.manners.set('InstallProfile', { notNowFirst: 1000 });
    const busy = await send(office, mac.id, { type: 'InstallProfile', profile: webClip('not.now') });
    for (let n = 0; n < 10; n += 1) {
      office.clock.advance(hour / 2);
      await mac.device.connect();
    }
    expect(await waiting()).toContain(`${busy} not-now`);
    mac.device.manners.clear();
    await mac.device.connect();
    expect((await logOf(busy))[0]).toMatchObject({ status: 'Acknowledged' });
  });

  it('gives up a command that is never answered, and lets the others pass before', async () => {
    mac.device.manners.set('InstallProfile', { silent: true });
    const silent = await send(office, mac.id, { type: 'InstallProfile', profile: webClip('never.answered') });
    const behind = await send(office, mac.id, { type: 'CertificateList' });
    expect(await take()).toBe(silent);
    expect(await take()).toBe(silent);
    // The third time the rest goes first, and it waits its time.
    expect((await mac.device.connect()).exchanges.map(({ commandUuid }) => commandUuid)).toContain(behind);
    expect(await waiting()).toEqual([`${silent} sent`]);
    for (let day = 0; day < 6; day += 1) {
      office.clock.advance(25 * hour);
      await mac.device.connect();
    }
    expect((await waiting()).filter((line) => line.startsWith(silent))).toEqual([]);
    const rows = await logOf(silent);
    expect(rows.filter(({ status }) => status === 'Sent')).toHaveLength(6);
    expect([rows[0]?.status, rows[0]?.detail]).toEqual(['Error', expect.stringContaining('never answered')]);
    mac.device.manners.clear();
  });
});
