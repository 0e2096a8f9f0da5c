// A virtual screen for computers without one.
import { spawn } from 'node:child_process';
import { SetupError } from './run.mjs';

/** Whether windows can be shown to somebody. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/**
 * Starts Xvfb on a free display number and waits until it answers. Returns `{ env, stop() }`, where `env` is to be added
 * to the environment of the programs that shall use it. It also stops with this process.
 */
export const startVirtualDisplay = () =>
  new Promise((resolve, reject) => {
    // Xvfb writes the number it chose to descriptor 3, once it is ready for clients.
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x960x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      // In its own group an interrupt at the terminal does not take the screen away before the app has finished.
      detached: true,
    });
    const stop = () => child.kill();
    process.once('exit', stop);
    child.on('error', () =>
      reject(new SetupError('Xvfb could not be started. Install the package xvfb, or set DISPLAY.')),
    );
    child.on('exit', (code) => reject(new SetupError(`Xvfb ended at once with code ${code}.`)));
    let digits = '';
    child.stdio[3].on('data', (chunk) => {
      digits += chunk;
      if (digits.endsWith('\n')) resolve({ env: { DISPLAY: `:${digits.trim()}` }, stop });
    });
  });
