import { describe, expect, it } from 'vitest';
import type { CommandTarget } from '../../../../electron/compatibility/allowed.ts';
import {
  deviceInformationQueries,
  inventoryQueries,
  isQueryAllowed,
} from '../../../../electron/compatibility/queries.ts';
import { queryRules } from '../../../../electron/compatibility/queries-data.ts';

const target = (change: Partial<CommandTarget> = {}): CommandTarget => ({
  platform: 'iOS',
  osVersion: '18.1',
  enrollmentType: 'user',
  supervised: false,
  ade: false,
  channel: 'device',
  ...change,
});

// Written by hand: what identifies a person's own device and must never be asked of it.
const identifying = [
  'UDID',
  'SerialNumber',
  'IMEI',
  'MEID',
  'ICCID',
  'PhoneNumber',
  'WiFiMAC',
  'BluetoothMAC',
  'EthernetMAC',
  'ProvisioningUDID',
  'ServiceSubscriptions',
  'SoftwareUpdateDeviceID',
  'IsActivationLockEnabled',
];

describe('deviceInformationQueries', () => {
  it('asks a User Enrollment iPhone for the inventory Apple allows', () => {
    expect(deviceInformationQueries(target()).sort()).toEqual(
      [
        'OrganizationInfo',
        'MDMOptions',
        'DeviceName',
        'OSVersion',
        'BuildVersion',
        'ModelName',
        'ProductName',
        'DeviceCapacity',
        'AvailableDeviceCapacity',
        'SupplementalOSVersionExtra',
        'SupplementalBuildVersion',
        'Model',
        'ModelNumber',
        'CellularTechnology',
        'BatteryLevel',
        'IsSupervised',
        'IsMultiUser',
        'IsDeviceLocatorServiceEnabled',
        'EASDeviceIdentifier',
        'DiagnosticSubmissionEnabled',
        'AppAnalyticsEnabled',
        'TimeZone',
        'IsNetworkTethered',
        'DevicePropertiesAttestation',
      ].sort(),
    );
  });

  it('never asks a User Enrollment for anything that identifies the device, whatever the system', () => {
    for (const platform of ['iOS', 'iPadOS', 'macOS', 'tvOS', 'visionOS', 'watchOS'] as const) {
      for (const osVersion of [undefined, '13.1', '18.1']) {
        const asked: string[] = deviceInformationQueries(target({ platform, osVersion, supervised: true }));
        expect(identifying.filter((query) => asked.includes(query))).toEqual([]);
      }
    }
  });

  it('refuses a User Enrollment every query whose row forbids it', () => {
    for (const platform of ['iOS', 'macOS', 'visionOS'] as const) {
      for (const [query, rule] of Object.entries(queryRules)) {
        if (rule.userEnrollment.includes(platform)) continue;
        expect(isQueryAllowed(target({ platform, osVersion: '99' }), query), `${query} on ${platform}`).toBe(false);
      }
    }
  });

  it('keeps to what the version, the channel and supervision offer', () => {
    expect(deviceInformationQueries(target({ osVersion: '15.8' }))).not.toContain('SupplementalBuildVersion');
    expect(deviceInformationQueries(target({ osVersion: '16.1' }))).toContain('SupplementalBuildVersion');
    const mac = target({ platform: 'macOS', osVersion: '15.1' });
    expect(deviceInformationQueries(mac)).toContain('ActiveManagedUsers');
    expect(deviceInformationQueries({ ...mac, channel: 'user' })).not.toContain('ActiveManagedUsers');
    const managedPhone = target({ enrollmentType: 'device' });
    expect(deviceInformationQueries(managedPhone)).toEqual(expect.arrayContaining(['UDID', 'SerialNumber', 'WiFiMAC']));
    expect(deviceInformationQueries(managedPhone)).not.toContain('AccessibilitySettings');
    expect(deviceInformationQueries({ ...managedPhone, supervised: true })).toContain('AccessibilitySettings');
    expect(deviceInformationQueries({ ...managedPhone, supervised: true })).not.toContain('QuotaSize');
    expect(deviceInformationQueries(managedPhone)).not.toContain('SIMCarrierNetwork');
  });

  it('leaves attestation and the push token out of the regular inventory', () => {
    const mac = target({ platform: 'macOS', osVersion: '15.1' });
    expect(deviceInformationQueries(mac)).toContain('PushToken');
    expect(inventoryQueries(mac)).not.toContain('PushToken');
    expect(inventoryQueries(mac)).not.toContain('DevicePropertiesAttestation');
    expect(inventoryQueries(mac)).toContain('HostName');
  });
});
