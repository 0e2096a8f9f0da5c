// `npm run docs` runs this: writes the pages of docs/reference below the current folder.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { referencePages } from './pages.ts';

const folder = join(process.cwd(), 'docs', 'reference');
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(await referencePages())) {
  await writeFile(join(folder, name), text);
  process.stdout.write(`docs/reference/${name}\n`);
}
