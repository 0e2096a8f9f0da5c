// The headless server bundled from the sources as they are now, for tests that must not depend on an earlier build.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

export interface BundledHeadless {
  /** Path of the program. */
  readonly program: string;
  /** Runs it until it ends by itself. */
  run(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<{ code: number | null; stderr: string }>;
  remove(): Promise<void>;
}

/** Bundles the server into a folder of its own under `out/`, since packages are found from there. */
export const bundleHeadless = async (): Promise<BundledHeadless> => {
  const root = process.cwd();
  const outDir = join(root, 'out', `test-headless-${String(process.pid)}`);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'electron/headless.ts',
      outDir,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'headless.js' } },
    },
  });
  const program = join(outDir, 'headless.js');
  return {
    program,
    async run(args, env = {}) {
      const child = spawn(process.execPath, [program, ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, ...env },
      });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, stderr };
    },
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
};
