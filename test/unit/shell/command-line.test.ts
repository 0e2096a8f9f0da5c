import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../electron/shell/command-line.ts';

describe('the switches of the app', () => {
  it('reads ours among those of Chromium', () => {
    expect(
      parseCommandLine(
        ['--no-sandbox', '.', '--data', '/srv/russet', '--port=8443', '--hidden', '--color-scheme', 'dark'],
        {},
      ),
    ).toEqual({ dataFolder: '/srv/russet', port: 8443, hidden: true, colorScheme: 'dark' });
  });

  it('takes the data folder from the environment unless the switch names one', () => {
    expect(parseCommandLine([], { RUSSET_DATA: '/env' }).dataFolder).toBe('/env');
    expect(parseCommandLine(['--data', '/switch'], { RUSSET_DATA: '/env' }).dataFolder).toBe('/switch');
    expect(parseCommandLine([], { RUSSET_DATA: '' }).dataFolder).toBeUndefined();
  });

  it('has quiet defaults', () => {
    expect(parseCommandLine([], {})).toEqual({
      dataFolder: undefined,
      port: undefined,
      hidden: false,
      colorScheme: undefined,
    });
  });

  it.each([['--port', 'many'], ['--port', '70000'], ['--port', '-1'], ['--port=1.5']])('refuses %s %s', (...args) => {
    expect(() => parseCommandLine(args, {})).toThrow('--port');
  });

  it('refuses a colour scheme that does not exist', () => {
    expect(() => parseCommandLine(['--color-scheme', 'sepia'], {})).toThrow('--color-scheme needs light or dark');
    expect(parseCommandLine([], { RUSSET_COLOR_SCHEME: '' }).colorScheme).toBeUndefined();
  });

  it('refuses a switch without its value', () => {
    expect(() => parseCommandLine(['--data'], {})).toThrow('--data needs a value');
    expect(() => parseCommandLine(['--data', '--hidden'], {})).toThrow('--data needs a value');
  });
});
