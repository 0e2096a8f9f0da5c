// `npm run bench [-- options]`: measures the listener against a bare server in the same run; see docs/performance.md.
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { bundleDriver } from './driver.mjs';
import { electronCommand } from './electron-runtime.mjs';
import { root } from './paths.mjs';
import { exitWith, runInForeground } from './run.mjs';
import { setUp } from './setup.mjs';

const bench = async () => {
  const runtime = await setUp();
  const driver = await bundleDriver('test/support/bench/main.ts', 'bench');
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  const [command, args] = electronCommand(runtime, []);
  const env = { ...process.env, ...display?.env, RUSSET_BENCH_APP: JSON.stringify({ command, args }) };
  runInForeground(process.execPath, [driver, ...process.argv.slice(2)], { cwd: root, env }, display?.stop);
};

await bench().catch(exitWith);
