// Who is talking: signatures, certificates and identifiers of check-in messages.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { authenticateMessage, identifiers, tokenUpdateMessage } from '../../support/device/enrollment.ts';
import { selfSigned } from '../../support/device/keys-and-csr.ts';
import type { WireManners } from '../../support/device/manners.ts';
import { errorCodeOf } from '../../support/device/mdm-wire.ts';
import { encodePlist } from '../../support/device/plist.ts';
import {
  changesNothing,
  enrollPersonal,
  logLines,
  readyToAuthenticate,
  rejections,
  send,
  type EnrolledDevice,
} from '../../support/enrolled.ts';

describe('who is talking', () => {
  let office: Office;
  let anna: EnrolledDevice;
  let ben: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    [anna, ben] = await Promise.all([enrollPersonal(office, 'anna'), enrollPersonal(office, 'ben')]);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  /** A TokenUpdate and an Idle by Anna's phone with these manners; both must get `status` and change nothing. */
  const refused = async (wire: WireManners, status: number, under = anna.id): Promise<void> => {
    anna.device.wire = wire;
    try {
      for (const message of [() => anna.device.tokenUpdate(), () => anna.device.report({ Status: 'Idle' })]) {
        const answer = await changesNothing(office, anna.id, message, { under });
        expect(answer.status).toBe(status);
        expect(answer.headers['www-authenticate']).toBeUndefined();
      }
    } finally {
      anna.device.wire = {};
    }
  };

  it('scenario 17: answers a signature over other bytes with 400', async () => {
    await refused({ signature: 'wrong' }, 400);
    await refused({ bodyTamperedAfterSigning: true }, 400);
    expect((await rejections(office, anna.id))[0]).toMatch(/signature/i);
  });

  it('scenario 17: does not mind a signing time far from its own clock', async () => {
    anna.device.wire = { clockSkewMs: -400 * 86_400_000 };
    expect((await anna.device.tokenUpdate()).status).toBe(200);
    anna.device.wire = {};
  });

  it('scenario 18: answers a message without signature with 400 and never with 401', async () => {
    await refused({ signature: 'missing' }, 400);
  });

  it('scenario 19: refuses the certificate of another device', async () => {
    await refused({ signAs: ben.device.requireEnrollment().identity }, 400);
    expect((await rejections(office, anna.id))[0]).toContain('does not belong to this enrollment');
  });

  it('refuses a certificate that nobody here issued', async () => {
    const { privateKey } = anna.device.requireEnrollment().identity ?? {};
    if (!privateKey) throw new Error('no identity');
    const certificate = selfSigned(privateKey, [[['CN', anna.id]]], office.clock.now());
    await refused({ signAs: { privateKey, certificate } }, 400);
    await refused({ signAs: await office.appleCa.issueDeviceIdentity() }, 400);
  });

  it('scenario 20: Authenticate twice with the same certificate is one message whose answer was lost', async () => {
    const phone = await enrollPersonal(office, 'cora');
    const waiting = await send(office, phone.id, { type: 'ProfileList' });
    const before = await office.call('devices.get', { id: phone.id });
    expect((await phone.device.authenticate()).status).toBe(200);
    // Nothing begins anew: push data, queue and history stay.
    const after = await office.call('devices.get', { id: phone.id });
    const moving = { lastSeenAt: 0, lastPushAt: 0, lastPushResult: '' };
    expect({ ...after, ...moving }).toEqual({ ...before, ...moving });
    expect((await office.call('devices.upcoming', { id: phone.id })).map(({ uuid }) => uuid)).toEqual([waiting]);
    expect((await phone.device.tokenUpdate()).status).toBe(200);
    const { exchanges } = await phone.device.connect();
    expect(exchanges.map(({ commandUuid }) => commandUuid)).toEqual([waiting]);
    const { rows } = await office.call('logs.list', { enrollmentId: phone.id, actions: ['Authenticate'] });
    expect(rows[0]?.detail).toContain('Repeated with the same certificate');
  });

  it('scenario 20: Authenticate with a new certificate is taken by the same person only', async () => {
    const { device, id, person } = await enrollPersonal(office, 'dora');
    const old = device.requireEnrollment().identity;
    const renewed = await readyToAuthenticate(office, person.username, device);
    device.requireEnrollment().identity = renewed.identity;
    device.account = renewed.account;
    expect((await device.authenticate()).status).toBe(200);
    expect((await device.tokenUpdate()).status).toBe(200);
    expect(await office.call('devices.get', { id })).toMatchObject({ state: 'enrolled', userId: person.id });
    // What spoke for the enrollment before does so no more, and cannot begin it anew either.
    device.wire = { signAs: old };
    const late = await changesNothing(office, id, () => device.report({ Status: 'Idle' }));
    expect(late.status).toBe(400);
    const { enrollment: kept, account } = device;
    expect((await changesNothing(office, id, () => device.authenticate())).status).toBe(403);
    Object.assign(device, { enrollment: kept, account, wire: {} });
    expect((await device.connect()).httpStatus).toBe(200);

    // A ticket works for one enrollment, and nobody else's ticket for this one.
    const message = authenticateMessage(device.requireEnrollment(), device);
    const second = () => device.authenticate({ ...message, EnrollmentID: randomUUID().toUpperCase() });
    expect((await changesNothing(office, id, second, { under: '-' })).status).toBe(400);
    const { device: stranger, ...ready } = await readyToAuthenticate(office, ben.person.username);
    const enrollment = device.requireEnrollment();
    Object.assign(stranger, { enrollment: { ...enrollment, identity: ready.identity }, account: ready.account });
    expect((await changesNothing(office, id, () => stranger.authenticate())).status).toBe(400);
    expect((await rejections(office, id))[0]).toContain('another person');
  });

  it('scenario 23: answers an unknown id with 403 com.apple.unrecognized.device', async () => {
    const message = { ...tokenUpdateMessage(anna.device.requireEnrollment(), 'device', anna.device) };
    const unknown = randomUUID().toUpperCase();
    const { enrollment, account } = anna.device;
    const answer = await changesNothing(
      office,
      anna.id,
      () => anna.device.checkIn({ ...message, EnrollmentID: unknown }),
      { under: '-' },
    );
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(errorCodeOf(answer)).toBe('com.apple.unrecognized.device');
    expect((await rejections(office, '-'))[0]).toContain(unknown);
    // A device drops its enrollment at that; here it was only a test.
    Object.assign(anna.device, { enrollment, account });
  });

  it('scenario 24: refuses a User Enrollment message that carries a UDID or a serial number', async () => {
    await refused({ extraKeys: { UDID: anna.device.udid } }, 400, '-');
    await refused({ extraKeys: { SerialNumber: anna.device.serial } }, 400, '-');
    const sent = await office.call('logs.list', { enrollmentId: '-', statuses: ['Rejected'], pageSize: 1 });
    const { request } = await office.call('logs.get', { id: sent.rows[0]?.id ?? 0 });
    expect(request).toContain('SerialNumber');
    expect(request).not.toContain(anna.device.serial);

    anna.device.wire = { extraKeys: { SerialNumber: anna.device.serial } };
    const authenticate = await changesNothing(office, anna.id, () => anna.device.authenticate(), { under: '-' });
    expect(authenticate.status).toBe(400);
    anna.device.wire = {};

    // Its own EnrollmentID under the name of a UDID.
    const message = tokenUpdateMessage(anna.device.requireEnrollment(), 'device', anna.device);
    const posing = { ...message, EnrollmentID: undefined, UDID: anna.id };
    const posed = await changesNothing(office, anna.id, () => anna.device.checkIn(posing));
    expect(posed.status).toBe(400);
    expect((await rejections(office, anna.id))[0]).toContain('identify itself by EnrollmentID');
    const idle = encodePlist({ UDID: anna.id, Status: 'Idle' });
    const asked = await changesNothing(office, anna.id, () => anna.device.report(idle));
    expect(asked.status).toBe(400);
    expect((await rejections(office, anna.id))[0]).toContain('identify itself by EnrollmentID');
  });

  it('scenario 24: refuses the Authenticate of a User Enrollment that would become a Device Enrollment', async () => {
    const eve = await office.addPerson('eve');
    const { device, account, identity } = await readyToAuthenticate(office, eve.username);
    Object.assign(device, { enrollment: { ...anna.device.requireEnrollment(), identity }, account });
    const id = randomUUID().toUpperCase();
    const posing = { ...authenticateMessage(device.requireEnrollment(), device), EnrollmentID: undefined, UDID: id };
    const answer = await changesNothing(office, anna.id, () => device.authenticate(posing), { under: '-' });
    expect(answer.status).toBe(400);
    expect((await rejections(office, '-'))[0]).toContain('identify itself by EnrollmentID');
    await expect(office.call('devices.get', { id })).rejects.toThrow('record.notFound');
  });

  it('refuses a message without any id, or with an unknown MessageType, with 400', async () => {
    const message = tokenUpdateMessage(anna.device.requireEnrollment(), 'device', anna.device);
    const nameless = { ...message, EnrollmentID: undefined };
    const ids = identifiers(anna.device.requireEnrollment(), 'device', anna.device);
    const first = await changesNothing(office, anna.id, () => anna.device.checkIn(nameless), { under: '-' });
    expect(first.status).toBe(400);
    const second = await changesNothing(office, anna.id, () => anna.device.checkIn({ ...ids, MessageType: 'Hello' }));
    expect(second.status).toBe(400);
  });

  it('keeps talking to Anna after all that', async () => {
    expect((await anna.device.tokenUpdate()).status).toBe(200);
    expect((await anna.device.connect()).httpStatus).toBe(200);
    expect(await logLines(office, anna.id, ['Token Update'])).toContain('Token Update: Received');
  });
});
