import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createTermsStore } from '../../../electron/db/stores/people/terms.ts';
import { createUserSettingsStore } from '../../../electron/db/stores/people/user-settings.ts';
import { createUsersStore } from '../../../electron/db/stores/people/users.ts';
import { migrated } from '../../support/migrated.ts';

const person = (id: string) => `insert into users (id, username, email, first_name, last_name, display_name, source,
  enabled, created_at, updated_at) values ('${id}', '${id}', '${id}@x', '', '', '', 'local', 1, 1, 1)`;

describe('the migration to user settings of several types', () => {
  it('keeps settings with their groups and makes defaults of what the whole office had', async () => {
    const { executor, close } = await migrated('0080-user-settings', async (db) => {
      for (const statement of [
        person('anna'),
        `insert into user_groups (id, name, description, kind, created_at, updated_at)
          values ('sales', 'Sales', '', 'manual', 1, 1)`,
        `insert into user_settings (id, name, description, is_default, priority, body_json, created_at, updated_at)
          values ('s', 'Phones', 'own', 0, 1, '{"appleEnrollmentType":"user","registrationType":"pin"}', 1, 2)`,
        `insert into user_setting_groups (setting_id, group_id) values ('s', 'sales')`,
        `insert into settings (key, value) values ('deviceLimit', '3'), ('termsEnabled', 'true'), ('port', '9000'),
          ('invitePolicy', '{"reminder":{"enabled":true,"startDay":1,"endDay":9,"everyDays":2,"maximum":4},"confirmation":false}')`,
        `insert into terms_versions (version, title, text, created_at) values (4, 'Rules', 'Old.', 5), (7, 'Rules', 'New.', 6)`,
        `insert into terms_acceptances (user_id, version, accepted_at) values ('anna', 4, 8)`,
      ])
        await sql.raw(statement).execute(db);
    });
    try {
      const settings = createUserSettingsStore(executor);
      const [phones, standard] = await settings.list('registration');
      expect(phones).toMatchObject({
        id: 's',
        name: 'Phones',
        description: 'own',
        priority: 1,
        groups: [{ id: 'sales', name: 'Sales' }],
        body: { appleEnrollmentType: 'user', registrationType: 'pin' },
        updatedAt: 2,
      });
      expect(standard).toMatchObject({ id: 'default', isDefault: true });
      expect(await settings.list('device-limit')).toMatchObject([{ isDefault: true, body: { maximum: 3 } }]);
      expect((await settings.list('invite-reminder'))[0]?.body).toEqual({
        enabled: true,
        startDay: 1,
        endDay: 9,
        everyDays: 2,
        maximum: 4,
      });
      expect((await settings.list('registration-confirmation'))[0]?.body).toEqual({ enabled: false });
      const [terms] = await settings.list('terms-of-service');
      expect(terms?.body).toEqual({ enabled: true, title: 'Rules', text: 'New.' });
      const versions = await createTermsStore(executor).list(terms?.id ?? '');
      expect(versions.map(({ version, text, accepted }) => [version, text, accepted])).toEqual([
        [7, 'New.', 0],
        [4, 'Old.', 1],
      ]);
      expect(await createTermsStore(executor).acceptedBy('anna')).toEqual([
        { version: 4, title: 'Rules', acceptedAt: 8 },
      ]);
      const left = await executor.read.selectFrom('settings').select('key').execute();
      expect(left).toEqual([{ key: 'port' }]);
      const broken = await sql`pragma foreign_key_check`.execute(executor.read);
      expect(broken.rows).toEqual([]);
    } finally {
      await close();
    }
  });

  it('gives an office that never changed anything the same defaults as before', async () => {
    const { executor, close } = await migrated('0080-user-settings', () => Promise.resolve());
    try {
      const settings = createUserSettingsStore(executor);
      expect((await settings.list('device-limit'))[0]?.body).toEqual({ maximum: null });
      expect((await settings.list('terms-of-service'))[0]?.body).toEqual({ enabled: false, title: '', text: '' });
      expect((await settings.list('invite-reminder'))[0]?.body.enabled).toBe(false);
      expect((await settings.list('registration-confirmation'))[0]?.body).toEqual({ enabled: true });
    } finally {
      await close();
    }
  });
});

describe('the migration to rules for passwords', () => {
  it('dates present passwords and asks no more of the next ones than before', async () => {
    const { executor, close } = await migrated('0081-passwords', async (db) => {
      await sql.raw(person('anna')).execute(db);
      await sql.raw(person('ben')).execute(db);
      await sql.raw(`update users set password_hash = 'x', updated_at = 77 where id = 'ben'`).execute(db);
    });
    try {
      const users = createUsersStore(executor);
      expect([await users.passwordSetAt('anna'), await users.passwordSetAt('ben')]).toEqual([undefined, 77]);
      expect(await createUserSettingsStore(executor).list('password-complexity')).toMatchObject([
        { isDefault: true, body: { minimumLength: 8, history: null, expiryDays: null, lockAfter: 5 } },
      ]);
    } finally {
      await close();
    }
  });
});

describe('the migration to attributes of the office', () => {
  it('takes over what people of the office alone have, and leaves what a directory tells', async () => {
    const { executor, close } = await migrated('0140-custom-attributes', async (db) => {
      await sql.raw(person('anna')).execute(db);
      await sql.raw(person('ben')).execute(db);
      await sql.raw(`update users set attributes_json = '{"Desk":"12"}'`).execute(db);
      await sql.raw(`update users set source = 'ldap' where id = 'ben'`).execute(db);
    });
    try {
      const users = createUsersStore(executor);
      expect(await users.find('anna')).toMatchObject({ customAttributes: { Desk: '12' }, directoryAttributes: {} });
      expect(await users.find('ben')).toMatchObject({ customAttributes: {}, directoryAttributes: { Desk: '12' } });
    } finally {
      await close();
    }
  });
});
