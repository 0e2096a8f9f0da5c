// What check-in messages change: push data, channels, tokens, the end of an enrollment.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allSqlite, openSqlite } from '../../../electron/db/dialects/sqlite3.ts';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import { tokenUpdateMessage } from '../../support/device/enrollment.ts';
import { decodeDict } from '../../support/device/plist.ts';
import {
  changesNothing,
  enrollOwned,
  enrollPersonal,
  logLines,
  ownedDevicesGroup,
  rejections,
  send,
  type EnrolledDevice,
} from '../../support/enrolled.ts';
import { addSetting } from '../../support/user-settings.ts';

describe('check-in messages', () => {
  let office: Office;
  let phone: EnrolledDevice;
  let personalMac: EnrolledDevice;
  let officeMac: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    const groupId = await ownedDevicesGroup(office);
    [phone, personalMac, officeMac] = await Promise.all([
      enrollPersonal(office, 'anna'),
      enrollPersonal(office, 'mia', { kind: 'Mac' }),
      enrollOwned(office, 'otto', groupId, { kind: 'Mac' }),
    ]);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const details = (id: string) => office.call('devices.get', { id });

  it('scenario 21: a later TokenUpdate changes the push data and nothing else', async () => {
    const commandUuid = await send(office, phone.id, { type: 'SecurityInfo' });
    const before = await details(phone.id);
    phone.device.renewPushToken();
    expect((await phone.device.tokenUpdate()).status).toBe(200);
    const after = await details(phone.id);
    const push = { lastSeenAt: 0, lastPushAt: 0, lastPushResult: '' };
    expect({ ...after, ...push }).toEqual({ ...before, ...push });
    expect((await office.call('devices.upcoming', { id: phone.id })).map(({ uuid }) => uuid)).toEqual([commandUuid]);

    const token = phone.device.requireEnrollment().push.device.token.toString('hex');
    office.clock.advance(10_000);
    await office.call('devices.push', { id: phone.id });
    expect((await office.apns.waitForPush(token)).pushMagic).toBe(phone.device.requireEnrollment().push.device.magic);
    await phone.device.connect();
  });

  it('keeps what the last TokenUpdate says of a device that waits for its configuration', async () => {
    const database = await openSqlite(join(office.dataDir, 'russet.db'), 'read-only');
    const waits = () => allSqlite(database, 'select awaiting_configuration from enrollments where id = ?', [phone.id]);
    const message = tokenUpdateMessage(phone.device.requireEnrollment(), 'device', phone.device);
    for (const [AwaitingConfiguration, stored] of [
      [true, 1],
      [undefined, 1],
      [false, 0],
    ] as const) {
      expect((await phone.device.checkIn({ ...message, AwaitingConfiguration })).status).toBe(200);
      expect(await waits()).toEqual([{ awaiting_configuration: stored }]);
    }
    await new Promise((resolve) => database.close(resolve));
  });

  it('scenario 25: the second TokenUpdate of a Mac opens the user channel', async () => {
    for (const mac of [personalMac, officeMac]) {
      const { channels } = await details(mac.id);
      expect(channels.map(({ kind, enabled }) => ({ kind, enabled }))).toEqual([
        { kind: 'device', enabled: true },
        { kind: 'user', enabled: true },
      ]);
      expect(channels[1]?.id).toBe(`${mac.id}:${mac.device.requireEnrollment().userId}`);
    }
    const uuid = await send(office, officeMac.id, { type: 'ProfileList' }, 'user');
    expect((await officeMac.device.connect('device')).exchanges).toEqual([]);
    const { exchanges } = await officeMac.device.connect('user');
    expect(exchanges.map(({ commandUuid }) => commandUuid)).toEqual([uuid]);
  });

  it('tells the people of a Shared iPad apart by their short names', async () => {
    const group = await office.call('groups.create', { name: 'Shared iPads', memberIds: [] });
    await addSetting(office.call, 'registration', {
      name: 'Shared iPads',
      body: { appleEnrollmentType: 'device' },
      groupIds: [group.id],
    });
    const ipad = await enrollOwned(office, 'shared', group.id, { kind: 'iPad' });
    const enrollment = ipad.device.requireEnrollment();
    // Apple: everybody on a Shared iPad has this UserID.
    const UserID = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF';
    for (const UserShortName of ['kim', 'lee']) {
      const message = { ...tokenUpdateMessage(enrollment, 'user', ipad.device), UserID, UserShortName };
      expect((await ipad.device.checkIn(message, 'user')).status).toBe(200);
    }
    const { channels } = await details(ipad.id);
    expect(channels.map(({ id }) => id).sort()).toEqual([ipad.id, `${ipad.id}:kim`, `${ipad.id}:lee`]);

    const nameless = { ...tokenUpdateMessage(enrollment, 'user', ipad.device), UserID, UserShortName: undefined };
    const refused = () => ipad.device.checkIn(nameless, 'user');
    expect((await changesNothing(office, ipad.id, refused, { under: '-' })).status).toBe(400);
  });

  it('scenario 26: escrows, hands out and erases the bootstrap token of an office Mac', async () => {
    const token = Buffer.from('a bootstrap token');
    const none = await officeMac.device.getBootstrapToken();
    expect([none.status, none.body.length]).toEqual([200, 0]);
    expect((await officeMac.device.setBootstrapToken(token)).status).toBe(200);
    const got = await officeMac.device.getBootstrapToken();
    expect(decodeDict(got.body)).toEqual({ BootstrapToken: new Uint8Array(token) });
    expect((await officeMac.device.setBootstrapToken(undefined)).status).toBe(200);
    expect((await officeMac.device.getBootstrapToken()).body.length).toBe(0);

    // A fresh enrollment does not inherit it.
    await officeMac.device.setBootstrapToken(token);
    officeMac.device.forget('the enrollment profile was removed without a word');
    const { link } = await office.call('enrollment.invite', { userId: officeMac.person.id });
    const again = { username: officeMac.person.username, password: officePassword };
    officeMac.device.installProfile(await officeMac.device.downloadByInvitation(link, again), { flow: 'profile' });
    await officeMac.device.scepEnroll();
    await officeMac.device.authenticate();
    await officeMac.device.tokenUpdate();
    // The user channel is closed until its own TokenUpdate: nothing is queued for it.
    const waiting = await office.call('devices.upcoming', { id: officeMac.id });
    expect(new Set(waiting.map(({ channel }) => channel))).toEqual(new Set(['device']));
    expect((await officeMac.device.getBootstrapToken()).body.length).toBe(0);
    await officeMac.device.tokenUpdate('user');
    await officeMac.device.connect();

    const rows = await office.call('logs.list', {
      enrollmentId: officeMac.id,
      actions: ['Set Bootstrap Token', 'Get Bootstrap Token'],
    });
    expect(rows.rows.length).toBe(7);
    for (const { id } of rows.rows) {
      expect(JSON.stringify(await office.call('logs.get', { id }))).not.toContain(token.toString('base64'));
    }
  });

  it('scenario 26: refuses bootstrap tokens under User Enrollment', async () => {
    const set = () => personalMac.device.setBootstrapToken(Buffer.from('no'));
    expect((await changesNothing(office, personalMac.id, set)).status).toBe(400);
    const get = () => personalMac.device.getBootstrapToken();
    expect((await changesNothing(office, personalMac.id, get)).status).toBe(400);
    expect((await rejections(office, personalMac.id))[0]).toContain('does not exist under User Enrollment');
  });

  it('scenario 27: declines UserAuthenticate with 410, and refuses it under User Enrollment', async () => {
    expect((await officeMac.device.userAuthenticate()).status).toBe(410);
    expect(await logLines(office, officeMac.id, ['User Authenticate'])).toEqual(['User Authenticate: Received']);
    // Apple: UserAuthenticate carries a UserID, which a User Enrollment has under another name.
    const userId = personalMac.device.requireEnrollment().userId;
    personalMac.device.wire = { extraKeys: { UserID: userId } };
    const refused = await changesNothing(office, personalMac.id, () => personalMac.device.userAuthenticate());
    expect(refused.status).toBe(400);
    personalMac.device.wire = {};
  });

  it('scenario 28: refuses GetToken of known and unknown type with its reason', async () => {
    for (const [type, reason] of [
      ['com.apple.maid', 'Apple Business Manager'],
      ['com.apple.watch.pairing', 'com.apple.watch.pairing'],
      ['com.example.unknown', 'com.example.unknown'],
    ] as const) {
      const answer = await changesNothing(office, phone.id, () => phone.device.getToken(type));
      expect(answer.status).toBe(400);
      expect((await rejections(office, phone.id))[0]).toContain(reason);
    }
  });

  it('scenario 29: answers a stale token with 401, and the device goes on with a new one', async () => {
    const { account } = phone.device;
    if (!account) throw new Error('no account');
    const { person } = account;
    account.tokens = { ...account.tokens, accessToken: 'stale' };
    account.person = undefined;
    const refused = await changesNothing(office, phone.id, () => phone.device.tokenUpdate());
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toMatch(/^Bearer method="apple-as-web", url="https:/);
    expect((await changesNothing(office, phone.id, () => phone.device.report({ Status: 'Idle' }))).status).toBe(401);
    account.person = person;
    expect((await phone.device.tokenUpdate()).status).toBe(200);
    expect(account.tokens.accessToken).not.toBe('stale');
    expect((await phone.device.connect()).httpStatus).toBe(200);
  });

  it('scenario 29: does not take the token of another person or of another enrollment', async () => {
    const other = await enrollPersonal(office, 'ben');
    const { account } = phone.device;
    if (!account || !other.device.account) throw new Error('no account');
    const [{ tokens, person }, stolen] = [account, other.device.account.tokens];
    Object.assign(account, { tokens: stolen, person: undefined });
    expect((await changesNothing(office, phone.id, () => phone.device.tokenUpdate())).status).toBe(401);
    Object.assign(account, { tokens, person });
    expect((await phone.device.tokenUpdate()).status).toBe(200);
  });

  it('scenario 22: CheckOut needs no bearer token and ends the user channel as well', async () => {
    await send(office, personalMac.id, { type: 'SecurityInfo' });
    await send(office, personalMac.id, { type: 'ProfileList' }, 'user');
    if (personalMac.device.account) Object.assign(personalMac.device.account, { tokens: { accessToken: 'stale' } });
    expect((await personalMac.device.checkOut()).status).toBe(200);
    const after = await details(personalMac.id);
    expect(after.state).toBe('checked-out');
    expect(after.channels.map(({ enabled }) => enabled)).toEqual([false, false]);
    expect(await office.call('devices.upcoming', { id: personalMac.id })).toEqual([]);
    const lines = await logLines(office, personalMac.id);
    expect(lines).toEqual(
      expect.arrayContaining(['Security Information: Cancelled', 'Profile List: Cancelled', 'Checkout: Received']),
    );
    await expect(send(office, personalMac.id, { type: 'SecurityInfo' })).rejects.toThrow('command.forbidden');

    // What it says after that: it is not enrolled any more.
    const late = await personalMac.device.report({ Status: 'Idle' }, 'user');
    expect(late.status).toBe(403);
    expect(personalMac.device.enrollment).toBeUndefined();
  });

  it('scenario 22: CheckOut of an iPhone needs no bearer token either', async () => {
    if (phone.device.account) phone.device.account.tokens = { ...phone.device.account.tokens, accessToken: 'stale' };
    expect((await phone.device.checkOut()).status).toBe(200);
    expect((await details(phone.id)).state).toBe('checked-out');
  });
});
