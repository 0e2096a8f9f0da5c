// The switches of the desktop app. Chromium puts its own beside ours, so unknown ones are left alone.

export interface LaunchOptions {
  /** Data folder other than the usual one of the app. */
  readonly dataFolder: string | undefined;
  /** Start without showing the window; the tray and the listener work. */
  readonly hidden: boolean;
  /** Listener port for this start; 0 lets the system choose. */
  readonly port: number | undefined;
  /** Forces a colour scheme instead of the system's choice. */
  readonly colorScheme: 'light' | 'dark' | undefined;
}

const valueOf = (args: readonly string[], name: string): string | undefined => {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  const found = args[at];
  if (found === undefined) return undefined;
  const value = found === name ? args[at + 1] : found.slice(name.length + 1);
  if (value === undefined || value === '' || value.startsWith('--')) throw new Error(`${name} needs a value.`);
  return value;
};

/**
 * Reads `--data DIR`, `--hidden`, `--port N` and `--color-scheme light|dark`; the environment variables RUSSET_DATA and
 * RUSSET_COLOR_SCHEME stand in for the first and the last. Throws an Error whose message is for the person who typed it.
 */
export const parseCommandLine = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LaunchOptions => {
  const portText = valueOf(args, '--port');
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    throw new Error('--port needs a number from 0 to 65535.');
  }
  const colorScheme = valueOf(args, '--color-scheme') ?? env.RUSSET_COLOR_SCHEME;
  if (colorScheme !== undefined && colorScheme !== '' && colorScheme !== 'light' && colorScheme !== 'dark') {
    throw new Error('--color-scheme needs light or dark.');
  }
  return {
    dataFolder: valueOf(args, '--data') ?? (env.RUSSET_DATA === '' ? undefined : env.RUSSET_DATA),
    hidden: args.includes('--hidden'),
    port,
    colorScheme: colorScheme === 'light' || colorScheme === 'dark' ? colorScheme : undefined,
  };
};
