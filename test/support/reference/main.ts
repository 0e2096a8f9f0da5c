// `npm run docs` runs this: writes the pages of docs/reference below the current folder, and removes those of before.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { referencePages } from './pages.ts';

const folder = join(process.cwd(), 'docs', 'reference');
const pages = await referencePages();
await rm(folder, { recursive: true, force: true });
for (const [name, text] of Object.entries(pages)) {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  process.stdout.write(`docs/reference/${name}\n`);
}
