// The actions on a device.
import type { DeviceAction } from '@shared/ipc/devices/devices.ts';

/**
 * A group per line in the menu. What ends something on the device comes last, Wipe at the very end; deleting the record,
 * which sends nothing to the device, stands with the office's notes, far from it.
 */
export const actionGroups: readonly (readonly DeviceAction[])[] = [
  ['push', 'refresh'],
  ['set-ownership', 'delete'],
  ['set-name', 'lock', 'restart', 'shut-down'],
  ['clear-passcode', 'retire', 'erase'],
];
