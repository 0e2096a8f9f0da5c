// Running other programs and saying what the set-up does.
import { setInterval } from 'node:timers';
import { spawn } from 'node:child_process';

/** A failure the reader can mend: printed as it is, without a stack. */
export class SetupError extends Error {}

/** Prints a step that takes a while before it starts, and how long it took once it is done. */
export const step = async (title, work) => {
  const startedAt = performance.now();
  console.log(`setup: ${title} ...`);
  const result = await work();
  console.log(`setup: ${title}: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
};

/**
 * Runs a program to its end. Output goes to the terminal unless `quiet` is set; then it is collected in `output`.
 * Never throws for a failing program: look at `code` (null when it could not be started or was killed).
 */
export const run = (command, args, { quiet = false, ...options } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', ...options });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: null, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code, output }));
  });

/** Runs npm, the same one that runs this script where there is one. */
export const runNpm = (args, options) =>
  process.env.npm_execpath?.endsWith('.js')
    ? run(process.execPath, [process.env.npm_execpath, ...args], options)
    : run('npm', args, { shell: process.platform === 'win32', ...options });

/** Ends the process with the message of a SetupError, or with the stack of anything unexpected. */
export const exitWith = (error) => {
  console.error(error instanceof SetupError ? `\n${error.message}` : error);
  process.exit(1);
};

/**
 * Runs a long-lived program in the foreground and ends this process as it ended. An interrupt reaches the child as well,
 * so that it can finish cleanly; `cleanUp` runs in every case.
 */
export const runInForeground = (command, args, options, cleanUp = () => undefined) => {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm stops the shell between us without passing the signal on: nobody could end the program any more.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500).unref();
  child.on('error', (error) => {
    cleanUp();
    exitWith(error);
  });
  child.on('exit', (code, signal) => {
    cleanUp();
    process.exit(code ?? (signal ? 1 : 0));
  });
  return child;
};
