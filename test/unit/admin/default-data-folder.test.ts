import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from '../../../electron/core/default-data-folder.ts';

describe('the usual data folder', () => {
  it.each([
    ['linux', {}, '/home/anna/.config/Russet'],
    ['linux', { XDG_CONFIG_HOME: '/conf' }, '/conf/Russet'],
    ['darwin', {}, '/home/anna/Library/Application Support/Russet'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Russet'],
  ] as const)('is on %s with %j where Electron keeps it', (platform, env, folder) => {
    expect(defaultDataFolder(platform, env, '/home/anna')).toBe(folder);
  });
});
