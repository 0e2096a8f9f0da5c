// `npm run docs`: writes the generated reference pages under docs/reference.
import { bundleDriver } from './driver.mjs';
import { root } from './paths.mjs';
import { exitWith, runInForeground } from './run.mjs';
import { setUp } from './setup.mjs';

const docs = async () => {
  await setUp({ electron: false, build: false });
  const driver = await bundleDriver('test/support/reference/main.ts', 'reference');
  runInForeground(process.execPath, [driver, ...process.argv.slice(2)], { cwd: root });
};

await docs().catch(exitWith);
