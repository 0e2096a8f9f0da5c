// `npm run demo`: opens the app on a throw-away data folder; simulated devices enroll and answer through the real listener.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { bundleDriver } from './driver.mjs';
import { electronCommand } from './electron-runtime.mjs';
import { root } from './paths.mjs';
import { exitWith, runInForeground } from './run.mjs';
import { setUp } from './setup.mjs';

const demo = async () => {
  const runtime = await setUp();
  const driver = await bundleDriver('test/support/demo/main.ts', 'demo');
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  if (display)
    console.log(`demo: no screen here, so the window opens on a virtual one (DISPLAY=${display.env.DISPLAY})`);
  const dataFolder = mkdtempSync(join(tmpdir(), 'russet-demo-'));
  const [command, args] = electronCommand(runtime, ['--data', dataFolder]);
  const env = {
    ...process.env,
    ...display?.env,
    // The driver fills the data folder first and opens the app itself with this command; it ends when the app ends.
    RUSSET_DEMO_DATA: dataFolder,
    RUSSET_DEMO_APP: JSON.stringify({ command, args }),
  };
  runInForeground(process.execPath, [driver, ...process.argv.slice(2)], { cwd: root, env }, () => {
    display?.stop();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });
};

await demo().catch(exitWith);
