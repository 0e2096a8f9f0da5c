// Stands in for Electron's own default app, which the runtime out of the registry lacks: starts the app whose folder is
// named on the command line (`electron [switches] FOLDER [arguments]`).
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folderArgument = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folderArgument === undefined) {
  console.error('usage: electron [switches] FOLDER [arguments]');
  process.exit(1);
}

const folder = resolve(folderArgument);
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
Object.defineProperty(process, 'defaultApp', { value: true });
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
app.setPath('userData', join(app.getPath('appData'), app.getName()));

// Awaited: what the app does while its modules load must still happen before `ready`.
await import(pathToFileURL(join(folder, manifest.main)).href);
