import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { referencePages } from '../../support/reference/pages.ts';
import { shapeOf } from '../../support/reference/shape.ts';

const folder = join(import.meta.dirname, '../../../docs/reference');

describe('the reference pages', () => {
  it.each(['methods.md', 'errors.md', 'settings.md', 'routes.md'])(
    '%s says what the code says; otherwise run `npm run docs`',
    async (name) => {
      expect(await readFile(join(folder, name), 'utf8')).toBe((await referencePages())[name]);
    },
  );

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
