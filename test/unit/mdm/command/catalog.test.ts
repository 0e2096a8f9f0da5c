import { describe, expect, it } from 'vitest';
import { say } from '../../../../shared/locales/admin-texts.ts';
import type { CommandTarget } from '../../../../electron/compatibility/allowed.ts';
import * as catalog from '../../../../electron/mdm/command/catalog.ts';

const userPhone: CommandTarget = {
  platform: 'iOS',
  osVersion: '18.1',
  enrollmentType: 'user',
  supervised: false,
  ade: false,
  channel: 'device',
};
const payload = Buffer.from('<plist/>');

describe('the command catalog', () => {
  it('asks a User Enrollment only for queries it may answer', () => {
    const { command, logAction } = catalog.deviceInformation(userPhone);
    expect(logAction).toBe('Device Information');
    expect(command.Queries).toContain('OSVersion');
    expect(command.Queries).not.toContain('UDID');
    expect(command.Queries).not.toContain('SerialNumber');
  });

  it('leaves keys out that were not given', () => {
    expect(catalog.profileList().command).toEqual({ RequestType: 'ProfileList' });
    expect(catalog.profileList({ managedOnly: true }).command).toEqual({
      RequestType: 'ProfileList',
      ManagedOnly: true,
    });
    expect(catalog.deviceLock('iOS', { message: undefined }).command).toEqual({ RequestType: 'DeviceLock' });
    expect(catalog.restartDevice().command).toEqual({ RequestType: 'RestartDevice' });
    expect(catalog.installedApplicationList().command).toEqual({ RequestType: 'InstalledApplicationList' });
    expect(catalog.shutDownDevice().command).toEqual({ RequestType: 'ShutDownDevice' });
    expect(catalog.securityInfo().command).toEqual({ RequestType: 'SecurityInfo' });
    expect(catalog.certificateList().command).toEqual({ RequestType: 'CertificateList' });
    expect(catalog.managedApplicationList().command).toEqual({ RequestType: 'ManagedApplicationList' });
  });

  it('locks an iPhone with message and number, and a Mac with a six-digit PIN only', () => {
    expect(catalog.deviceLock('iOS', { message: 'Lost', phoneNumber: '+41 44 000 00 00' }).command).toEqual({
      RequestType: 'DeviceLock',
      Message: 'Lost',
      PhoneNumber: '+41 44 000 00 00',
    });
    const lock = catalog.deviceLock('macOS', { pin: '012345' });
    expect(lock.command).toEqual({ RequestType: 'DeviceLock', PIN: '012345' });
    expect(lock.secretKeys).toEqual(['PIN']);
    for (const wrong of [{}, { pin: '12345' }, { pin: '1234567' }, { pin: '12345a' }]) {
      expect(() => catalog.deviceLock('macOS', wrong)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    }
    expect(() => catalog.deviceLock('iOS', { pin: '123456' })).toThrow(/Device Lock/);
    expect(() => catalog.deviceLock('macOS', { pin: '123456', message: 'x' })).toThrow(/Device Lock/);
  });

  it('says which field is wrong', () => {
    try {
      catalog.deviceLock('macOS', { pin: '12' });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ fields: { pin: say('fields.sixDigits') } });
    }
  });

  it('erases with the options of the platform', () => {
    expect(catalog.eraseDevice('macOS', { pin: '654321' }).command).toEqual({
      RequestType: 'EraseDevice',
      PIN: '654321',
    });
    expect(() => catalog.eraseDevice('macOS')).toThrow(/required/);
    const erase = catalog.eraseDevice('iOS', {
      preserveDataPlan: true,
      disallowProximitySetup: false,
      returnToService: { wifiProfile: payload },
    });
    expect(erase.command).toEqual({
      RequestType: 'EraseDevice',
      PreserveDataPlan: true,
      DisallowProximitySetup: false,
      ReturnToService: { Enabled: true, WiFiProfileData: payload },
    });
    expect(catalog.redactCommand(erase.command, erase.secretKeys)).toMatchObject({
      ReturnToService: { Enabled: true, WiFiProfileData: '(hidden)' },
    });
    expect(catalog.eraseDevice('iOS').command).toEqual({ RequestType: 'EraseDevice' });
  });

  it('hides unlock tokens and profile payloads', () => {
    const clear = catalog.clearPasscode({ unlockToken: Buffer.from('token') });
    expect(catalog.redactCommand(clear.command, clear.secretKeys)).toEqual({
      RequestType: 'ClearPasscode',
      UnlockToken: '(hidden)',
    });
    expect(clear.command.UnlockToken).toEqual(Buffer.from('token'));
    expect(() => catalog.clearPasscode({ unlockToken: Buffer.alloc(0) })).toThrow(/required/);
    const install = catalog.installProfile({ identifier: 'ch.example.wifi', payload });
    expect(catalog.redactCommand(install.command, install.secretKeys).Payload).toBe('(hidden)');
  });

  it('lets a removal replace an unsent installation of the same profile and no other', () => {
    const install = catalog.installProfile({ identifier: 'a', payload });
    expect(catalog.removeProfile({ identifier: 'a' }).kind).toBe(install.kind);
    expect(catalog.removeProfile({ identifier: 'b' }).kind).not.toBe(install.kind);
    expect(catalog.removeProfile({ identifier: 'a' }).command).toEqual({
      RequestType: 'RemoveProfile',
      Identifier: 'a',
    });
  });

  it('renames by a Settings item, and names the item for the permission check', () => {
    const rename = catalog.setDeviceName({ name: 'Reception iPad' });
    expect(rename.command).toEqual({
      RequestType: 'Settings',
      Settings: [{ Item: 'DeviceName', DeviceName: 'Reception iPad' }],
    });
    expect(rename.settingsItems).toEqual(['DeviceName']);
    expect(() => catalog.setDeviceName({ name: '  ' })).toThrow(/required/);
  });

  it('carries the sync tokens of declarative management as JSON data', () => {
    const { command } = catalog.declarativeManagement({
      tokens: { declarationsToken: 't1', timestamp: '2026-11-22T12:00:00Z' },
    });
    expect(JSON.parse(Buffer.from(command.Data as Uint8Array).toString())).toEqual({
      SyncTokens: { DeclarationsToken: 't1', Timestamp: '2026-11-22T12:00:00Z' },
    });
    expect(catalog.declarativeManagement().command).toEqual({ RequestType: 'DeclarativeManagement' });
  });
});
