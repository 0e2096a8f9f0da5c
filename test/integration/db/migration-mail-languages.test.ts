import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createMailStore } from '../../../electron/db/stores/office/mail.ts';
import { migrated } from '../../support/migrated.ts';

describe('the migration to mail texts by language', () => {
  it('keeps texts that an admin changed as the English ones', async () => {
    const { executor, close } = await migrated('0110-mail-languages', async (db) => {
      await sql
        .raw(
          `insert into mail_templates (id, subject, text, html, updated_at)
            values ('invitation', 'Hi', 'Go: \${activationUrl}', '<p>\${activationUrl}</p>', 7)`,
        )
        .execute(db);
    });
    try {
      const store = createMailStore(executor);
      expect(await store.template('invitation', 'en')).toEqual({
        subject: 'Hi',
        text: 'Go: ${activationUrl}',
        html: '<p>${activationUrl}</p>',
        updatedAt: 7,
      });
      expect(await store.template('invitation', 'de')).toBeUndefined();
      expect(await store.template('reminder', 'en')).toBeUndefined();
    } finally {
      await close();
    }
  });
});
