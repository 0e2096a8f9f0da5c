// The actions on a device.
import type { DeviceAction } from '@shared/ipc/devices/devices.ts';

/** From harmless to final; a group per line in the menu. */
export const actionGroups: readonly (readonly DeviceAction[])[] = [
  ['push', 'refresh'],
  ['set-name', 'set-ownership', 'restart', 'shut-down'],
  ['lock', 'clear-passcode'],
  ['retire', 'erase', 'delete'],
];
