import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { decodeDeviceInformation, decodeSecurityInfo } from '../../../../electron/mdm/command/report.ts';
import {
  decodeCertificateList,
  decodeInstalledApplicationList,
  decodeManagedApplicationList,
  decodeProfileList,
  decodeSettingsResult,
} from '../../../../electron/mdm/command/report-lists.ts';

const userPhone = { platform: 'iOS', enrollmentType: 'user' } as const;
const managedPhone = { platform: 'iOS', enrollmentType: 'device' } as const;

describe('decodeDeviceInformation', () => {
  const report = {
    QueryResponses: {
      DeviceName: 'iPhone',
      OSVersion: '18.1',
      DeviceCapacity: 256,
      BatteryLevel: -1,
      IsSupervised: 'no',
      SerialNumber: 'C02ABC',
      UDID: '00008030-1',
      WiFiMAC: 'aa:bb',
      SomethingNew: { a: 1 },
    },
  };

  it('drops and names the identifiers that a User Enrollment must not send', () => {
    expect(decodeDeviceInformation(report, userPhone)).toEqual({
      value: { deviceName: 'iPhone', osVersion: '18.1', capacity: 256 },
      skipped: ['IsSupervised'],
      dropped: ['SerialNumber', 'UDID', 'WiFiMAC'],
    });
  });

  it('keeps them for a Device Enrollment', () => {
    const { value, dropped } = decodeDeviceInformation(report, managedPhone);
    expect(value).toMatchObject({ serialNumber: 'C02ABC', udid: '00008030-1', wifiMac: 'aa:bb' });
    expect(dropped).toEqual([]);
  });

  it('survives a report without answers', () => {
    expect(decodeDeviceInformation({}, userPhone)).toEqual({ value: {}, skipped: ['QueryResponses'], dropped: [] });
  });
});

describe('decodeSecurityInfo', () => {
  const report = {
    SecurityInfo: {
      HardwareEncryptionCaps: 3,
      PasscodePresent: true,
      PasscodeCompliant: true,
      ManagementStatus: { EnrolledViaDEP: false, IsUserEnrollment: true, UserApprovedEnrollment: 'x' },
    },
  };
  it('flattens the management status and drops what User Enrollment forbids', () => {
    expect(decodeSecurityInfo(report, userPhone)).toEqual({
      value: { hardwareEncryptionCaps: 3, passcodeCompliant: true, enrolledViaAde: false, isUserEnrollment: true },
      skipped: ['ManagementStatus.UserApprovedEnrollment'],
      dropped: ['PasscodePresent'],
    });
    expect(decodeSecurityInfo(report, managedPhone).value.passcodePresent).toBe(true);
  });
});

describe('the list reports', () => {
  it('keep the good profiles when one is broken', () => {
    const good = {
      PayloadUUID: 'u',
      PayloadIdentifier: 'i',
      PayloadVersion: 1,
      PayloadDisplayName: 5,
      PayloadContent: [{ PayloadType: 'com.apple.mdm' }, 3],
    };
    expect(decodeProfileList({ ProfileList: [good, { PayloadUUID: 'u' }, 'x'] })).toEqual({
      value: [{ uuid: 'u', identifier: 'i', version: 1, payloadTypes: ['com.apple.mdm'] }],
      skipped: ['ProfileList[1]', 'ProfileList[2]'],
      dropped: [],
    });
    expect(decodeProfileList({}).skipped).toEqual(['ProfileList']);
  });

  it('parse certificates, and keep one that cannot be parsed as the device described it', () => {
    const der = makeCertificate();
    const { value, skipped } = decodeCertificateList({
      CertificateList: [
        { CommonName: 'Russet device', IsIdentity: true, Data: der },
        { CommonName: 'Broken', IsIdentity: false, Data: Buffer.from('junk') },
        { CommonName: 'No data', IsIdentity: false },
      ],
    });
    expect(skipped).toEqual(['CertificateList[2]']);
    expect(value[0]?.parsed).toMatchObject({
      subject: 'CN=Russet device',
      issuer: 'CN=Russet device',
      notAfter: Date.UTC(2027, 0, 2, 3, 4, 5),
    });
    expect(value[1]).toEqual({ commonName: 'Broken', isIdentity: false, der: Buffer.from('junk') });
  });

  it('read installed and managed apps', () => {
    expect(
      decodeInstalledApplicationList({
        InstalledApplicationList: [{ Identifier: 'ch.a', Name: 'A', BundleSize: 10n, IsValidated: 'yes' }, {}],
      }),
    ).toEqual({
      value: [{ identifier: 'ch.a', name: 'A', bundleSize: 10 }],
      skipped: ['InstalledApplicationList[1]'],
      dropped: [],
    });
    expect(
      decodeManagedApplicationList({
        ManagedApplicationList: {
          'ch.a': { Status: 'Managed', ManagementFlags: 1, HasConfiguration: true, HasFeedback: false },
          'ch.b': { ManagementFlags: 1 },
        },
      }),
    ).toEqual({
      value: [
        { identifier: 'ch.a', status: 'Managed', managementFlags: 1, hasConfiguration: true, hasFeedback: false },
      ],
      skipped: ['ManagedApplicationList.ch.b'],
      dropped: [],
    });
  });

  it('show a Settings item that failed inside an acknowledged command', () => {
    const { value } = decodeSettingsResult({
      Settings: [
        { Item: 'DeviceName', Status: 'Error', ErrorChain: [{ ErrorCode: 12021, ErrorDomain: 'MCMDMErrorDomain' }] },
        { Status: 'Acknowledged' },
      ],
    });
    expect(value).toMatchObject([
      { item: 'DeviceName', succeeded: false, errors: [{ code: 12021 }] },
      { succeeded: true },
    ]);
  });
});

const makeCertificate = (): Buffer => {
  const keys = forge.pki.rsa.generateKeyPair({ bits: 1024, workers: 0 });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));
  certificate.validity.notAfter = new Date(Date.UTC(2027, 0, 2, 3, 4, 5));
  const name = [{ name: 'commonName', value: 'Russet device' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  return Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'binary');
};
