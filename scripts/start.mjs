// `npm start [-- --data DIR --port N --hidden]`: sets up what is missing and opens the app.
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { electronCommand } from './electron-runtime.mjs';
import { exitWith, runInForeground } from './run.mjs';
import { setUp } from './setup.mjs';

const start = async () => {
  const runtime = await setUp();
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  if (display)
    console.log(`start: no screen here, so the window opens on a virtual one (DISPLAY=${display.env.DISPLAY})`);
  console.log('start: Russet is starting; Ctrl+C stops it');
  const [command, args] = electronCommand(runtime, process.argv.slice(2));
  runInForeground(command, args, { env: { ...process.env, ...display?.env } }, display?.stop);
};

await start().catch(exitWith);
