// `npm run headless -- --data DIR --port N --host NAME`: the same core as a service, without Electron.
import { join } from 'node:path';
import { root } from './paths.mjs';
import { exitWith, runInForeground } from './run.mjs';
import { setUp } from './setup.mjs';

const headless = async () => {
  await setUp({ electron: false });
  runInForeground(process.execPath, [join(root, 'out/main/headless.js'), ...process.argv.slice(2)]);
};

await headless().catch(exitWith);
