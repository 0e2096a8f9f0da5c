// `npm run package [-- electron-builder arguments]`: packages the app; without arguments into a plain folder under dist/.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { exitWith, run, SetupError } from './run.mjs';
import { setUp } from './setup.mjs';

/**
 * Packages with the Electron at hand. `env` may hold RUSSET_PACKAGE_INSPECT=1, which leaves the inspect fuse on so that a
 * test can drive the result: never for what ships.
 */
export const packageApp = async (runtime, args, options = {}) => {
  const { code, output } = await run(
    process.execPath,
    [
      join(root, 'node_modules/electron-builder/cli.js'),
      '--config',
      'electron-builder.yml',
      `-c.electronDist=${runtime.dist}`,
      `-c.electronVersion=${runtime.version}`,
      '--publish',
      'never',
      ...(args.length > 0 ? args : ['--dir']),
    ],
    { cwd: root, ...options },
  );
  if (code !== 0) throw new SetupError(`${output}\nelectron-builder failed; the reason is above.`);
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp()
    .then((runtime) => packageApp(runtime, process.argv.slice(2)))
    .catch(exitWith);
}
