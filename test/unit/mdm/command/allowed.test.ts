import { describe, expect, it } from 'vitest';
import { commandPermission, type CommandTarget } from '../../../../electron/compatibility/allowed.ts';
import { commandRules, type KnownRequestType } from '../../../../electron/compatibility/rules-data.ts';
import { settingsRules } from '../../../../electron/compatibility/settings-data.ts';
import { inEnglish } from '../../../support/english.ts';

const target = (change: Partial<CommandTarget> = {}): CommandTarget => ({
  platform: 'iOS',
  osVersion: '18.1',
  enrollmentType: 'device',
  supervised: false,
  ade: false,
  channel: 'device',
  ...change,
});
const userPhone = target({ enrollmentType: 'user' });
const userMac = target({ enrollmentType: 'user', platform: 'macOS', osVersion: '15.1' });

// Written by hand from Apple's documentation and not derived from the table under test.
const allowedOnUserPhone = [
  'InstallApplication',
  'InstalledApplicationList',
  'ManagedApplicationList',
  'RemoveApplication',
  'ValidateApplications',
  'ManagedApplicationAttributes',
  'ManagedApplicationConfiguration',
  'ManagedApplicationFeedback',
  'CertificateList',
  'InstallProfile',
  'RemoveProfile',
  'ProfileList',
  'InstallProvisioningProfile',
  'ProvisioningProfileList',
  'RemoveProvisioningProfile',
  'InstallMedia',
  'ManagedMediaList',
  'RemoveMedia',
  'RequestMirroring',
  'DeviceInformation',
  'SecurityInfo',
  'DeviceLock',
  'Settings',
  'DeclarativeManagement',
];
const allowedOnUserMac = [
  'InstallApplication',
  'InstallEnterpriseApplication',
  'ManagedApplicationList',
  'ManagedApplicationConfiguration',
  'CertificateList',
  'InstallProfile',
  'RemoveProfile',
  'ProfileList',
  'InstallProvisioningProfile',
  'ProvisioningProfileList',
  'RemoveProvisioningProfile',
  'DeviceInformation',
  'SecurityInfo',
  'RequestMirroring',
  'Settings',
  'DeclarativeManagement',
];
const names = Object.keys(commandRules) as KnownRequestType[];
const allowedFor = (to: CommandTarget): string[] => names.filter((name) => commandPermission(to, name).allowed);

describe('commandPermission', () => {
  it('lets a User Enrollment receive exactly what Apple allows, by platform', () => {
    expect(allowedFor(userPhone).sort()).toEqual([...allowedOnUserPhone].sort());
    expect(allowedFor(userMac).sort()).toEqual([...allowedOnUserMac].sort());
    const userVision = target({ enrollmentType: 'user', platform: 'visionOS', osVersion: '2.1' });
    const onPhoneOnly = ['InstallMedia', 'ManagedMediaList', 'RemoveMedia', 'RequestMirroring'];
    expect(allowedFor(userVision).sort()).toEqual(allowedOnUserPhone.filter((n) => !onPhoneOnly.includes(n)).sort());
  });

  it('refuses every command to a User Enrollment on a platform whose row forbids it, whatever else is true of it', () => {
    for (const platform of ['iOS', 'macOS', 'tvOS', 'visionOS', 'watchOS'] as const) {
      for (const name of names) {
        if (commandRules[name].userEnrollment.includes(platform)) continue;
        for (const supervised of [true, false]) {
          for (const channel of ['device', 'user'] as const) {
            const to = target({ enrollmentType: 'user', platform, osVersion: '99', supervised, ade: true, channel });
            const permission = commandPermission(to, name);
            expect(permission, `${name} on ${platform}`).toMatchObject({ allowed: false });
            if (!permission.allowed) expect(['user-enrollment', 'platform']).toContain(permission.code);
          }
        }
      }
    }
  });

  it('scenario 35: refuses EraseDevice under User Enrollment with the text the device would give', () => {
    expect(inEnglish(commandPermission(userPhone, 'EraseDevice'))).toEqual({
      allowed: false,
      code: 'user-enrollment',
      reason:
        'User Enrollment does not allow EraseDevice on iOS. The device would answer "The MDM request is invalid."',
      deviceAnswer: { text: 'The MDM request is invalid.' },
    });
    expect(commandPermission(target(), 'EraseDevice')).toEqual({ allowed: true });
  });

  it('scenario 36: shows MCMDMErrorDomain 12021 for Restrictions on a User Enrollment Mac', () => {
    const permission = commandPermission(userMac, 'Restrictions');
    expect(permission).toMatchObject({
      allowed: false,
      deviceAnswer: {
        domain: 'MCMDMErrorDomain',
        code: 12021,
        text: 'Restrictions - this is not a valid request type.',
      },
    });
    expect(permission.allowed ? '' : permission.reason.english).toContain('MCMDMErrorDomain 12021');
  });

  it('lets lock through to a User Enrollment iPhone and not to a User Enrollment Mac', () => {
    expect(commandPermission(userPhone, 'DeviceLock').allowed).toBe(true);
    expect(commandPermission(userMac, 'DeviceLock')).toMatchObject({ code: 'user-enrollment' });
    expect(commandPermission(userMac, 'RemoveApplication')).toMatchObject({ code: 'user-enrollment' });
  });

  it('compares versions part by part and leaves an unknown version to the device', () => {
    const mac = (osVersion?: string) => target({ platform: 'macOS', osVersion });
    expect(commandPermission(mac('10.9'), 'RestartDevice')).toMatchObject({ code: 'os-version' });
    expect(commandPermission(mac('10.13.1'), 'RestartDevice').allowed).toBe(true);
    expect(commandPermission(mac('10.13.5'), 'InstallEnterpriseApplication')).toMatchObject({ code: 'os-version' });
    expect(commandPermission(mac('10.13.6'), 'InstallEnterpriseApplication').allowed).toBe(true);
    expect(commandPermission(mac(undefined), 'DeclarativeManagement').allowed).toBe(true);
  });

  it('demands supervision, Automated Device Enrollment, a Shared iPad and the right channel where Apple does', () => {
    expect(commandPermission(target(), 'RestartDevice')).toMatchObject({ code: 'supervision' });
    expect(commandPermission(target({ supervised: true }), 'RestartDevice').allowed).toBe(true);
    const mac = { platform: 'macOS', osVersion: '15.1' } as const;
    expect(commandPermission(target(mac), 'RestartDevice').allowed).toBe(true);
    expect(commandPermission(target(mac), 'SetAutoAdminPassword')).toMatchObject({ code: 'ade' });
    expect(commandPermission(target({ ...mac, ade: true }), 'SetAutoAdminPassword').allowed).toBe(true);
    expect(commandPermission(target({ ...mac, channel: 'user' }), 'EraseDevice')).toMatchObject({ code: 'channel' });
    expect(commandPermission(target({ ...mac, channel: 'user' }), 'ProfileList').allowed).toBe(true);
    expect(commandPermission(target({ channel: 'user' }), 'ProfileList')).toMatchObject({ code: 'channel' });
    const sharedIpad = target({ platform: 'iPadOS', sharedIpad: true, channel: 'user' });
    expect(commandPermission(sharedIpad, 'ProfileList').allowed).toBe(true);
    expect(commandPermission(sharedIpad, 'SecurityInfo')).toMatchObject({ code: 'channel' });
    expect(commandPermission(target({ platform: 'iPadOS' }), 'LogOutUser')).toMatchObject({ code: 'platform' });
    expect(commandPermission(target({ ...mac, supervised: true }), 'UserList').allowed).toBe(true);
  });

  it('checks each Settings item by itself', () => {
    const rename = { settingsItems: ['DeviceName'] };
    expect(commandPermission(userPhone, 'Settings', rename)).toMatchObject({ code: 'user-enrollment' });
    expect(commandPermission(userMac, 'Settings', rename)).toMatchObject({ code: 'user-enrollment' });
    expect(commandPermission(target(), 'Settings', rename)).toMatchObject({ code: 'supervision' });
    expect(commandPermission(target({ supervised: true }), 'Settings', rename).allowed).toBe(true);
    expect(commandPermission(target({ platform: 'macOS', osVersion: '10.10' }), 'Settings', rename).allowed).toBe(true);
    expect(commandPermission(target({ platform: 'macOS', osVersion: '10.9.5' }), 'Settings', rename)).toMatchObject({
      code: 'os-version',
    });
    const mixed = { settingsItems: ['OrganizationInfo', 'Wallpaper'] };
    expect(commandPermission(userPhone, 'Settings', mixed)).toMatchObject({ code: 'user-enrollment' });
    expect(commandPermission(userPhone, 'Settings', { settingsItems: ['OrganizationInfo'] }).allowed).toBe(true);
    expect(commandPermission(userMac, 'Settings', { settingsItems: ['MDMOptions'] }).allowed).toBe(false);
    const forbidden = Object.entries(settingsRules).filter(([, rule]) => rule.userEnrollment.length === 0);
    expect(forbidden).toHaveLength(17);
    for (const [item] of forbidden) {
      expect(commandPermission(userPhone, 'Settings', { settingsItems: [item] }).allowed, item).toBe(false);
    }
  });

  it('refuses what the system of the device removed, and lets an empty version stand in nobody’s way', () => {
    const owned = { enrollmentType: 'device', supervised: true, platform: 'iOS' } as const;
    for (const name of ['AvailableOSUpdates', 'ScheduleOSUpdate', 'OSUpdateStatus']) {
      expect(commandPermission(target({ ...owned, osVersion: '26.4' }), name).allowed).toBe(true);
      expect(commandPermission(target({ ...owned, osVersion: '27.0' }), name)).toMatchObject({ code: 'os-version' });
    }
    const updates = { settingsItems: ['SoftwareUpdateSettings'] };
    expect(commandPermission(target({ ...owned, osVersion: '26.4' }), 'Settings', updates).allowed).toBe(true);
    expect(commandPermission(target({ ...owned, osVersion: '27.1' }), 'Settings', updates).allowed).toBe(false);
    expect(commandPermission(target({ ...owned, osVersion: '' }), 'ProfileList').allowed).toBe(true);
  });

  it('refuses commands and items that Apple does not have', () => {
    expect(commandPermission(target(), 'MakeCoffee')).toMatchObject({ allowed: false, code: 'platform' });
    expect(commandPermission(target(), 'toString')).toMatchObject({ allowed: false, code: 'platform' });
    expect(commandPermission(target(), 'Settings', { settingsItems: ['Coffee'] })).toMatchObject({ code: 'platform' });
  });
});
