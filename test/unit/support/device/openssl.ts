// Runs the openssl command line on byte strings, as an independent judge of what the simulated device produces.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface OpensslResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs openssl in a folder that holds the files; file names in the arguments are relative to it. */
export const openssl = async (
  args: readonly string[],
  files: Readonly<Record<string, Buffer | string>> = {},
): Promise<OpensslResult> => {
  const folder = await mkdtemp(join(tmpdir(), 'russet-openssl-'));
  try {
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
    const { stdout, stderr } = await run('openssl', args, { cwd: folder, maxBuffer: 1 << 24 });
    return { ok: true, output: stdout + stderr };
  } catch (error) {
    return { ok: false, output: String(error) };
  } finally {
    await rm(folder, { recursive: true });
  }
};
