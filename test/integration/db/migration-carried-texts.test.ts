import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createSettingsStore } from '../../../electron/db/stores/office/settings.ts';
import { migrated } from '../../support/migrated.ts';

it('texts that nothing can carry are healed where they are stored, and nothing else is touched', async () => {
  const { executor, close } = await migrated('0279-carried-texts', async (db) => {
    for (const [key, value] of [
      ['organizationName', JSON.stringify('Word\u000bOffice \ud83d')],
      ['hostName', JSON.stringify('mdm.office.example')],
    ] as const) {
      await sql`insert into settings (key, value) values (${key}, ${value})`.execute(db);
    }
    const group = (id: string, name: string, description: string) =>
      sql`insert into user_groups (id, name, description, kind, created_at, updated_at)
        values (${id}, ${name}, ${description}, 'manual', 7, 7)`.execute(db);
    await group('g1', 'Sales\u001b', 'all of\u000bthem');
    await group('g2', 'Office', ' two\nlines ');
    await group('g3', 'Office\u0007', '');
    await sql`insert into users (id, username, email, first_name, last_name, display_name, source, sync_state, enabled,
        attributes_json, created_at, updated_at)
      values ('u1', 'anna@office.example', 'anna@office.example', ${'An\u000bna'}, ${'\u0007'}, ${'Anna\uffff Berg'},
        'local', null, 1, ${JSON.stringify({ room: '1\u000b2 \ude00' })}, 7, 7)`.execute(db);
  });
  try {
    const settings = createSettingsStore(executor);
    expect(await settings.get('organizationName')).toBe('Word Office');
    expect(await settings.get('hostName')).toBe('mdm.office.example');
    const groups = await executor.read.selectFrom('user_groups').select(['id', 'name', 'description']).execute();
    expect(groups.filter(({ id }) => id.startsWith('g')).sort((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: 'g1', name: 'Sales', description: 'all of them' },
      { id: 'g2', name: 'Office', description: ' two\nlines ' },
      // The name without it is another group's.
      { id: 'g3', name: 'Office\u0007', description: '' },
    ]);
    expect(await executor.read.selectFrom('users').selectAll().executeTakeFirst()).toMatchObject({
      first_name: 'An na',
      last_name: '\u0007',
      display_name: 'Anna Berg',
      first_name_folded: 'an na',
      attributes_json: JSON.stringify({ room: '1 2' }),
    });
  } finally {
    await close();
  }
});
