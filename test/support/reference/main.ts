// `npm run docs` runs this: writes docs/reference, docs/scenarios.md and docs/floors.svg, and the floors in CONTRIBUTING.md,
// below the current folder, which is the project's. The reference of before is removed.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contributingPage } from './contributing.ts';
import { referencePages } from './pages.ts';

const docs = join(process.cwd(), 'docs');
const pages = await referencePages(process.cwd());
await rm(join(docs, 'reference'), { recursive: true, force: true });
for (const [name, text] of Object.entries(pages)) {
  const file = join(docs, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  process.stdout.write(`docs/${name}\n`);
}
await writeFile(join(process.cwd(), 'CONTRIBUTING.md'), await contributingPage(process.cwd()));
process.stdout.write('CONTRIBUTING.md\n');
