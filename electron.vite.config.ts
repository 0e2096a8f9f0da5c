import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const source = (path: string) => join(import.meta.dirname, path);

/** Entries of the Node side: the desktop app, the service without a window, the command line. */
const mainEntries = ['main', 'headless', 'cli'].filter((name) => existsSync(source(`electron/${name}.ts`)));

// Packages of the Node side stay outside the bundle (sqlite3 is native); the renderer is bundled whole.
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: 'out/main',
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(mainEntries.map((name) => [name, source(`electron/${name}.ts`)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: 'out/preload',
      reportCompressedSize: false,
      rolldownOptions: {
        input: { preload: source('electron/preload.ts') },
        // A sandboxed preload can only be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react()],
    resolve: { alias: { '@shared': source('shared') } },
    build: {
      target: 'chrome130',
      outDir: source('out/renderer'),
      reportCompressedSize: false,
      // The window reads its scripts anew at every start, so half the bytes are half the parsing. Node's side stays
      // readable: its stacks go into the program log.
      minify: true,
      // Inlined images would need `data:` in more places of the content security policy than they are worth.
      assetsInlineLimit: 0,
      // What is bundled whole is not in the package's node_modules, and its licences want their notices kept.
      license: { fileName: 'licenses.txt' },
      rolldownOptions: {
        input: source('renderer/index.html'),
        output: { comments: { legal: true, annotation: false, jsdoc: false } },
      },
    },
  },
});
