// The Managed Apple ID of a person changes while a device of theirs enrolls: whatever comes first, the device and its
// person have the same one afterwards.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import type { SimulatedDevice } from '../../support/device/device.ts';
import { failureOf } from '../../support/enrollment-scenarios.ts';

describe('a Managed Apple ID that changes while a device enrolls', () => {
  let office: Office;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const change = async (id: string, managedAppleId: string): Promise<void> => {
    const { email, username, firstName, lastName, displayName } = await office.call('users.get', { id });
    const names = { email, username, firstName, lastName, displayName };
    await office.call('users.update', { id, ...names, groupIds: [], managedAppleId });
  };

  const managedAppleIdOf = (username: string) => username.replace('@', '@appleid.');

  /** A device that has its profile and its identity, and sends Authenticate next. */
  const withProfile = async (username: string): Promise<SimulatedDevice> => {
    const device = office.device({ kind: 'iPhone', osVersion: '18.2' });
    const person = { username, password: officePassword };
    const { baseUrl } = await device.discover(username, office.origin);
    const challenge = await device.requestChallenge(baseUrl, 'BYOD');
    const tokens = await device.signIn(challenge, username, person);
    const managedAppleId = managedAppleIdOf(username);
    Object.assign(device, { account: { identifier: username, managedAppleId, person, challenge, tokens } });
    const bytes = await device.fetchAccountProfile(baseUrl, 'BYOD', tokens.accessToken);
    device.installProfile(bytes, { flow: 'account-driven', mode: 'BYOD', signedInAccount: managedAppleId });
    await device.scepEnroll();
    return device;
  };

  it('before Authenticate: the device is refused, and the next one enrolls with the new one', async () => {
    const anna = await office.addPerson('anna');
    const device = await withProfile(anna.username);
    await change(anna.id, 'other@appleid.office.example');
    expect((await device.authenticate()).status).toBe(403);
    expect((await office.call('devices.list', { userId: anna.id })).total).toBe(0);
    await office.device({ kind: 'iPhone', osVersion: '18.2' }).enrollAccountDriven({
      identifier: anna.username,
      discoveryOrigin: office.origin,
      password: officePassword,
      managedAppleId: 'other@appleid.office.example',
    });
  });

  it('between Authenticate and TokenUpdate: the change is refused, for an hour at most', async () => {
    const bert = await office.addPerson('bert');
    const device = await withProfile(bert.username);
    expect((await device.authenticate()).status).toBe(200);
    expect(await failureOf(change(bert.id, 'third@appleid.office.example'))).toContain('record.inUse');
    office.clock.advance(61 * 60_000);
    await change(bert.id, 'third@appleid.office.example');
  });

  it('at the same moment as the device enrolls: one of the two is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const carl = await office.addPerson(`carl${String(round)}`);
      const device = await withProfile(carl.username);
      const wanted = `moved${String(round)}@appleid.office.example`;
      const [authenticated, changed] = await Promise.all([
        device.authenticate(),
        change(carl.id, wanted).then(
          () => true,
          () => false,
        ),
      ]);
      expect(authenticated.status).toBe(changed ? 403 : 200);
    }
  });
});
