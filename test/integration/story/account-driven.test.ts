// The thin thread: one iPhone, account-driven User Enrollment, one command, everything in its log.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';

describe('an iPhone under account-driven User Enrollment', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  it('scenario 3: enrolls, answers the first inventory and can be locked', async () => {
    const anna = await office.addPerson('anna');
    const phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
    phone.subscribeToPush(office.apns);
    await phone.enrollAccountDriven({
      identifier: anna.username,
      discoveryOrigin: office.origin,
      password: officePassword,
      managedAppleId: 'anna@appleid.office.example',
    });
    const session = await phone.connect('device');
    expect(session.httpStatus).toBe(200);

    const { rows } = await office.call('devices.list', {});
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: phone.requireEnrollment().enrollmentId,
      platform: 'iOS',
      state: 'enrolled',
      ownership: 'user-owned',
      userEnrollmentEnrolled: true,
      managedAppleId: 'a•••a@appleid.office.example',
    });
    expect(rows[0]?.serialNumber).toBeUndefined();

    const id = rows[0]?.id ?? '';
    await office.call('devices.sendCommand', { id, command: { type: 'DeviceLock', message: 'Found? Call us.' } });
    const locked = await phone.connect('device');
    expect(locked.exchanges.map((exchange) => exchange.requestType)).toContain('DeviceLock');

    const log = await office.call('logs.list', { enrollmentId: id, pageSize: 200 });
    const line = log.rows.map((row) => `${row.action}: ${row.status}`);
    expect(line).toEqual(
      expect.arrayContaining([
        'Enrollment Decision: Received',
        'Authenticate: Received',
        'Token Update: Received',
        'Device Information: Acknowledged',
        'Security Information: Acknowledged',
        'Device Lock: Queued',
        'Device Lock: Sent',
        'Device Lock: Acknowledged',
      ]),
    );
  });
});
