// All set-up of a fresh clone, in order. Does nothing, quickly, when nothing is missing. Run directly: prepares everything.
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './build.mjs';
import { ensureNativeParts, ensurePackages, needsNativeBuild } from './dependencies.mjs';
import { hasDisplay } from './display.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { exitWith, SetupError } from './run.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const oldestNode = [20, 18];

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new SetupError(`Russet needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
};

/** The npm packages, as far as what only reads the sources needs them. Throws a SetupError that says what to do. */
export const setUpPackages = async () => {
  checkNode();
  await ensurePackages();
};

/**
 * What runs anything needs beside the npm packages: sqlite3's native part and the desktop runtime; `tests` adds the
 * independent programs the tests talk to, `electron: false` leaves the runtime out, `build: false` the built app. Returns
 * the Electron runtime, if wanted. Throws a SetupError that says what to do.
 */
export const setUpPrograms = async ({ tests = false, electron = true, build = true } = {}) => {
  await ensureSystemPackages([
    ...(needsNativeBuild() ? ['build'] : []),
    ...(electron ? ['electron'] : []),
    ...(electron && (tests || !hasDisplay()) ? ['display'] : []),
    ...(tests ? ['test'] : []),
  ]);
  const getRuntime = async () => (electron ? ensureElectron() : undefined);
  const [runtime] = await Promise.all([getRuntime(), ensureNativeParts()]);
  if (build) await ensureBuild();
  return runtime;
};

/** Everything, in order; the options are those of `setUpPrograms`. */
export const setUp = async (options) => {
  await setUpPackages();
  return setUpPrograms(options);
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp({ tests: true })
    .then(() => console.log('setup: everything is ready'))
    .catch(exitWith);
}
