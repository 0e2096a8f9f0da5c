// Which actions an admin may take on a device, and why not: driven by the command rules, shown before anything is sent.
import type { DeviceAction } from '../../shared/ipc/devices.ts';
import { deletableStates, reachableStates } from '../../shared/model/enrollment.ts';
import { commandPermission, type CommandDetail, type CommandPermission } from '../mdm/command/allowed.ts';
import { targetOf } from '../mdm/command/queue.ts';
import type { Enrollment } from '../mdm/enrollment.ts';

export interface ActionState {
  readonly action: DeviceAction;
  readonly allowed: boolean;
  readonly reason?: string;
}

const yes = (action: DeviceAction): ActionState => ({ action, allowed: true });
const no = (action: DeviceAction, reason: string): ActionState => ({ action, allowed: false, reason });

const personalReasons: Readonly<Partial<Record<DeviceAction, string>>> = {
  lock: 'The office cannot lock a personal Mac under User Enrollment.',
  'clear-passcode': 'The office cannot clear the passcode of a personal device under User Enrollment.',
  'set-name': 'A personal device under User Enrollment keeps the name its owner gave it.',
  restart: 'The office cannot restart a personal device under User Enrollment.',
  'shut-down': 'The office cannot shut down a personal device under User Enrollment.',
  erase: 'The office cannot wipe a personal device under User Enrollment; retiring it destroys the work data.',
};

const notEnrolled = 'The device is not enrolled any more.';

/** The rule's refusal in words for people: a menu has no room for what the device would answer. */
const plainReason = (
  action: DeviceAction,
  platform: Enrollment['platform'],
  refusal: Extract<CommandPermission, { allowed: false }>,
): string => {
  if (refusal.code === 'user-enrollment') return personalReasons[action] ?? refusal.reason;
  if (refusal.code === 'supervision') return `${platform} allows this on supervised devices only.`;
  if (refusal.code === 'platform') return `${platform} has no such command.`;
  return refusal.reason;
};

/** Why the owner of the device cannot be chosen; undefined if it can. */
export const fixedOwnership = ({ type, supervised }: Pick<Enrollment, 'type' | 'supervised'>): string | undefined => {
  if (type === 'user') return 'A device under User Enrollment always belongs to its user.';
  return supervised ? 'A supervised device always belongs to the office.' : undefined;
};

/** Every action with its verdict. `hasUnlockToken`: whether the device gave the token that clears its passcode. */
export const deviceActionStates = (enrollment: Enrollment, hasUnlockToken: boolean): ActionState[] => {
  const reachable = reachableStates.includes(enrollment.state);
  const fixedOwner = fixedOwnership(enrollment);
  const command = (action: DeviceAction, requestType: string, detail?: CommandDetail): ActionState => {
    const permission = commandPermission(targetOf(enrollment, 'device'), requestType, detail);
    if (!reachable) return no(action, notEnrolled);
    return permission.allowed ? yes(action) : no(action, plainReason(action, enrollment.platform, permission));
  };
  const whenReachable = (action: DeviceAction): ActionState => (reachable ? yes(action) : no(action, notEnrolled));

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
    fixedOwner === undefined ? yes('set-ownership') : no('set-ownership', fixedOwner),
    command('erase', 'EraseDevice'),
    enrollment.state === 'retire-pending'
      ? no('retire', 'The device is being retired already.')
      : command('retire', 'RemoveProfile'),
    deletableStates.includes(enrollment.state)
      ? yes('delete')
      : no('delete', 'Retire or erase the device first; then its record can be deleted.'),
  ];
};
