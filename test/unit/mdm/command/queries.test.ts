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
  it('asks no device for what its system removed, and all others still', () => {
    const owned = { enrollmentType: 'device', supervised: true, ade: true } as const;
    const gone = ['IMEI', 'MEID', 'ICCID', 'PhoneNumber', 'IsRoaming', 'CurrentCarrierNetwork', 'CurrentMNC'];
    const asked = (osVersion: string, platform: 'iOS' | 'macOS' = 'iOS') =>
      deviceInformationQueries(target({ ...owned, platform, osVersion })) as string[];
    expect(asked('18.7')).toEqual(expect.arrayContaining(gone));
    expect(asked('26.1').filter((query) => gone.includes(query))).toEqual([]);
    expect(asked('18.7').length - asked('26.1').length).toBe(13);
    expect(asked('26.1')).toEqual(expect.arrayContaining(['SoftwareUpdateDeviceID', 'SoftwareUpdateSettings']));
    expect(asked('26.1').length - asked('27.0').length).toBe(2);
    expect(asked('26.0', 'macOS').filter((query) => !asked('27.0', 'macOS').includes(query))).toEqual([
      'OSUpdateSettings',
      'SoftwareUpdateDeviceID',
    ]);
    expect(asked('26.0', 'macOS')).toContain('TimeZone');
    expect(asked('15.0', 'macOS')).not.toContain('TimeZone');
  });

  it('asks eleven only of devices from Automated Device Enrollment', () => {
    const rules = Object.entries(queryRules).filter(([, rule]) => 'ade' in rule);
    expect(rules).toHaveLength(11);
    const mac = { platform: 'macOS', osVersion: '15.0', enrollmentType: 'device' } as const;
    expect(isQueryAllowed(target({ ...mac, ade: false }), 'AutoSetupAdminAccounts')).toBe(false);
    expect(isQueryAllowed(target({ ...mac, ade: true }), 'AutoSetupAdminAccounts')).toBe(true);
  });

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
