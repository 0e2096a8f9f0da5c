// What the audit trail tells of a command. A single question to a device is no change.
import type { DeviceCommand } from '../../shared/ipc/devices/devices.ts';
import type { AuditActivity } from '../../shared/model/audit.ts';
import type { AuditedValues } from '../office/audit.ts';

/** Undefined for a command that only asks. */
export const auditedCommand = (
  command: DeviceCommand,
  deviceName: string,
):
  { readonly activity: AuditActivity; readonly before?: AuditedValues; readonly after?: AuditedValues } | undefined => {
  switch (command.type) {
    case 'DeviceLock':
      return {
        activity: 'Lock',
        after: { Message: command.message, 'Phone Number': command.phoneNumber, PIN: { secret: command.pin } },
      };
    case 'ClearPasscode':
      return { activity: 'Clear Passcode' };
    case 'EraseDevice':
      return {
        activity: 'Erase',
        after: {
          'Preserve Data Plan': command.preserveDataPlan,
          'Disallow Proximity Setup': command.disallowProximitySetup,
          PIN: { secret: command.pin },
        },
      };
    case 'DeviceName':
      return { activity: 'Name', before: { Name: deviceName }, after: { Name: command.name } };
    case 'RestartDevice':
      return { activity: 'Restart' };
    case 'ShutDownDevice':
      return { activity: 'Shut Down' };
    case 'InstallProfile':
      return { activity: 'Install Profile' };
    case 'RemoveProfile':
      return { activity: 'Remove Profile', before: { Identifier: command.identifier } };
    case 'DeviceInformation':
    case 'SecurityInfo':
    case 'ProfileList':
    case 'CertificateList':
    case 'InstalledApplicationList':
    case 'ManagedApplicationList':
    case 'DeclarativeManagement':
      return undefined;
  }
};
