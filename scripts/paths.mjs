// Places on disk that the scripts share.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The project folder. */
export const root = join(import.meta.dirname, '..');

/** Russet's own folder in the user's cache: `XDG_CACHE_HOME`, else `~/.cache`. It survives a fresh clone. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'russet');
