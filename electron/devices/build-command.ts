// From what an admin asks of a device to the command it is sent. What is asked is known before anything is built, so that
// permission comes first.
import type { DeviceCommand } from '../../shared/ipc/devices/devices.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import * as catalog from '../mdm/command/catalog.ts';
import { profileIdentifierOf } from '../mdm/command/profile-identifier.ts';
import { targetOf } from '../mdm/command/queue.ts';
import type { Enrollment } from '../model/enrollment.ts';

/** What the rules of Apple are asked about a command. */
export const askedOf = (command: DeviceCommand): Pick<catalog.BuiltCommand, 'requestType' | 'settingsItems'> =>
  command.type === 'DeviceName'
    ? { requestType: 'Settings', settingsItems: ['DeviceName'] }
    : { requestType: command.type };

/**
 * Builds the command. `unlockToken` is asked for only where it is needed. Throws `input.invalid` for values that the
 * platform cannot use, and `command.forbidden` for what would end the enrollment by a side door.
 */
export const buildCommand = async (
  enrollment: Enrollment,
  command: DeviceCommand,
  unlockToken: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<catalog.BuiltCommand> => {
  const { platform } = enrollment;
  switch (command.type) {
    case 'DeviceInformation':
      return catalog.deviceInformation(targetOf(enrollment, 'device'));
    case 'SecurityInfo':
      return catalog.securityInfo();
    case 'ProfileList':
      return catalog.profileList();
    case 'CertificateList':
      return catalog.certificateList();
    case 'InstalledApplicationList':
      return catalog.installedApplicationList(enrollment.type === 'user' ? { managedAppsOnly: true } : {});
    case 'ManagedApplicationList':
      return catalog.managedApplicationList();
    case 'InstallProfile': {
      const payload = Buffer.from(command.profile, 'utf8');
      const identifier = profileIdentifierOf(payload);
      if (identifier === enrollment.profileIdentifier) {
        throw new AppError('command.forbidden', say('errors.profileRenewsItself'));
      }
      return catalog.installProfile({ identifier, payload });
    }
    case 'RemoveProfile':
      if (command.identifier === enrollment.profileIdentifier) {
        throw new AppError('command.forbidden', say('errors.retireInstead'));
      }
      return catalog.removeProfile({ identifier: command.identifier });
    case 'DeviceLock': {
      const { message, phoneNumber, pin } = command;
      return catalog.deviceLock(platform, { message, phoneNumber, pin });
    }
    case 'ClearPasscode':
      return catalog.clearPasscode({ unlockToken: await unlockToken() });
    case 'EraseDevice': {
      const { preserveDataPlan, disallowProximitySetup, pin } = command;
      return catalog.eraseDevice(platform, { preserveDataPlan, disallowProximitySetup, pin });
    }
    case 'DeviceName':
      return catalog.setDeviceName({ name: command.name });
    case 'RestartDevice':
      return catalog.restartDevice();
    case 'ShutDownDevice':
      return catalog.shutDownDevice();
    case 'DeclarativeManagement':
      return catalog.declarativeManagement();
  }
};
