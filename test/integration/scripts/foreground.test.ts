// What `npm start` and `npm run headless` start must end with them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(process.platform === 'win32')('a program in the foreground', () => {
  it('ends when npm stops the shell between them, which passes no signal on', async () => {
    const module = pathToFileURL(join(process.cwd(), 'scripts/run.mjs')).href;
    const program = 'console.log(process.pid); setInterval(() => undefined, 1000)';
    const script = `import { runInForeground } from '${module}'; runInForeground(process.execPath, ['-e', ${JSON.stringify(program)}])`;
    // The second command keeps the shell from becoming the program itself.
    const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(shell.stdout, 'data')) as [Buffer];
    const pid = Number(chunk.toString());
    expect(isAlive(pid)).toBe(true);
    shell.kill('SIGTERM');
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});
