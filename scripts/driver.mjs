// Bundles a TypeScript program of test/support for Node, so that it runs on every supported version; packages stay outside.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { SetupError } from './run.mjs';

/** Bundles `entry` (relative to the project) into `out/<name>/main.js` and returns that path. */
export const bundleDriver = async (entry, name) => {
  if (!existsSync(join(root, entry))) throw new SetupError(`${entry} is missing.`);
  const { build } = await import('vite');
  const outDir = join(root, 'out', name);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  });
  return join(outDir, 'main.js');
};
