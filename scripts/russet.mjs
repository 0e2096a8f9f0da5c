// `npm run -s russet -- methods | call METHOD 'JSON'`: the command line of a running Russet. Prints nothing of its own.
import { join } from 'node:path';
import { root } from './paths.mjs';
import { exitWith, runInForeground } from './run.mjs';
import { setUp } from './setup.mjs';

const russet = async () => {
  // Standard output belongs to the answer, so that it can be piped; what set-up says goes to standard error.
  console.log = console.error;
  await setUp({ electron: false });
  runInForeground(process.execPath, [join(root, 'out/main/cli.js'), ...process.argv.slice(2)]);
};

await russet().catch(exitWith);
