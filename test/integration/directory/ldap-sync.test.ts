// LDAP against a real OpenLDAP server: connecting, importing, syncing.
import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/core.ts';
import {
  bindPassword,
  groupLdif,
  personLdif,
  startLdapDirectory,
  suffix,
  type LdapDirectory,
} from '../../support/ldap-directory.ts';
import { createPushAuthority } from '../../support/fakes/apns-certificates.ts';
import { createFakeSmtp } from '../../support/fakes/smtp.ts';
import { mailServerFor, mailsArrive } from '../../support/mail.ts';
import { connectAndSync, everybody, ldapInput, taskEnd, until } from '../../support/ldap-office.ts';

const entries = [
  `dn: ou=sales,ou=people,${suffix}\nobjectClass: organizationalUnit\nou: sales\ndescription: Sales\n`,
  personLdif('anna', { extra: 'preferredLanguage: de-DE\ntelephoneNumber: 4711\n' }),
  personLdif('ben', { unit: 'ou=sales,ou=people' }),
  personLdif('carla', { unit: 'ou=sales,ou=people' }),
  personLdif('dora'),
  groupLdif('inner', ['uid=ben,ou=sales,ou=people', 'cn=outer,ou=groups']),
  groupLdif('outer', ['cn=inner,ou=groups', 'uid=anna,ou=people']),
].join('\n');

const change = (uid: string, text: string): string =>
  `dn: uid=${uid},ou=people,${suffix}\nchangetype: modify\n${text}\n`;

describe('LDAP sync', () => {
  let office: Office;
  let directory: LdapDirectory;

  beforeAll(async () => {
    directory = await startLdapDirectory({ entries: `\n${entries}` });
  });
  afterAll(async () => {
    await directory.stop();
  });
  beforeEach(async () => {
    office = await startOffice({ push: false });
  });
  afterEach(async () => {
    expect(office.problems).toEqual([]);
    await office.stop();
  });

  const usersByName = async () => {
    const { rows } = await office.call('users.list', {});
    return new Map(rows.map((row) => [row.username.replace(/@.*/, ''), row]));
  };

  it('scenario 59: imports a single user, a group with its nested group, and a unit', async () => {
    const { id } = await office.call('ldap.create', ldapInput(directory.url));
    expect((await office.call('users.list', {})).total).toBe(0);
    const [dora] = await office.call('ldap.search', { id, kind: 'user', text: 'dor' });
    expect(dora).toMatchObject({
      name: 'dora Example',
      detail: 'dora@office.example',
      managedAppleId: 'd•••a@appleid.office.example',
    });
    const pick = async (hit: typeof dora) => {
      if (!hit) throw new Error('nothing was found');
      const { kind, externalId, dn, name } = hit;
      const { taskId } = await office.call('ldap.select', { id, items: [{ kind, externalId, dn, name }] });
      expect(await taskEnd(office, taskId)).toMatchObject({ state: 'done' });
    };
    await pick(dora);
    expect([...(await usersByName()).keys()]).toEqual(['dora']);

    const groups = await office.call('ldap.search', { id, kind: 'group', text: 'outer' });
    expect(groups.map(({ name }) => name)).toEqual(['outer']);
    office.clock.advance(1000);
    await pick(groups[0]);
    const people = await usersByName();
    expect([...people.keys()].sort()).toEqual(['anna', 'ben', 'dora']);
    expect(people.get('ben')?.groups.map(({ name }) => name)).toEqual(['inner', 'outer']);
    expect(people.get('anna')).toMatchObject({ source: 'ldap', managedAppleId: 'a•••a@appleid.office.example' });

    office.clock.advance(1000);
    const units = await office.call('ldap.search', { id, kind: 'ou', text: 'sales' });
    await pick(units[0]);
    expect([...(await usersByName()).keys()].sort()).toEqual(['anna', 'ben', 'carla', 'dora']);
  });

  it('check 26: sets Managed Apple IDs by the pattern, with and without the appleid subdomain, and reports a clash', async () => {
    await office.addPerson('boss', { managedAppleId: 'anna@office.example' });
    const input = ldapInput(directory.url, { managedAppleId: { kind: 'email', appleidSubdomain: false } });
    const { id, task } = await connectAndSync(office, input);
    expect(task.result?.details).toEqual([
      'anna Example: a•••a@office.example belongs to boss Example (boss@office.example)',
    ]);
    let people = await usersByName();
    expect(people.get('anna')?.managedAppleId).toBeUndefined();
    expect(people.get('ben')?.managedAppleId).toBe('b•••n@office.example');
    expect((await office.call('ldap.get', { id })).report?.clashes).toHaveLength(1);
    const csv = await office.call('ldap.reportCsv', { id });
    expect(csv.text).toContain('anna Example,Managed Apple ID a•••a@office.example belongs to boss Example');

    office.clock.advance(1000);
    const { connection, ...rest } = input;
    await office.call('ldap.update', {
      id,
      ...rest,
      connection: { ...connection, password: undefined },
      managedAppleId: { kind: 'email', appleidSubdomain: true },
    });
    const { taskId } = await office.call('ldap.syncNow', { id });
    await taskEnd(office, taskId);
    people = await usersByName();
    expect(people.get('anna')?.managedAppleId).toBe('a•••a@appleid.office.example');
    expect(people.get('ben')?.managedAppleId).toBe('b•••n@appleid.office.example');
  });

  it('check 27: invites who is new by mail when the server says so, once', async () => {
    const smtp = await createFakeSmtp();
    try {
      await office.call('mail.update', mailServerFor(smtp));
      const input = ldapInput(directory.url, { options: { autoInvite: true } });
      const { id } = await connectAndSync(office, input);
      for (const name of ['anna', 'dora']) await mailsArrive(smtp, `${name}@office.example`, 1);
      await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
      // In the language that the directory says is hers.
      expect(smtp.mailsTo('anna@office.example')).toMatchObject([{ subject: 'My Office: Registrieren Sie Ihr Gerät' }]);
      expect((await usersByName()).get('anna')?.inviteStatus).toBe('pending');
    } finally {
      await office.call('mail.remove', {});
      await smtp.stop();
    }
  });

  it('invites later whom a sync brought while no mail server was there, and says so', async () => {
    const smtp = await createFakeSmtp();
    try {
      const input = ldapInput(directory.url, { options: { autoInvite: true } });
      const { id, task } = await connectAndSync(office, input);
      expect(task).toMatchObject({ state: 'done' });
      expect(task.result?.text).toMatch(/New and not invited: 4 people. No mail server is set up/);
      expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'ok' });
      await office.call('mail.update', mailServerFor(smtp));
      await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
      for (const name of ['anna', 'ben', 'carla', 'dora']) await mailsArrive(smtp, `${name}@office.example`, 1);
      await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
      expect(smtp.mails).toHaveLength(4);
    } finally {
      await office.call('mail.remove', {});
      await smtp.stop();
    }
  });

  it('keeps custom attributes and locale, and never gives the password out', async () => {
    const { id } = await connectAndSync(
      office,
      ldapInput(directory.url, { search: { customAttributes: [{ name: 'phone', attribute: 'telephoneNumber' }] } }),
    );
    const anna = (await usersByName()).get('anna');
    const details = await office.call('users.get', { id: anna?.id ?? '' });
    expect(JSON.stringify(details)).toContain('4711');
    const server = await office.call('ldap.get', { id });
    expect(server.hasPassword).toBe(true);
    expect(
      JSON.stringify([server, await office.call('ldap.list', {}), await office.call('audit.list', {})]),
    ).not.toContain(bindPassword);
  });

  it('keeps a custom attribute named as something that every object has, and says when nobody has one', async () => {
    const customAttributes = [
      { name: 'constructor', attribute: 'telephoneNumber' },
      { name: 'toString', attribute: 'noSuchAttribute' },
    ];
    const { id } = await connectAndSync(office, ldapInput(directory.url, { search: { customAttributes } }));
    const [server] = await office.call('ldap.list', {});
    expect(server).toMatchObject({
      id,
      message: 'Nobody has the attribute noSuchAttribute, of which toString is made. Check how it is written.',
    });
    const people = await usersByName();
    expect(people.get('anna')?.attributes).toMatchObject({ constructor: '4711' });
    expect(Object.keys(people.get('ben')?.attributes ?? {})).not.toContain('constructor');
  });

  it('offers custom attributes to rules and mails from their set-up on, and fills them in', async () => {
    const input = ldapInput(directory.url, {
      search: { customAttributes: [{ name: 'phone', attribute: 'telephoneNumber' }] },
    });
    const { id } = await office.call('ldap.create', input);
    expect((await office.call('rules.attributes', { subject: 'users' })).map((one) => one.id)).toContain(
      'attribute:phone',
    );
    const [invitation] = await office.call('mailTemplates.list', {});
    expect(invitation?.attributes).toContain('phone');
    const template = {
      id: 'invitation' as const,
      language: 'en' as const,
      subject: 'Hello',
      text: '${activationUrl}\nYour phone: ${phone}',
      html: '',
    };
    await office.call('mailTemplates.update', template);
    await taskEnd(office, (await office.call('ldap.select', { id, items: [everybody] })).taskId);
    const people = await usersByName();
    const previewFor = async (name: string) =>
      (await office.call('mailTemplates.preview', { id: 'invitation', language: 'en', userId: people.get(name)?.id }))
        .text;
    expect(await previewFor('anna')).toContain('Your phone: 4711');
    expect(await previewFor('ben')).not.toContain('Your phone');
    expect(
      await office.call('rules.preview', {
        subject: 'users',
        rules: { match: 'all', rules: [{ attribute: 'attribute:phone', operator: 'equals', value: '4711' }] },
      }),
    ).toMatchObject({ total: 1 });
    await office.call('ldap.update', { id, ...ldapInput(directory.url) });
    await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    await expect(office.call('mailTemplates.update', template)).rejects.toThrow(/unknown variable \$\{phone\}/);
  });

  it('disables who is locked there, and keeps who was removed without sync', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    const control = (value: number): string =>
      change(
        'anna',
        `replace: objectClass\nobjectClass: inetOrgPerson\nobjectClass: adPerson\n-\nreplace: userAccountControl\nuserAccountControl: ${String(value)}\n`,
      );
    await directory.modify(`dn: uid=dora,ou=people,${suffix}\nchangetype: delete\n`);
    await directory.modify(control(514));
    office.clock.advance(1000);
    const { taskId } = await office.call('ldap.syncNow', { id });
    const task = await taskEnd(office, taskId);
    expect(task.result?.text).toContain('1 not found any more');
    const anna = (await usersByName()).get('anna');
    expect(anna).toMatchObject({ enabled: false });
    // It does not say of everybody who is enabled, but it would lock her again.
    await expect(office.call('users.setEnabled', { ids: [anna?.id ?? ''], enabled: true })).rejects.toThrow(
      'A directory decides who of these is enabled: anna Example',
    );
    const owned = async (name: string) =>
      (await office.call('users.get', { id: (await usersByName()).get(name)?.id ?? '' })).directoryOwns;
    const always = ['email', 'firstName', 'lastName', 'username', 'displayName', 'locale', 'password'];
    expect(await owned('anna')).toEqual([...always, 'enabled']);
    expect(await owned('ben')).toEqual(always);
    expect(await owned('dora')).toEqual([]);
    await directory.modify(control(66048));
    await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect((await usersByName()).get('anna')).toMatchObject({ enabled: true });
    expect((await usersByName()).get('dora')).toMatchObject({ enabled: false, sync: 'no-sync' });
    await directory.modify(personLdif('dora').trim().replace('\n', '\nchangetype: add\n'));
  });

  it('finds an objectGUID by its bytes, also those that mean something in a filter', async () => {
    // As text 2a28295c-...: the bytes stand in another order, and some are "*", "(", ")" and "\\".
    const guid = Buffer.from('5c29282a00ff2829005c2a28295c2a00', 'hex');
    const { users } = ldapInput(directory.url).search;
    const account = `objectGUID:: ${guid.toString('base64')}\nsAMAccountName: gina\nuserPrincipalName: gina@office.example\nobjectClass: adPerson\n`;
    await directory.modify(personLdif('gina', { extra: account }).trim().replace('\n', '\nchangetype: add\n'));
    const { id } = await office.call(
      'ldap.create',
      ldapInput(directory.url, {
        search: { users: { ...users, guid: 'objectGUID', uid: 'sAMAccountName', principal: 'userPrincipalName' } },
        managedAppleId: { kind: 'upn', appleidSubdomain: false },
      }),
    );
    const [gina] = await office.call('ldap.search', { id, kind: 'user', text: 'gina' });
    expect(gina?.externalId).toBe('2a28295c-ff00-2928-005c-2a28295c2a00');
    const items = [{ kind: 'user' as const, externalId: gina?.externalId ?? '', dn: gina?.dn ?? '', name: 'gina' }];
    await taskEnd(office, (await office.call('ldap.select', { id, items })).taskId);
    const { rows } = await office.call('users.list', {});
    expect(rows.map(({ username, managedAppleId }) => [username, managedAppleId])).toEqual([
      ['gina@office.example', 'g•••a@office.example'],
    ]);
    await directory.modify(`dn: uid=gina,ou=people,${suffix}\nchangetype: delete\n`);
  });

  it('drops the whole sync when more people changed than allowed, and syncs anyway when told to', async () => {
    const { id } = await connectAndSync(
      office,
      ldapInput(directory.url, { options: { discardEnabled: true, discardPercent: 40 } }),
    );
    await directory.modify(['anna', 'dora'].map((uid) => change(uid, `replace: sn\nsn: Changed\n`)).join('\n'));
    office.clock.advance(1000);
    const first = await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect(first).toMatchObject({ state: 'failed' });
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'discarded' });
    expect((await office.call('ldap.list', {}))[0]?.message).toContain('it would change 2 people of 4');
    const anna = (await usersByName()).get('anna');
    expect(await office.call('users.get', { id: anna?.id ?? '' })).toMatchObject({ lastName: 'Example' });
    await taskEnd(office, (await office.call('ldap.syncNow', { id, acceptChanges: true })).taskId);
    expect(await office.call('users.get', { id: anna?.id ?? '' })).toMatchObject({ lastName: 'Changed' });
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'ok' });
    await directory.modify(['anna', 'dora'].map((uid) => change(uid, `replace: sn\nsn: Example\n`)).join('\n'));
  });

  it.each([
    ['users', /none of the 4 who are synced.*GUID attribute/],
    ['groups', /none of the 2 groups that are synced.*GUID attribute/],
  ] as const)(
    'asks before another permanent ID of %s makes everything new, also without discard protection',
    async (part, message) => {
      const { id } = await connectAndSync(office, ldapInput(directory.url));
      const before = (await usersByName()).get('anna');
      const { connection, ...rest } = ldapInput(directory.url);
      const guid = part === 'users' ? 'uid' : 'cn';
      const search = { ...rest.search, [part]: { ...rest.search[part], guid } };
      await office.call('ldap.update', { id, ...rest, search, connection: { ...connection, password: undefined } });
      office.clock.advance(1000);
      const task = await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
      expect(task).toMatchObject({ state: 'failed' });
      expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'discarded', people: 4 });
      expect((await office.call('ldap.list', {}))[0]?.message).toMatch(message);
      expect((await usersByName()).get('anna')).toEqual(before);
    },
  );

  it('takes people and groups whose names hold what no profile can carry, and lets them be picked', async () => {
    const base64 = (words: string): string => Buffer.from(words).toString('base64');
    const [odd, team] = [`uid=odd,ou=people,${suffix}`, `cn=team,ou=groups,${suffix}`];
    await directory.modify(
      `dn: ${odd}\nchangetype: add\nobjectClass: inetOrgPerson\nuid: odd\nsn:: ${base64('Be\u0000rg')}\n` +
        `cn:: ${base64('Odd\u000bBerg')}\nmail: odd@office.example\n\n` +
        `dn: ${team}\nchangetype: add\nobjectClass: groupOfNames\ncn: team\ndescription:: ${base64('a\u000bb')}\nmember: ${odd}\n`,
    );
    try {
      const { id } = await office.call('ldap.create', ldapInput(directory.url));
      const items = [
        ...(await office.call('ldap.search', { id, kind: 'user', text: 'odd' })),
        ...(await office.call('ldap.search', { id, kind: 'group', text: 'team' })),
      ].map(({ kind, externalId, dn, name }) => ({ kind, externalId, dn, name }));
      expect(items.map(({ name }) => name)).toEqual(['Odd Berg', 'team']);
      const task = await taskEnd(office, (await office.call('ldap.select', { id, items })).taskId);
      expect(task).toMatchObject({ state: 'done', result: { details: [] } });
      const row = (await usersByName()).get('odd');
      expect(row).toMatchObject({ displayName: 'Odd Berg', groups: [{ name: 'team' }] });
      expect(await office.call('users.get', { id: row?.id ?? '' })).toMatchObject({ lastName: 'Be rg' });
    } finally {
      for (const dn of [team, odd]) await directory.modify(`dn: ${dn}\nchangetype: delete\n`);
    }
  });

  it('protects from a mass change unless told otherwise, but lets a share of the people change', async () => {
    const { options, ...rest } = ldapInput(directory.url);
    const usual = { ...rest, options: { ...options, discardEnabled: undefined } };
    const { id } = await connectAndSync(office, usual);
    const again = async () => {
      office.clock.advance(1000);
      await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
      return (await office.call('ldap.list', {}))[0]?.syncState;
    };
    await directory.modify(change('anna', `replace: sn\nsn: Changed\n`));
    expect(await again()).toBe('ok');
    await directory.modify(['anna', 'dora'].map((uid) => change(uid, `replace: sn\nsn: Example\n`)).join('\n'));
    await directory.modify(change('dora', `replace: sn\nsn: Other\n`));
    expect(await again()).toBe('discarded');
    await directory.modify(change('dora', `replace: sn\nsn: Example\n`));
  });

  it('finds the members of a posixGroup in a tree whose groups name DNs, and says which group brings nobody', async () => {
    const posix = (cn: string, number: number, uids: string) =>
      `dn: cn=${cn},ou=groups,${suffix}\nchangetype: add\nobjectClass: posixGroup\ncn: ${cn}\ngidNumber: ${String(number)}\n${uids}\n`;
    await directory.modify(
      `${posix('unix', 1001, 'memberUid: ANNA\nmemberUid: dora')}\n${posix('strangers', 1002, 'memberUid: nobody')}`,
    );
    try {
      const { id } = await office.call('ldap.create', ldapInput(directory.url));
      const items = [
        ...(await office.call('ldap.search', { id, kind: 'group', text: 'unix' })),
        ...(await office.call('ldap.search', { id, kind: 'group', text: 'strangers' })),
      ].map(({ kind, externalId, dn, name }) => ({ kind, externalId, dn, name }));
      await taskEnd(office, (await office.call('ldap.select', { id, items })).taskId);
      const people = await usersByName();
      expect([...people.keys()].sort()).toEqual(['anna', 'dora']);
      expect(people.get('anna')?.groups.map(({ name }) => name)).toContain('unix');
      expect((await office.call('ldap.get', { id })).report?.message).toContain(
        'Nobody was found of the 1 members that the group strangers names',
      );
    } finally {
      for (const cn of ['unix', 'strangers']) {
        await directory.modify(`dn: cn=${cn},ou=groups,${suffix}\nchangetype: delete\n`);
      }
    }
  });

  it('runs again although the clock was set back', async () => {
    const ahead = 365 * 24 * 60 * 60_000;
    office.clock.advance(ahead);
    await connectAndSync(office, ldapInput(directory.url));
    const startedAt = async () => (await office.call('ldap.list', {}))[0]?.syncStartedAt ?? 0;
    const first = await startedAt();
    office.clock.setBack(ahead);
    office.clock.advance(60_000);
    await until(async () => (await startedAt()) !== first);
    await until(async () => (await office.call('ldap.list', {}))[0]?.syncState === 'ok');
    expect((await office.call('users.list', { pageSize: 1 })).total).toBe(4);
  });

  it('runs by its interval, and not for a server that is switched off', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    const startedAt = async () => (await office.call('ldap.list', {}))[0]?.syncStartedAt ?? 0;
    const before = await startedAt();
    office.clock.advance(15 * 60_000);
    await until(async () => (await startedAt()) > before);
    const { connection, ...rest } = ldapInput(directory.url, { options: { enabled: false } });
    await office.call('ldap.update', { id, ...rest, connection: { ...connection, password: undefined } });
    const last = await startedAt();
    office.clock.advance(30 * 60_000);
    await office.call('users.list', {});
    expect(await startedAt()).toBe(last);
  });

  it('syncs nobody any more once everything is taken out of it', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    await office.call('ldap.deselect', { id, items: [{ kind: everybody.kind, externalId: everybody.externalId }] });
    office.clock.advance(1000);
    await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect([...(await usersByName()).values()].map(({ sync }) => sync)).toEqual(Array(4).fill('no-sync'));
    // They turn local all the same when the server is deleted.
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ people: 0, origins: 4 });
    const startedAt = async () => (await office.call('ldap.list', {}))[0]?.syncStartedAt;
    const last = await startedAt();
    office.clock.advance(30 * 60_000);
    await office.call('users.list', {});
    expect(await startedAt()).toBe(last);
  });

  it('does not believe a directory that shows nobody any more, until told to', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    const { connection, ...rest } = ldapInput(directory.url);
    const nobody = { ...rest.search, users: { ...rest.search.users, filter: '(uid=nobody)' } };
    await office.call('ldap.update', {
      id,
      ...rest,
      search: nobody,
      connection: { ...connection, password: undefined },
    });
    office.clock.advance(1000);
    const task = await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect(task.error?.message).toContain('shows nobody any more of the 4 people');
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'discarded', people: 4 });
    expect((await usersByName()).get('anna')?.groups.map(({ name }) => name)).toContain('outer');
    await taskEnd(office, (await office.call('ldap.syncNow', { id, acceptChanges: true })).taskId);
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'ok', people: 0 });
  });

  it('refuses to sync a server that is switched off, and keeps nothing of what was picked', async () => {
    const { id } = await office.call('ldap.create', ldapInput(directory.url, { options: { enabled: false } }));
    await expect(office.call('ldap.syncNow', { id })).rejects.toThrow('Enable this server');
    await expect(office.call('ldap.select', { id, items: [everybody] })).rejects.toThrow('Enable this server');
    expect((await office.call('ldap.get', { id })).selections).toEqual([]);
  });

  it('notes in the audit trail which attribute and which authority were put in place of another', async () => {
    const [first, second] = await Promise.all([createPushAuthority(), createPushAuthority()]);
    const server = (attribute: string, caPem: string) => {
      const { search, ...rest } = ldapInput(directory.url, { options: { caCertificates: [caPem] } });
      return { ...rest, search: { ...search, customAttributes: [{ name: 'role', attribute }] } };
    };
    const { id } = await office.call('ldap.create', server('employeeType', first.caPem));
    const { connection, ...changed } = server('title', second.caPem);
    await office.call('ldap.update', { id, ...changed, connection: { ...connection, password: undefined } });
    expect((await office.call('audit.list', { activities: ['Changed'] })).rows[0]?.changes).toEqual([
      {
        attribute: 'CA Certificates',
        before: new X509Certificate(first.caPem).fingerprint256,
        after: new X509Certificate(second.caPem).fingerprint256,
      },
      { attribute: 'Custom Attributes', before: 'role: employeeType', after: 'role: title' },
    ]);
  });

  it('names the filter that is none', async () => {
    const input = ldapInput(directory.url);
    const groups = { ...input.search.groups, filter: '(((' };
    await expect(office.call('ldap.create', { ...input, search: { ...input.search, groups } })).rejects.toMatchObject({
      envelope: { code: 'input.invalid', fields: { 'search.groups.filter': 'not a search filter' } },
    });
  });

  it('calls a server stale whose last success is too long ago', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ stale: false });
    await directory.pause();
    try {
      office.clock.advance(31 * 60_000);
      expect((await office.call('ldap.get', { id })).summary).toMatchObject({ stale: true });
    } finally {
      directory.resume();
    }
    await until(async () => (await office.call('ldap.list', {}))[0]?.stale === false);
  });

  it('notes every end of a sync in the audit trail, but not the same one by the clock again and again', async () => {
    const trail = async () =>
      (await office.call('audit.list', { activities: ['Synced'] })).rows
        .reverse()
        .map(({ by, changes }) => [by, ...changes.map(({ attribute, after }) => `${attribute}: ${after ?? ''}`)]);
    const options = { discardEnabled: true, discardPercent: 10 };
    const { id } = await connectAndSync(office, ldapInput(directory.url, { options }));
    await directory.modify(change('anna', `replace: sn\nsn: Changed\n`));
    office.clock.advance(1000);
    await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    await taskEnd(office, (await office.call('ldap.syncNow', { id, acceptChanges: true })).taskId);
    await directory.modify(change('anna', `replace: sn\nsn: Example\n`));
    expect(await trail()).toMatchObject([
      ['test', 'Outcome: Succeeded', 'New: 4', 'Changed: 0', 'Not Found Any More: 0'],
      [
        'test',
        'Outcome: Dropped as a whole',
        expect.stringContaining('it would change 1 person of 4'),
        'New: 0',
        expect.anything(),
        expect.anything(),
      ],
      ['test', 'Outcome: Succeeded', 'Discard Protection: Passed over', 'New: 0', 'Changed: 1', expect.anything()],
    ]);
  });

  it('notes a failure once, and that it is over, when syncs run by the clock; a cancelled one by who asked', async () => {
    const ends = async () =>
      (await office.call('audit.list', { activities: ['Synced'] })).rows
        .map(({ by, changes }) => `${by}: ${changes[0]?.after ?? ''}`)
        .reverse();
    const open = async () =>
      (await office.call('notifications.list', {})).rows
        .filter(({ status, componentType }) => status === 'Open' && componentType === 'LDAP')
        .map(({ title }) => title);
    const { id } = await connectAndSync(office, ldapInput(directory.url, { options: { resultsTimeout: 1 } }));
    const byTheClock = async (wanted: string) => {
      const last = (await office.call('ldap.list', {}))[0]?.syncStartedAt;
      office.clock.advance(15 * 60_000);
      await until(async () => {
        const [server] = await office.call('ldap.list', {});
        // The job may have been under way when the time passed: then it comes with the next minute.
        if (server?.syncStartedAt === last) office.clock.advance(60_000);
        return server?.syncState === wanted && server.syncStartedAt !== last;
      });
    };
    await directory.pause();
    try {
      await byTheClock('failed');
      await byTheClock('failed');
      expect(await open()).toEqual(['The directory cannot be reached']);
      const { taskId } = await office.call('ldap.syncNow', { id });
      await until(async () => (await office.call('ldap.list', {}))[0]?.syncState === 'running');
      await office.call('tasks.cancel', { id: taskId });
      expect(await taskEnd(office, taskId)).toMatchObject({ state: 'cancelled' });
    } finally {
      directory.resume();
    }
    await byTheClock('ok');
    await byTheClock('ok');
    expect(await open()).toEqual([]);
    expect(await ends()).toEqual(['test: Succeeded', 'Russet: Failed', 'test: Cancelled', 'Russet: Succeeded']);
  });

  it('turns people into local ones when the server is deleted', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url));
    await office.call('ldap.delete', { id });
    expect((await usersByName()).get('anna')).toMatchObject({ source: 'local' });
    expect((await office.call('groups.list', {})).rows.find(({ name }) => name === 'outer')).toMatchObject({
      kind: 'manual',
    });
  });

  it('asks for the password again before it is sent to another server', async () => {
    const { id } = await office.call('ldap.create', ldapInput(directory.url));
    const { connection, options } = ldapInput('ldap://127.0.0.1:1');
    await expect(
      office.call('ldap.test', { id, connection: { ...connection, password: undefined }, options }),
    ).rejects.toThrow(/input.invalid: Enter the password again/);
  });
});
