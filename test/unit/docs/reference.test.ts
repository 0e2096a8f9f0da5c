import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../shared/errors.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { referencePages } from '../../support/reference/pages.ts';
import { shapeOf } from '../../support/reference/shape.ts';

const folder = join(import.meta.dirname, '../../../docs/reference');

describe('the reference pages', () => {
  it('say what the code says, and there is none besides; otherwise run `npm run docs`', async () => {
    const expected = await referencePages();
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const there = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const read = there.map(
      async (file) => [relative(folder, file).replaceAll(sep, '/'), await readFile(file, 'utf8')] as const,
    );
    expect(Object.fromEntries(await Promise.all(read))).toEqual(expected);
  });

  it('have a section for every error code and a row and a section for every method', async () => {
    const pages = await referencePages();
    for (const error of Object.keys(errorCodes)) expect(pages['errors.md']).toContain(`\n## ${error}\n`);
    for (const method of Object.keys(contract)) {
      const [, file, anchor] =
        new RegExp(`\\[\`${method}\`\\]\\((\\S+)#(\\w+)\\)`).exec(pages['methods.md'] ?? '') ?? [];
      expect(pages[file ?? '']).toContain(`\n## ${method}\n`);
      expect(anchor).toBe(method.replace('.', '').toLowerCase());
    }
  });

  it('print a schema in short', () => {
    const schema = z.strictObject({
      id: z.string().min(1).max(128),
      kind: z.enum(['a', 'b']).optional(),
      tags: z.array(z.email()).max(5).default([]),
      days: z.number().int().min(1).max(90),
      at: z.number().int(),
      gone: z.string().nullable(),
    });
    expect(shapeOf(schema, 'input')).toBe(
      [
        '{',
        '  id: string(1..128)',
        '  kind?: "a" | "b"',
        '  tags?: email[](up to 5) = []',
        '  days: integer(1..90)',
        '  at: integer',
        '  gone: string | null',
        '}',
      ].join('\n'),
    );
  });
});
