// Builds the app with electron-vite when a source is newer than what was built. Run directly: builds in any case.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { exitWith, run, SetupError, step } from './run.mjs';

const inputs = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stampFile = join(root, 'out/.built-from');

const filesOf = (path) =>
  statSync(join(root, path)).isDirectory()
    ? readdirSync(join(root, path)).flatMap((name) => filesOf(join(path, name)))
    : [path];

/** Changes when a source file is added, removed, renamed or written. */
const fingerprint = () => {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap(filesOf).sort()) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const build = async (state) => {
  const { code, output } = await run(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
    cwd: root,
    quiet: true,
  });
  if (code !== 0) throw new SetupError(`${output}\nThe app could not be built; the reason is above.`);
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stampFile, state);
};

/** Builds into `out/` unless that was built from the very sources lying here. */
export const ensureBuild = async ({ always = false } = {}) => {
  const state = fingerprint();
  if (!always && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === state) return;
  await step('building the app', () => build(state));
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) await ensureBuild({ always: true }).catch(exitWith);
