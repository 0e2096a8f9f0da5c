// Which actions an admin may take on a device, and why not: driven by the command rules, shown before anything is sent.
import type { DeviceAction } from '../../shared/ipc/devices/devices.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { deletableStates, reachableStates } from '../../shared/model/enrollment.ts';
import { commandPermission, type CommandDetail, type CommandPermission } from '../compatibility/allowed.ts';
import { targetOf } from '../mdm/command/queue.ts';
import type { Enrollment } from '../model/enrollment.ts';

export interface ActionState {
  readonly action: DeviceAction;
  readonly allowed: boolean;
  readonly reason?: AdminText;
}

const yes = (action: DeviceAction): ActionState => ({ action, allowed: true });
const no = (action: DeviceAction, reason: AdminText): ActionState => ({ action, allowed: false, reason });

const personalReasons: Readonly<Partial<Record<DeviceAction, AdminText>>> = {
  lock: say('reasons.personalLock'),
  'clear-passcode': say('reasons.personalPasscode'),
  'set-name': say('reasons.personalName'),
  restart: say('reasons.personalRestart'),
  'shut-down': say('reasons.personalShutDown'),
  erase: say('reasons.personalErase'),
};

const notEnrolled = say('reasons.notEnrolled');

/** The rule's refusal in words for people: a menu has no room for what the device would answer. */
const plainReason = (
  action: DeviceAction,
  platform: Enrollment['platform'],
  refusal: Extract<CommandPermission, { allowed: false }>,
): AdminText => {
  if (refusal.code === 'user-enrollment') return personalReasons[action] ?? refusal.reason;
  if (refusal.code === 'supervision') return say('reasons.supervisedOnly', { platform });
  if (refusal.code === 'platform') return say('reasons.noSuchCommand', { platform });
  return refusal.reason;
};

/** Why the owner of the device cannot be chosen; undefined if it can. */
export const fixedOwnership = ({
  type,
  supervised,
}: Pick<Enrollment, 'type' | 'supervised'>): AdminText | undefined => {
  if (type === 'user') return say('reasons.ownedByUser');
  return supervised ? say('reasons.ownedByOffice') : undefined;
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
    clearPasscode.allowed && !hasUnlockToken ? no('clear-passcode', say('reasons.noUnlockToken')) : clearPasscode,
    command('set-name', 'Settings', { settingsItems: ['DeviceName'] }),
    command('restart', 'RestartDevice'),
    command('shut-down', 'ShutDownDevice'),
    fixedOwner === undefined ? yes('set-ownership') : no('set-ownership', fixedOwner),
    command('erase', 'EraseDevice'),
    enrollment.state === 'retire-pending'
      ? no('retire', say('reasons.retiresAlready'))
      : command('retire', 'RemoveProfile'),
    deletableStates.includes(enrollment.state) ? yes('delete') : no('delete', say('reasons.retireFirst')),
  ];
};
