// Who may take a device that is enrolled, what an ended enrollment may still say, and how far a user channel reaches.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allSqlite, openSqlite, runSqlite } from '../../../electron/db/dialects/sqlite3.ts';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import type { SimulatedDevice } from '../../support/device/device.ts';
import { authenticateMessage, tokenUpdateMessage } from '../../support/device/enrollment.ts';
import { errorCodeOf } from '../../support/device/mdm-wire.ts';
import {
  changesNothing,
  enrollOwned,
  enrollPersonal,
  logLines,
  ownedDevicesGroup,
  readyToAuthenticate,
  rejections,
  send,
} from '../../support/enrolled.ts';

describe('taking a device', { timeout: 120_000 }, () => {
  let office: Office;
  let groupId: string;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    groupId = await ownedDevicesGroup(office);
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const get = (id: string) => office.call('devices.get', { id });

  /** A second device that says it is the first, at the point where it has an identity by a ticket of this person. */
  const impostor = async (udid: string, userId: string, username: string): Promise<SimulatedDevice> => {
    const device = office.device({ kind: 'iPhone', udid });
    const { link } = await office.call('enrollment.invite', { userId });
    const bytes = await device.downloadByInvitation(link, { username, password: officePassword });
    device.installProfile(bytes, { flow: 'profile' });
    await device.scepEnroll();
    return device;
  };

  it('refuses the device of another person, tells the office, and lets it go once the office has retired it', async () => {
    const owner = await enrollOwned(office, 'anna', groupId);
    const other = await office.addPerson('boris', { groupIds: [groupId] });
    const device = await impostor(owner.id, other.id, other.username);
    const answer = await changesNothing(office, owner.id, () => device.authenticate());
    expect(answer.status).toBe(403);
    // In the form that a device shows to its person.
    expect(errorCodeOf(answer)).toBe('com.apple.unrecognized.device');
    expect(answer.body.toString()).toContain('enrolled for somebody else');
    expect((await rejections(office, owner.id))[0]).toContain('enrolled for somebody else');
    const { rows } = await office.call('notifications.list', {});
    expect(rows[0]).toMatchObject({ type: 'Device Enrollment', page: `/devices/${owner.id}` });
    expect((await owner.device.connect()).httpStatus).toBe(200);

    await office.call('devices.retire', { id: owner.id });
    const next = await impostor(owner.id, other.id, other.username);
    expect((await next.authenticate()).status).toBe(200);
    expect((await next.tokenUpdate()).status).toBe(200);
    expect(await get(owner.id)).toMatchObject({ state: 'enrolled', userId: other.id });
    // The former device hears nothing of the new enrollment and cannot end it.
    await send(office, owner.id, { type: 'ProfileList' });
    for (const message of [() => owner.device.report({ Status: 'Idle' }), () => owner.device.checkOut()]) {
      expect((await changesNothing(office, owner.id, message)).status).toBe(400);
    }
    const { enrollment } = owner.device;
    expect((await changesNothing(office, owner.id, () => owner.device.authenticate())).status).toBe(403);
    Object.assign(owner.device, { enrollment });
  });

  it.each([
    ['checked out', async (id: string, device: SimulatedDevice) => (await device.checkOut()).status === 200 && id],
    [
      'deleted',
      async (id: string) => {
        await office.call('devices.retire', { id });
        await office.call('devices.delete', { id });
        return id;
      },
    ],
  ])('does not bring back an enrollment that is %s by what its device said before', async (how, end) => {
    const { device, id } = await enrollOwned(office, `carl-${how.replace(' ', '-')}`, groupId);
    const enrollment = device.requireEnrollment();
    expect(await end(id, device)).toBeTruthy();
    const again = [
      () => device.authenticate(authenticateMessage(enrollment, device)),
      () => device.checkIn(tokenUpdateMessage(enrollment, 'device', device)),
      () => device.report({ Status: 'Idle' }),
    ];
    for (const message of again) {
      Object.assign(device, { enrollment });
      expect((await message()).status).toBe(403);
    }
    const known = await office.call('devices.list', { search: id });
    expect(known.rows.map(({ state }) => state)).toEqual(how === 'deleted' ? [] : ['checked-out']);
  });

  it('lets nobody in whose account was disabled after the profile was handed out', async () => {
    const person = await office.addPerson('dora', { groupIds: [groupId] });
    const device = await impostor(randomUUID().toUpperCase(), person.id, person.username);
    await office.call('users.setEnabled', { ids: [person.id], enabled: false });
    const answer = await device.authenticate();
    expect([answer.status, errorCodeOf(answer)]).toEqual([403, 'com.apple.unrecognized.device']);
  });

  it('never lets a UDID stand for the EnrollmentID of somebody, nor the other way round', async () => {
    const personal = await enrollPersonal(office, 'emil');
    const owned = await enrollOwned(office, 'fritz', groupId);
    const other = await office.addPerson('gerd', { groupIds: [groupId] });
    const device = await impostor(personal.id, other.id, other.username);
    expect((await changesNothing(office, personal.id, () => device.authenticate())).status).toBe(400);

    const eve = await office.addPerson('eve');
    const { device: phone, account, identity, profile } = await readyToAuthenticate(office, eve.username);
    Object.assign(phone, {
      enrollment: { ...personal.device.requireEnrollment(), identity, profile, enrollmentId: owned.id },
      account,
    });
    const message = { ...authenticateMessage(phone.requireEnrollment(), phone), EnrollmentID: owned.id };
    expect((await changesNothing(office, owned.id, () => phone.authenticate(message))).status).toBe(400);
  });

  it('ends only the user channel at the CheckOut of a user, and knows what a user channel may not say', async () => {
    const { device, id } = await enrollOwned(office, 'hanna', groupId, { kind: 'Mac' });
    const waiting = await send(office, id, { type: 'SecurityInfo' });
    await send(office, id, { type: 'ProfileList' }, 'user');
    const message = tokenUpdateMessage(device.requireEnrollment(), 'user', device);
    const saying = (MessageType: string) => device.checkIn({ ...message, MessageType }, 'user');
    for (const type of ['Authenticate', 'SetBootstrapToken', 'GetBootstrapToken']) {
      expect((await changesNothing(office, id, () => saying(type))).status).toBe(400);
    }
    expect((await saying('CheckOut')).status).toBe(200);
    expect(await get(id)).toMatchObject({
      state: 'enrolled',
      channels: [
        { kind: 'device', enabled: true },
        { kind: 'user', enabled: false },
      ],
    });
    expect((await office.call('devices.upcoming', { id })).map(({ uuid }) => uuid)).toEqual([waiting]);
    expect(await logLines(office, id, ['Profile List'])).toContain('Profile List: Cancelled');
    expect((await device.connect()).exchanges.map(({ commandUuid }) => commandUuid)).toEqual([waiting]);

    // The user comes back: the inventory of this channel is asked for, and of no other.
    expect((await device.tokenUpdate('user')).status).toBe(200);
    const upcoming = await office.call('devices.upcoming', { id });
    expect(new Set(upcoming.map(({ channel }) => channel))).toEqual(new Set(['user']));
  });

  it('keeps at most 32 users of a Mac, and asks each for its own inventory once', async () => {
    const { device, id } = await enrollOwned(office, 'ida', groupId, { kind: 'Mac' });
    const message = tokenUpdateMessage(device.requireEnrollment(), 'user', device);
    const user = () => device.checkIn({ ...message, UserID: randomUUID().toUpperCase() }, 'user');
    for (let count = 1; count < 32; count += 1) expect((await user()).status).toBe(200);
    expect((await office.call('devices.upcoming', { id })).length).toBe(31 * 2);
    expect((await changesNothing(office, id, user)).status).toBe(400);
    expect((await get(id)).channels).toHaveLength(33);
    // Whoever was not heard for long makes room.
    office.clock.advance(8 * 86_400_000);
    expect((await user()).status).toBe(200);
    expect((await get(id)).channels).toHaveLength(33);
  });
});

describe('what was handed out', { timeout: 120_000 }, () => {
  it('is remembered with the enrollment, whatever the settings say by the time it authenticates', async () => {
    const office = await startOffice();
    try {
      const groupId = await ownedDevicesGroup(office);
      const person = await office.addPerson('anna', { groupIds: [groupId] });
      const device = office.device({ kind: 'iPhone' });
      const { link } = await office.call('enrollment.invite', { userId: person.id });
      const bytes = await device.downloadByInvitation(link, { username: person.username, password: officePassword });
      const profile = device.installProfile(bytes, { flow: 'profile' });
      await device.scepEnroll();
      const file = join(office.dataDir, 'russet.db');
      await office.restart(async () => {
        const database = await openSqlite(file, 'read-write');
        await runSqlite(
          database,
          `insert into settings (key, value) values ('enrollmentProfileIdentifier', '"example.changed"')
           on conflict (key) do update set value = excluded.value`,
        );
        await new Promise((resolve) => database.close(resolve));
      });
      expect((await device.authenticate()).status).toBe(200);
      expect((await device.tokenUpdate()).status).toBe(200);
      const database = await openSqlite(file, 'read-only');
      const query = 'select profile_identifier, server_origin from enrollments where id = ?';
      // What retiring names, and what a renewal says again: the device has no other.
      expect(await allSqlite(database, query, [device.udid])).toEqual([
        { profile_identifier: profile.identifier, server_origin: office.origin },
      ]);
      await new Promise((resolve) => database.close(resolve));
    } finally {
      await office.stop();
    }
  });
});
