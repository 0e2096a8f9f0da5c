// What only Active Directory does, against a stand-in that speaks LDAP as a domain controller does.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ldapPresets } from '../../../shared/model/ldap.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import {
  adDomain,
  adReader,
  startActiveDirectory,
  type ActiveDirectory,
} from '../../support/fakes/active-directory.ts';
import { adGuidText, type AdAccount } from '../../support/fakes/active-directory-tree.ts';
import { connectAndSync, ldapInput, taskEnd, type LdapInputChanges } from '../../support/ldap-office.ts';

const account = (sam: string, rid: number, more: Partial<AdAccount> = {}): AdAccount => ({
  name: `${sam} Example`,
  sam,
  rid,
  password: `${sam} password`,
  ...more,
  values: {
    givenName: [sam],
    sn: ['Example'],
    displayName: [`${sam} Example`],
    mail: [`${sam}@office.example`],
    ...more.values,
  },
});

const crowd = Array.from({ length: 7 }, (_, index) => account(`crowd${String(index)}`, 2000 + index));

const tree = {
  accounts: [
    account('anna', 1104, { control: 66048, upn: 'Anna.Berg@login.office.example' }),
    account('ben', 1105, { control: 66050, unit: 'OU=Sales' }),
    account('cleo', 1106, { control: 514, primaryGroup: 1203 }),
    account('dora', 1107, { refused: '532' }),
    account('emil', 1108, { refused: '533' }),
    account('fred', 1109, { refused: '775' }),
    ...crowd,
  ],
  groups: [
    { name: 'Domain Users', rid: 513 },
    { name: 'Everybody large', rid: 1201, members: crowd.map(({ name }) => name) },
    { name: 'Staff', rid: 1202, members: ['Everybody large', 'anna Example'] },
    { name: 'Cleaners', rid: 1203 },
  ],
  units: ['Sales'],
  hidden: ['System', ...Array.from({ length: 60 }, (_, index) => `System ${String(index)}`)],
};

const bindReasons = [
  ['525', 'there is no such user'],
  ['52e', 'the DN or the password is wrong'],
  ['530', 'may not sign in at this time'],
  ['531', 'may not sign in from this computer'],
  ['532', 'its password has expired'],
  ['533', 'the account is disabled'],
  ['701', 'the account has expired'],
  ['773', 'must be changed at the next sign-in'],
  ['775', 'the account is locked'],
] as const;

describe('Active Directory', () => {
  let office: Office;
  let directory: ActiveDirectory;

  beforeAll(async () => {
    directory = await startActiveDirectory(
      {
        ...tree,
        accounts: [
          ...tree.accounts,
          ...bindReasons.map(([code], index) =>
            account(`bind${code}`, 3000 + index, { refused: code, unit: 'OU=Sales', values: { mail: [] } }),
          ),
        ],
      },
      { maxValRange: 3 },
    );
  });
  afterAll(async () => {
    await directory.stop();
  });
  beforeEach(async () => {
    office = await startOffice();
  });
  afterEach(async () => {
    await office.stop();
    expect([...office.problems, ...directory.complaints]).toEqual([]);
  });

  const input = (changes: LdapInputChanges = {}) =>
    ldapInput(directory.url, {
      ...changes,
      connection: {
        type: 'active-directory',
        bindDn: adReader.dn,
        password: adReader.password,
        ...changes.connection,
      },
      options: { resultsCount: 4, ...changes.options },
      search: { ...ldapPresets['active-directory'], baseDn: adDomain, ...changes.search },
    });
  const usersByName = async () => {
    const { rows } = await office.call('users.list', { pageSize: 100 });
    return new Map(rows.map((row) => [row.username.replace(/@.*/, ''), row]));
  };
  const groupsOf = async (name: string) =>
    (await usersByName())
      .get(name)
      ?.groups.map((group) => group.name)
      .sort();

  it('fills in the default naming context', async () => {
    const { connection, options } = input();
    expect(await office.call('ldap.test', { connection, options })).toMatchObject({
      ok: true,
      namingContext: adDomain,
    });
  });

  it.each(bindReasons)('says what a refused bind with the reason %s means: %s', async (code, text) => {
    const bindDn = code === '525' ? `CN=Nobody,${adDomain}` : `CN=bind${code} Example,OU=Sales,${adDomain}`;
    const password = code === '52e' ? 'wrong' : `bind${code} password`;
    const { connection, options } = input({ connection: { bindDn, password } });
    const result = await office.call('ldap.test', { connection, options });
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining(text) as string });
    expect(result.message).not.toContain('80090308');
  });

  it('binds with a user principal name or a domain name as well', async () => {
    for (const bindDn of ['Anna.Berg@login.office.example', 'OFFICE\\anna']) {
      const { connection, options } = input({ connection: { bindDn, password: 'anna password' } });
      expect(await office.call('ldap.test', { connection, options })).toMatchObject({ ok: true });
    }
  });

  it('reads objectGUID as Microsoft writes it, and finds people by its bytes', async () => {
    const { id } = await office.call('ldap.create', input());
    const [anna] = await office.call('ldap.search', { id, kind: 'user', text: 'anna' });
    expect(anna).toMatchObject({ externalId: adGuidText(1104) });
    if (!anna) throw new Error('nobody was found');
    const { kind, externalId, dn, name } = anna;
    const { taskId } = await office.call('ldap.select', { id, items: [{ kind, externalId, dn, name }] });
    expect(await taskEnd(office, taskId)).toMatchObject({ state: 'done' });
    expect([...(await usersByName()).keys()]).toEqual(['anna']);
  });

  it('takes people in with groups: memberOf, nested, primary, and long ones that come in pieces', async () => {
    const { id, task } = await connectAndSync(office, input());
    expect(task.result?.text).toContain('13 new');
    expect(task.result?.details).toHaveLength(bindReasons.length);
    expect(await groupsOf('anna')).toEqual(['Domain Users', 'Staff']);
    expect(await groupsOf('cleo')).toEqual(['Cleaners']);
    for (const { sam } of crowd) expect(await groupsOf(sam)).toEqual(['Domain Users', 'Everybody large', 'Staff']);
    expect(directory.rangesAsked.slice(-2)).toEqual(['member;range=3-*', 'member;range=6-*']);
    const large = (await office.call('groups.list', { search: 'large' })).rows[0];
    expect(large?.members).toBe(crowd.length);
    expect(await office.call('groups.get', { id: large?.id ?? '' })).toMatchObject({
      externalId: adGuidText(1201),
      distinguishedName: `CN=Everybody large,CN=Users,${adDomain}`,
      source: 'ldap',
      sourceName: 'Head office',
    });
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ id, people: 13 });
  });

  it('finds the members of a long group where the entries of people do not name their groups', async () => {
    const { users } = ldapPresets['active-directory'];
    await connectAndSync(office, input({ search: { users: { ...users, memberOf: '' } } }));
    for (const { sam } of crowd) expect(await groupsOf(sam)).toEqual(['Domain Users', 'Everybody large', 'Staff']);
  });

  it.each(['follow', 'throw'] as const)(
    'does not go where a domain refers to and nobody is (%s)',
    async (referrals) => {
      const { task } = await connectAndSync(office, input({ options: { referrals } }));
      expect(task.result?.text).toContain('13 new');
    },
  );

  it("shows the office's own units first, and hidden containers after them and only by name", async () => {
    const { id } = await office.call('ldap.create', input());
    const units = async (text: string) =>
      (await office.call('ldap.search', { id, kind: 'ou', text })).map(({ name }) => name);
    expect(await units('')).toEqual(['Everybody', 'Sales', 'Users']);
    expect((await units('s')).slice(0, 4)).toEqual(['Sales', 'Users', 'System', 'System 0']);
    expect(await units('system')).toHaveLength(50);
  });

  it('enables and disables by userAccountControl', async () => {
    await connectAndSync(office, input());
    const people = await usersByName();
    expect(['anna', 'ben', 'cleo', 'dora'].map((name) => people.get(name)?.enabled)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('makes Managed Apple IDs of the userUPN', async () => {
    await connectAndSync(office, { ...input(), managedAppleId: { kind: 'upn', appleidSubdomain: true } });
    const { rows } = await office.call('users.list', { search: 'anna' });
    // As a file that was asked to show it, and says so in the trail.
    const { taskId } = await office.call('exports.users', { search: 'anna', unmask: { reason: 'a test' } });
    const { result } = await taskEnd(office, taskId);
    const { data } = await office.call('exports.read', { id: result?.exportId ?? '' });
    expect(Buffer.from(data, 'base64').toString('utf8')).toContain('Anna.Berg@appleid.login.office.example');
    expect(rows[0]?.managedAppleId).toMatch(/@appleid\.login\.office\.example$/);
  });

  it('lets people enroll with their password, and says why it does not', async () => {
    await allowUserEnrollment(office);
    await connectAndSync(office, input());
    const enroll = (name: string, password: string) =>
      office.device({ kind: 'iPhone', osVersion: '18.2' }).enrollAccountDriven({
        identifier: `${name}@office.example`,
        discoveryOrigin: office.origin,
        password,
        managedAppleId: `${name}@appleid.office.example`,
      });
    await expect(enroll('dora', 'dora password')).rejects.toThrow(/must be changed first/);
    await expect(enroll('emil', 'emil password')).rejects.toThrow(/does not let your account sign in/);
    // Who does not know the password learns nothing of the account.
    await expect(enroll('emil', 'wrong')).rejects.not.toThrow(/does not let your account sign in/);
    await expect(enroll('fred', 'fred password')).rejects.toThrow();
    await enroll('anna', 'anna password');
    expect((await office.call('devices.list', {})).total).toBe(1);
    // As people of a domain are used to name themselves.
    for (const [index, username] of [
      'Anna.Berg@login.office.example',
      'anna',
      'OFFICE\\anna',
      'office\\ANNA',
    ].entries()) {
      const web = office.device({ kind: 'iPhone', osVersion: '18.2' }).webSession();
      const page = await web.open(`${office.origin}/enroll/sign-in`);
      if (page.kind !== 'page') throw new Error('there is no page');
      const answer = await web.signIn(page, { username, password: 'anna password' });
      expect([index, answer.kind]).toEqual([index, 'callback']);
    }
  });
});
