// Renewal of the identity by InstallProfile, and the device that was wiped before it got there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import type { SimulatedDevice } from '../../support/device/device.ts';
import { authenticateMessage } from '../../support/device/enrollment.ts';
import { encodePlist } from '../../support/device/plist.ts';
import { parseEnrollmentProfile } from '../../support/device/profile.ts';
import { readCommand } from '../../support/device/session.ts';
import {
  accountOf,
  addPerson,
  devicesOf,
  failureOf,
  invite,
  logOf,
  onlyDeviceOf,
  settingFor,
  type OfficePerson,
} from '../../support/enrollment-scenarios.ts';

const day = 86_400_000;
/** Something to wait in the queue behind the renewal. */
const noteProfile = encodePlist({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'example.office.note',
  PayloadUUID: '3B0E0D3C-62C5-4B0F-9C11-0B8E7F0D7A01',
  PayloadDisplayName: 'Note',
  PayloadContent: [],
}).toString();
/** More than half of the year that an identity lives. */
const untilRenewal = 190 * day;

describe('renewal of the identity', () => {
  let office: Office;
  let staffId: string;
  const staff: OfficePerson[] = [];
  const company: OfficePerson[] = [];
  const devices = new Map<string, SimulatedDevice>();

  const keep = (person: OfficePerson, device: SimulatedDevice): void => {
    devices.set(person.id, device);
  };
  const deviceOf = (person: OfficePerson | undefined): { person: OfficePerson; device: SimulatedDevice } => {
    const device = person && devices.get(person.id);
    if (!person || !device) throw new Error('the office has no such device');
    return { person, device };
  };
  const upcoming = async (id: string) =>
    (await office.call('devices.upcoming', { id })).map(({ requestType }) => requestType);

  /** Takes the renewal out of the queue without carrying it out; resolves to its profile. */
  const takeRenewal = async (device: SimulatedDevice): Promise<Buffer> => {
    const { requestType, command } = readCommand((await device.report({ Status: 'Idle' })).body);
    if (requestType !== 'InstallProfile' || !(command.Payload instanceof Uint8Array)) {
      throw new Error(`the first command is ${requestType}, not the renewal`);
    }
    return Buffer.from(command.Payload);
  };

  // Every device enrolls first; then half a year passes once for all of them.
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    for (const name of ['ann', 'ben', 'cleo', 'dag']) staff.push(await addPerson(office, name));
    for (const name of ['max', 'mia', 'moe', 'mel', 'mara']) company.push(await addPerson(office, name));
    staffId = (await settingFor(office, 'Staff', staff, { appleEnrollmentType: 'user', includeMacos: true })).groupId;
    await settingFor(office, 'Company', company, { appleEnrollmentType: 'device', ownership: 'company-owned' });
    const [ann, ben, cleo, dag] = staff;
    if (!ann || !ben || !cleo || !dag) throw new Error('the staff is incomplete');
    for (const [person, kind] of [
      [ann, 'iPhone'],
      [ben, 'Mac'],
      [dag, 'iPhone'],
    ] as const) {
      const device = office.device({ kind });
      await device.enrollAccountDriven(accountOf(office, person));
      keep(person, device);
    }
    const older = office.device({ kind: 'iPhone', osVersion: '17.5' });
    await older.enrollByInvitation(await invite(office, cleo), cleo);
    keep(cleo, older);
    for (const person of company) {
      const device = office.device({ kind: 'iPhone', osVersion: '18.1' });
      await device.enrollByInvitation(await invite(office, person), person);
      keep(person, device);
    }
    for (const device of devices.values()) await device.connect();
    office.clock.advance(untilRenewal);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  it.each(['ann', 'ben', 'cleo', 'max'])(
    'scenario 45: the device of %s keeps record, owner, group, setting and queue over a renewal',
    async (name) => {
      const { person, device } = deviceOf(
        [...staff, ...company].find(({ username }) => username.startsWith(`${name}@`)),
      );
      const before = await onlyDeviceOf(office, person);
      const userBefore = await office.call('users.get', { id: person.id });
      const { profile: oldProfile, identity: oldIdentity } = { ...device.requireEnrollment() };
      const tally = (await logOf(office, before.id)).filter((line) => line.endsWith('Device: enrolled')).length;
      const { commandUuid } = await office.call('devices.sendCommand', {
        id: before.id,
        command: { type: 'InstallProfile', profile: noteProfile },
      });

      const session = await device.connect();
      expect(session.httpStatus).toBe(200);
      const renewal = session.exchanges.find(({ requestType }) => requestType === 'InstallProfile');
      expect(renewal?.status).toBe('Acknowledged');
      expect(session.exchanges.find((exchange) => exchange.commandUuid === commandUuid)?.status).toBe('Acknowledged');

      const { profile, identity } = device.requireEnrollment();
      expect(identity?.certificate.equals(oldIdentity?.certificate ?? Buffer.alloc(0))).toBe(false);
      expect(profile.identifier).toBe(oldProfile.identifier);
      const kept = ({ mdm }: typeof profile) => [
        mdm.enrollmentMode,
        mdm.assignedManagedAppleId,
        mdm.managedAppleId,
        mdm.accessRights,
        mdm.topic,
        mdm.serverUrl,
      ];
      expect(kept(profile)).toEqual(kept(oldProfile));

      const after = await onlyDeviceOf(office, person);
      for (const key of ['id', 'userId', 'ownership', 'enrolledAt', 'flow', 'state', 'managedAppleId'] as const) {
        expect(after[key]).toEqual(before[key]);
      }
      expect(after.decision).toEqual(before.decision);
      expect(after.channels.map(({ id, enabled }) => [id, enabled])).toEqual(
        before.channels.map(({ id, enabled }) => [id, enabled]),
      );
      expect(after.identityCertificateExpiresAt ?? 0).toBeGreaterThan(before.identityCertificateExpiresAt ?? 0);
      const userAfter = await office.call('users.get', { id: person.id });
      expect([userAfter.groups, userAfter.effectiveSetting]).toEqual([userBefore.groups, userBefore.effectiveSetting]);
      const log = await logOf(office, before.id);
      expect(log).toContainEqual(expect.stringMatching(/^Authenticate: Received: Identity renewal: /));
      expect(log).toContainEqual(expect.stringMatching(/^Certificate Renewed: Received: Valid until /));
      expect(log.filter((line) => line.endsWith('Device: enrolled'))).toHaveLength(tally);

      // The new identity works, on every channel, and nothing more is renewed.
      const next = await device.connect();
      expect(next.httpStatus).toBe(200);
      expect(next.exchanges.map(({ requestType }) => requestType)).not.toContain('InstallProfile');
      if (device.traits.kind === 'Mac') expect((await device.connect('user')).httpStatus).toBe(200);
    },
  );

  it('scenario 45: a setting that changed meanwhile, or another group, changes nothing about a device that renews', async () => {
    const { person, device } = deviceOf(staff[3]);
    const before = await onlyDeviceOf(office, person);
    const group = await office.call('groups.get', { id: staffId });
    const stay = staff.filter(({ id }) => id !== person.id).map(({ id }) => id);
    await office.call('groups.update', { id: staffId, name: group.name, description: '', memberIds: stay });
    const companyGroup = (await office.call('groups.list', { search: 'Company' })).rows[0]?.id ?? '';
    const all = [...company, person].map(({ id }) => id);
    await office.call('groups.update', { id: companyGroup, name: 'Company', description: '', memberIds: all });
    expect((await office.call('users.get', { id: person.id })).effectiveSetting.appleEnrollmentType).toBe('device');

    const session = await device.connect();
    expect(session.exchanges.map(({ requestType }) => requestType)).toContain('InstallProfile');
    expect(device.requireEnrollment().profile.mdm).toMatchObject({ enrollmentMode: 'BYOD', accessRights: undefined });
    const after = await onlyDeviceOf(office, person);
    expect(after).toMatchObject({ id: before.id, enrollmentType: 'user', ownership: 'user-owned', state: 'enrolled' });
    expect(after.decision).toEqual(before.decision);
    expect(after.identityCertificateExpiresAt ?? 0).toBeGreaterThan(before.identityCertificateExpiresAt ?? 0);
  });

  it('scenario 46: a wiped device with a renewal in its queue is a new enrollment', async () => {
    const { person, device } = deviceOf(company[1]);
    device.manners.set('InstallProfile', { notNowFirst: 1000 });
    const before = await onlyDeviceOf(office, person);
    await device.connect();
    device.manners.clear();
    expect(await upcoming(device.udid)).toContain('InstallProfile');

    // The person wipes the device: the server hears nothing of it. Then it enrolls anew.
    device.forget('the device was erased');
    office.clock.advance(day / 2);
    await device.enrollByInvitation(await invite(office, person), person);
    expect(await upcoming(device.udid)).not.toContain('InstallProfile');
    const session = await device.connect();
    expect(session.exchanges.map(({ requestType }) => requestType)).not.toContain('InstallProfile');

    const after = await onlyDeviceOf(office, person);
    expect(after).toMatchObject({ id: before.id, state: 'enrolled', userId: person.id });
    expect(after.enrolledAt ?? 0).toBeGreaterThan(before.enrolledAt ?? 0);
    const log = await logOf(office, device.udid);
    expect(log.filter((line) => line.startsWith('Authenticate: '))).toHaveLength(2);
    expect(log.join('\n')).not.toContain('Identity renewal');
    expect(log.filter((line) => line === 'Token Update: Received: Device: enrolled')).toHaveLength(2);
    expect(log).toContainEqual(expect.stringMatching(/^Install Profile: Cancelled/));
  });

  it('scenario 46: a device that waits for configuration is new even with the renewal’s own certificate', async () => {
    const { person, device } = deviceOf(company[2]);
    const before = await onlyDeviceOf(office, person);
    const enrollment = device.requireEnrollment();
    const payload = await takeRenewal(device);
    const renewed = parseEnrollmentProfile(payload, enrollment.expectation, device.traits);
    enrollment.identity = await device.newIdentity(renewed);
    enrollment.profile = renewed;
    const message = { ...authenticateMessage(enrollment, device), AwaitingConfiguration: true };
    expect((await device.authenticate(message)).status).toBe(200);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ id: before.id, state: 'authenticated' });
    expect((await device.tokenUpdate()).status).toBe(200);

    const after = await onlyDeviceOf(office, person);
    expect(after).toMatchObject({ state: 'enrolled', ownership: 'company-owned' });
    expect(after.enrolledAt ?? 0).toBeGreaterThan(before.enrolledAt ?? 0);
    expect((await logOf(office, device.udid)).join('\n')).not.toContain('Identity renewal');
    expect((await device.connect()).httpStatus).toBe(200);
  });

  it('scenario 46: the renewal of one device admits no other', async () => {
    const { person, device } = deviceOf(company[3]);
    const stranger = office.device({ kind: 'iPhone', osVersion: '18.1' });
    const payload = await takeRenewal(device);
    expect(await failureOf(stranger.enrollWithProfile(payload))).toContain('the server refused');
    expect(stranger.enrollment).toBeUndefined();
    expect(await devicesOf(office, person)).toHaveLength(1);
    expect((await office.call('devices.list', { pageSize: 200 })).rows.map(({ id }) => id)).not.toContain(
      stranger.udid,
    );
  });

  it('scenario 46: a renewal serves no other device, and brings nothing back that has ended', async () => {
    const { person, device } = deviceOf(company[4]);
    const enrollment = device.requireEnrollment();
    const renewed = parseEnrollmentProfile(await takeRenewal(device), enrollment.expectation, device.traits);
    const identity = await device.newIdentity(renewed);

    // The certificate of a renewal is for its own enrollment, whoever else is enrolled.
    const { device: other } = deviceOf(company[3]);
    const { enrollment: kept } = other;
    other.wire = { signAs: identity };
    expect((await other.authenticate()).status).toBe(403);
    Object.assign(other, { enrollment: kept, wire: {} });
    expect((await other.connect()).httpStatus).toBe(200);

    expect((await device.checkOut()).status).toBe(200);
    Object.assign(enrollment, { identity, profile: renewed });
    expect((await device.authenticate()).status).toBe(403);
    expect(await onlyDeviceOf(office, person)).toMatchObject({ id: device.udid, state: 'checked-out' });
  });
});
