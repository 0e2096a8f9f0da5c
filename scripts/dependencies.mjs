// The npm packages: compares what is installed with the lock file and runs `npm ci` when they differ.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run, runNpm, SetupError, step } from './run.mjs';

const readLock = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** Whether node_modules holds every package of package-lock.json in the locked version. */
const isInstalled = () => {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = readLock('node_modules/.package-lock.json');
  return Object.entries(readLock('package-lock.json')).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  );
};

const nativeModule = join(root, 'node_modules/sqlite3/build/Release/node_sqlite3.node');

const loadsSqlite = async () => {
  const { code } = await run(process.execPath, ['-e', "require('sqlite3')"], { cwd: root, quiet: true });
  return code === 0;
};

/** Whether sqlite3 still has to be fetched or compiled; then a compiler may be needed. */
export const needsNativeBuild = () => !existsSync(nativeModule);

/** Installs the packages when they are missing, without their install scripts; else does nothing. */
export const ensurePackages = async () => {
  if (isInstalled()) return;
  await step('installing packages with npm ci', async () => {
    const { code } = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
    });
    if (code !== 0) throw new SetupError('npm ci failed; the reason is above. Mend it and run the same command again.');
  });
};

/**
 * Gets sqlite3's native part when it is missing, else does nothing. It is the only install script that Russet needs. Wants
 * the packages.
 */
export const ensureNativeParts = async () => {
  if (!needsNativeBuild()) return;
  await step('getting sqlite3 for this system (it may be compiled, about a minute)', async () => {
    const { code } = await runNpm(['rebuild', 'sqlite3', '--loglevel=error'], { cwd: root });
    if (code !== 0 || !(await loadsSqlite())) {
      throw new SetupError(
        'sqlite3 could not be built. It needs python3, make and a C++ compiler; then run this again.',
      );
    }
  });
};
