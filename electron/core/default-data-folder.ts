// Where the desktop app keeps its data unless told otherwise: what Electron calls userData, for a product named Russet.
import { join } from 'node:path';

/** `home` is the home folder of the account. */
export const defaultDataFolder = (
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string => {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Russet');
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Russet');
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Russet');
};
