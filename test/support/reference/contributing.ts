// The table of floors in CONTRIBUTING.md, made from the array that the boundary rules are made from.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { readFloors } from './floors.ts';
import { table } from './markdown.ts';

const [begin, end] = ['<!-- floors: begin -->', '<!-- floors: end -->'];

/** CONTRIBUTING.md of the project with its table of floors made anew. Throws if the page has no place for it. */
export const contributingPage = async (root: string): Promise<string> => {
  const file = join(root, 'CONTRIBUTING.md');
  const page = await readFile(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('CONTRIBUTING.md has no place for the floors');
  const rows = readFloors(root)
    .flatMap((folders, floor) =>
      folders.map(({ folder, holds, beside }) => [
        String(floor + 1),
        `\`${folder}/\``,
        beside.length === 0 ? holds : `${holds} (may import ${beside.map((one) => `\`${one}/\``).join(', ')})`,
      ]),
    )
    .reverse();
  const text = `${page.slice(0, from + begin.length)}\n\n${table(['Floor', 'Folder', 'What lives there'], rows)}\n\n${page.slice(to)}`;
  return format(text, { parser: 'markdown', printWidth: 120, singleQuote: true });
};
