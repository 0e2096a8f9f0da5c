import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../support/reference/markdown.ts';

const root = join(import.meta.dirname, '../../..');
const guide = join(root, 'docs/guide');
const english = join(root, 'shared/locales/en');

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** Every English text of the console, as a whole. */
const consoleTexts = async (): Promise<ReadonlySet<string>> => {
  const areas = (await readdir(english)).filter((file) => file.endsWith('.json'));
  const json = await Promise.all(
    areas.map(async (file) => textsIn(JSON.parse(await readFile(join(english, file), 'utf8')))),
  );
  const { english: core } = (await import('../../../shared/locales/en/core.ts')) as { english: unknown };
  return new Set([...json.flat(), ...textsIn(core)]);
};

/** What the console composes itself, or has in another place than its texts. */
const composed: ReadonlySet<string> = new Set(['Quit Russet', 'Why Device Enrollment', 'Include macOS Device']);

const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');

describe('the guide', () => {
  it('names only what the console has: an italic is a text of it, or a way through several', async () => {
    const texts = await consoleTexts();
    const unknown: string[] = [];
    for (const file of await readdir(guide)) {
      const page = withoutCode(await readFile(join(guide, file), 'utf8'));
      for (const [, italic = ''] of page.matchAll(/(?<!\w)_([^_]+)_(?!\w)/g)) {
        for (const name of italic.replaceAll(/\s+/g, ' ').split(' › ')) {
          if (!texts.has(name) && !composed.has(name)) unknown.push(`${file}: ${name}`);
        }
      }
    }
    expect(unknown).toEqual([]);
  });
});

describe('the links of the documents', () => {
  const documents = async (): Promise<string[]> => {
    const found = await readdir(join(root, 'docs'), { recursive: true });
    return [
      'README.md',
      'CONTRIBUTING.md',
      ...found.filter((file) => file.endsWith('.md')).map((file) => join('docs', file)),
    ];
  };

  it('stand beside names of source files that are there', async () => {
    const gone: string[] = [];
    for (const file of await documents()) {
      const page = await readFile(join(root, file), 'utf8');
      for (const [, path = ''] of page.matchAll(/`((?:electron|shared|renderer|test|scripts)\/[\w./-]+\.\w+)`/g)) {
        if (!existsSync(join(root, path))) gone.push(`${file}: ${path}`);
      }
    }
    expect(gone).toEqual([]);
  });

  it('lead to files and headings that are there', async () => {
    const broken: string[] = [];
    const headings = new Map<string, ReadonlySet<string>>();
    const headingsOf = async (file: string): Promise<ReadonlySet<string>> => {
      const known = headings.get(file);
      if (known) return known;
      const page = (await readFile(file, 'utf8')).replaceAll(/```[\s\S]*?```/g, '');
      const found = new Set(
        [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => anchorOf(text.replaceAll('`', ''))),
      );
      headings.set(file, found);
      return found;
    };
    for (const document of await documents()) {
      const page = await readFile(join(root, document), 'utf8');
      for (const [, link = ''] of page.replaceAll(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link)) continue;
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? join(root, document) : join(root, dirname(document), path);
        const there = existsSync(target) && (anchor === undefined || (await headingsOf(target)).has(anchor));
        if (!there) broken.push(`${document}: ${link}`);
      }
    }
    expect(broken).toEqual([]);
  });
});
