// Which actions an admin may take on a device, and why not: driven by the command rules, shown before anything is sent.
import type { DeviceAction } from '../../shared/ipc/devices.ts';
import { deletableStates, reachableStates } from '../../shared/model/enrollment.ts';
import { commandPermission, type CommandDetail } from '../mdm/command/allowed.ts';
import { targetOf } from '../mdm/command/queue.ts';
import type { Enrollment } from '../mdm/enrollment.ts';

export interface ActionState {
  readonly action: DeviceAction;
  readonly allowed: boolean;
  readonly reason?: string;
}

const yes = (action: DeviceAction): ActionState => ({ action, allowed: true });
const no = (action: DeviceAction, reason: string): ActionState => ({ action, allowed: false, reason });

/** Every action with its verdict. `hasUnlockToken`: whether the device gave the token that clears its passcode. */
export const deviceActionStates = (enrollment: Enrollment, hasUnlockToken: boolean): ActionState[] => {
  const reachable = reachableStates.includes(enrollment.state);
  const personal = enrollment.type === 'user';
  const command = (action: DeviceAction, requestType: string, detail?: CommandDetail): ActionState => {
    const permission = commandPermission(targetOf(enrollment, 'device'), requestType, detail);
    if (!permission.allowed) return no(action, permission.reason);
    return reachable ? yes(action) : no(action, 'The device is not enrolled any more.');
  };
  const whenReachable = (action: DeviceAction): ActionState =>
    reachable ? yes(action) : no(action, 'The device is not enrolled any more.');

  const clearPasscode = command('clear-passcode', 'ClearPasscode');
  return [
    whenReachable('push'),
    whenReachable('refresh'),
    command('lock', 'DeviceLock'),
    clearPasscode.allowed && !hasUnlockToken
      ? no('clear-passcode', 'The device has not handed over its unlock token.')
      : clearPasscode,
    command('set-name', 'Settings', { settingsItems: ['DeviceName'] }),
    command('restart', 'RestartDevice'),
    command('shut-down', 'ShutDownDevice'),
    personal ? no('set-ownership', 'A device under User Enrollment always belongs to its user.') : yes('set-ownership'),
    command('erase', 'EraseDevice'),
    enrollment.state === 'retire-pending'
      ? no('retire', 'The device is being retired already.')
      : command('retire', 'RemoveProfile'),
    deletableStates.includes(enrollment.state)
      ? yes('delete')
      : no('delete', 'Retire or erase the device first; then its record can be deleted.'),
  ];
};
