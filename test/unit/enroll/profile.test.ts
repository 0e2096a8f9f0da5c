import { describe, expect, it } from 'vitest';
import { enrollmentProfile, uuidFrom, type ProfileInput } from '../../../electron/mdm/enroll/profile.ts';
import type { PlistInputDict } from '../../../electron/wire/plist.ts';

let counter = 0;
const uuid = (): string => {
  counter += 1;
  return `UUID-${String(counter)}`;
};

const input: ProfileInput = {
  flow: 'account-user',
  enrollmentType: 'user',
  platform: 'iOS',
  managedAppleId: 'anna@office.example',
  commonName: 'handle',
  challenge: 'secret',
  topic: 'com.apple.mgmt.External.1',
  rootCertificates: [Buffer.from('root')],
  organizationName: 'Office',
  origin: 'https://mdm.office.example:8443',
  identifier: 'example.office.enroll',
  uuid,
};

const build = (change: Partial<ProfileInput> = {}) => enrollmentProfile({ ...input, ...change });
const payloads = (profile: PlistInputDict) => profile.PayloadContent as readonly PlistInputDict[];
const mdmOf = (profile: PlistInputDict) => {
  const mdm = payloads(profile).find((payload) => payload.PayloadType === 'com.apple.mdm');
  if (mdm === undefined) throw new Error('no MDM payload');
  return mdm;
};

describe('the enrollment profile', () => {
  it('scenario 10: a BYOD profile has no AccessRights, and has AssignedManagedAppleID and mode', () => {
    const mdm = mdmOf(build());
    expect(mdm).not.toHaveProperty('AccessRights');
    expect(mdm).not.toHaveProperty('ManagedAppleID');
    expect(mdm).toMatchObject({ AssignedManagedAppleID: 'anna@office.example', EnrollmentMode: 'BYOD' });
  });

  it('carries ManagedAppleID and no rights in profile-driven User Enrollment', () => {
    const mdm = mdmOf(build({ flow: 'profile-user' }));
    expect(mdm.ManagedAppleID).toBe('anna@office.example');
    for (const key of ['AccessRights', 'AssignedManagedAppleID', 'EnrollmentMode']) expect(mdm).not.toHaveProperty(key);
  });

  it('carries all rights and no account in profile-based Device Enrollment', () => {
    const mdm = mdmOf(build({ flow: 'profile-device', enrollmentType: 'device', managedAppleId: undefined }));
    expect(mdm.AccessRights).toBe(8191);
    for (const key of ['ManagedAppleID', 'AssignedManagedAppleID', 'EnrollmentMode'])
      expect(mdm).not.toHaveProperty(key);
  });

  it('carries all rights, account and mode in account-driven Device Enrollment', () => {
    const mdm = mdmOf(build({ flow: 'account-device', enrollmentType: 'device' }));
    expect(mdm).toMatchObject({
      AccessRights: 8191,
      AssignedManagedAppleID: 'anna@office.example',
      EnrollmentMode: 'ADDE',
    });
  });

  it.each(['profile-user', 'account-user'] as const)(
    'scenario 14: refuses %s without a Managed Apple ID, in words',
    (flow) => {
      expect(() => build({ flow, managedAppleId: undefined })).toThrow(/Managed Apple ID/);
    },
  );

  it('puts roots before the SCEP payload and that before the MDM payload, which refers to it', () => {
    const profile = build();
    expect(payloads(profile).map((payload) => payload.PayloadType)).toEqual([
      'com.apple.security.root',
      'com.apple.security.scep',
      'com.apple.mdm',
    ]);
    expect(mdmOf(profile).IdentityCertificateUUID).toBe(payloads(profile)[1]?.PayloadUUID);
  });

  it('needs no root where the listener is publicly trusted', () => {
    expect(payloads(build({ rootCertificates: [] })).map((payload) => payload.PayloadType)).toEqual([
      'com.apple.security.scep',
      'com.apple.mdm',
    ]);
  });

  it('names the handle and never the person in the certificate request', () => {
    const scep = payloads(build())[1]?.PayloadContent as PlistInputDict;
    expect(scep.Subject).toEqual([[['O', 'Office']], [['CN', 'handle']]]);
    expect(JSON.stringify(scep)).not.toContain('anna');
    expect(scep).toMatchObject({
      Challenge: 'secret',
      Keysize: 2048,
      'Key Usage': 5,
      URL: 'https://mdm.office.example:8443/scep',
    });
  });

  it.each([
    ['iOS', 'user', []],
    ['iOS', 'device', []],
    ['macOS', 'user', ['com.apple.mdm.per-user-connections']],
    ['macOS', 'device', ['com.apple.mdm.per-user-connections', 'com.apple.mdm.bootstraptoken']],
  ] as const)('offers %s under %s enrollment the right capabilities', (platform, enrollmentType, expected) => {
    const flow = enrollmentType === 'user' ? 'account-user' : 'account-device';
    expect(mdmOf(build({ platform, enrollmentType, flow })).ServerCapabilities).toEqual(expected);
  });

  it('keeps identifiers and makes new UUIDs whenever it is built', () => {
    const [first, second] = [build(), build()];
    const pick = (key: string) => (profile: PlistInputDict) => [profile, ...payloads(profile)].map((part) => part[key]);
    expect(pick('PayloadIdentifier')(second)).toEqual(pick('PayloadIdentifier')(first));
    const uuids = [...pick('PayloadUUID')(first), ...pick('PayloadUUID')(second)];
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  it('asks for signed messages and a goodbye, and shows the privacy statement', () => {
    const profile = build();
    expect(mdmOf(profile)).toMatchObject({ SignMessage: true, CheckOutWhenRemoved: true });
    expect(profile.ConsentText).toMatchObject({
      default: expect.stringContaining('Office cannot see') as string,
      de: expect.stringContaining('Office kann nicht sehen') as string,
    });
    expect(profile).not.toHaveProperty('PayloadRemovalDisallowed');
  });
});

describe('uuidFrom', () => {
  it('makes a version 4 UUID', () => {
    expect(uuidFrom((length) => Buffer.alloc(length, 0xff))).toBe('FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF');
  });
});
