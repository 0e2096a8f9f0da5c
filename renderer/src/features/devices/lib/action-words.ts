// What the actions on a device are called.
import type { DeviceAction } from '../../../../../shared/ipc/devices.ts';

export const actionLabel: Readonly<Record<DeviceAction, string>> = {
  push: 'Force Check-in',
  refresh: 'Refresh Inventory',
  lock: 'Lock',
  'clear-passcode': 'Clear Passcode',
  erase: 'Wipe',
  retire: 'Retire',
  delete: 'Delete',
  'set-ownership': 'Set Ownership',
  'set-name': 'Change Device Name',
  restart: 'Restart',
  'shut-down': 'Shut Down',
};

/** From harmless to final; a group per line in the menu. */
export const actionGroups: readonly (readonly DeviceAction[])[] = [
  ['push', 'refresh'],
  ['set-name', 'set-ownership', 'restart', 'shut-down'],
  ['lock', 'clear-passcode'],
  ['retire', 'erase', 'delete'],
];
