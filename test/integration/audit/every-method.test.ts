// Walks over every contract method that changes something and wants an entry of each in the audit trail.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attributesOf } from '../../../electron/office/audited-attributes.ts';
import { contract, type MethodInput, type MethodName } from '../../../shared/ipc/contract.ts';
import { ldapConnection, ldapOptions, ldapSearch } from '../../../shared/ipc/directories/ldap.ts';
import { settingBodies } from '../../../shared/ipc/people/setting-bodies.ts';
import { isAuditAttribute } from '../../../shared/model/audit.ts';
import type { RuleGroup } from '../../../shared/rules/rules.ts';
import type { EnglishOutput } from '../../support/english.ts';
import { startOffice, type Office } from '../../support/core.ts';
import { enrollOwned, ownedDevicesGroup, type EnrolledDevice } from '../../support/enrolled.ts';
import { createPushAuthority, type PushAuthority } from '../../support/fakes/apns-certificates.ts';
import { createFakeEntra, type FakeEntra } from '../../support/fakes/entra.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { createShiftedClock } from '../../support/fakes/shifted-clock.ts';
import { personLdif, startLdapDirectory, type LdapDirectory } from '../../support/ldap-directory.ts';
import { everybody, ldapInput } from '../../support/ldap-office.ts';
import { endedTask, mailServerFor } from '../../support/mail.ts';
import { setDefault } from '../../support/user-settings.ts';

/** They change nothing. */
const readOnly = [
  'audit.list',
  'audit.verify',
  'businessManager.get',
  'devices.apps',
  'devices.certificates',
  'devices.configurations',
  'devices.get',
  'devices.list',
  'devices.upcoming',
  'devices.versions',
  'enrollment.checkDomain',
  'enrollment.domainFile',
  'enrollment.invitations',
  'entra.get',
  'entra.reportCsv',
  'entra.searchGroups',
  'entra.test',
  'exports.list',
  'exports.read',
  'groups.get',
  'groups.importErrors',
  'groups.list',
  'home.overview',
  'invitations.check',
  'invitations.outcomes',
  'ldap.get',
  'ldap.list',
  'ldap.preview',
  'ldap.reportCsv',
  'ldap.search',
  'ldap.test',
  'logs.get',
  'logs.list',
  'mail.get',
  'mailTemplates.list',
  'mailTemplates.preview',
  'notificationMail.get',
  'notifications.list',
  'notifications.summary',
  'peopleImport.check',
  'peopleImport.readAddresses',
  'peopleImport.readCsv',
  'pins.status',
  'queries.list',
  'preferences.get',
  'rules.attributes',
  'rules.preview',
  'server.checklist',
  'server.get',
  'tasks.list',
  'terms.versions',
  'userSettings.effective',
  'userSettings.list',
  'users.checkBulk',
  'users.get',
  'users.list',
  'users.signIn',
] as const satisfies readonly MethodName[];

/** They act, but leave no entry, for a reason. */
const withoutEntry = {
  'preferences.setLanguage': 'how the console looks to the admin; no data of the office changes',
  'preferences.setAppearance': 'how the console looks to the admin; no data of the office changes',
  'preferences.arrangeList': 'how the console looks to the admin; no data of the office changes',
  'mail.test': 'a mail of fixed words to an address of the admin; no data changes',
  'mailTemplates.test': 'an example mail to an address of the admin; no data changes',
  'tasks.cancel': 'what the task did until then it has recorded itself',
  'tasks.dismiss': 'takes a line off the screen',
} as const satisfies Partial<Record<MethodName, string>>;

type Audited = Exclude<MethodName, (typeof readOnly)[number] | keyof typeof withoutEntry>;
/** Prepares a call and answers its input. The type refuses a method that is in none of the three lists. */
type Scenarios = { readonly [N in Audited]: () => MethodInput<N> | Promise<MethodInput<N>> };

/** A value with every field of a schema of records. */
const filled = (schema: unknown): unknown => {
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, filled(field)]));
  }
  const inner = (schema as { readonly def?: { readonly innerType?: unknown } }).def?.innerType;
  return inner === undefined ? 'x' : filled(inner);
};

describe('every method that changes something', { timeout: 120_000 }, () => {
  let office: Office;
  let smtp: FakeSmtp;
  let entra: FakeEntra;
  let directory: LdapDirectory;
  let authority: PushAuthority;
  let owned: string;
  let mac: EnrolledDevice;
  let ldapId = '';

  beforeAll(async () => {
    const clock = createShiftedClock();
    entra = await createFakeEntra({ now: () => clock.now() });
    [smtp, directory, authority] = await Promise.all([
      createFakeSmtp(),
      startLdapDirectory({ entries: `\n${personLdif('linda')}` }),
      createPushAuthority(),
    ]);
    entra.directory.addUser('eva');
    office = await startOffice({ entra, clock });
    await office.call('mail.update', mailServerFor(smtp));
    owned = await ownedDevicesGroup(office);
    mac = await enrollOwned(office, 'mac-owner', owned, { kind: 'Mac' });
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    await Promise.all([smtp.stop(), entra.stop(), directory.stop()]);
  });

  let number = 0;
  const someone = async (): Promise<string> => (await office.addPerson(`p${String((number += 1))}`)).id;
  const group = async (): Promise<string> =>
    (await office.call('groups.create', { name: `Group ${String((number += 1))}` })).id;
  const rules: RuleGroup = { match: 'all', rules: [{ attribute: 'enabled', operator: 'equals', value: true }] };
  const body = { type: 'registration', name: 'A setting', body: { appleEnrollmentType: 'device' } } as const;
  const settings = async () => (await office.call('server.get', {})).settings;
  const entraInput: MethodInput<'entra.update'> = {
    name: 'Office tenant',
    tenantId: '',
    clientId: '',
    enabled: true,
    managedAppleId: 'email',
    appleidSubdomain: false,
    autoInvite: false,
    syncMinutes: 60,
    groups: [],
    attributes: [],
  };
  const template = async () => {
    const [invitation] = await office.call('mailTemplates.list', {});
    if (!invitation) throw new Error('there is no template');
    const { id, language, text } = invitation;
    return { id, language, subject: 'Changed', text, html: '' };
  };
  const lock = { id: '', command: { type: 'DeviceLock', pin: '246802' } } as const;

  const scenarios: Scenarios = {
    'users.create': () => ({
      email: 'new@office.example',
      username: 'new@office.example',
      firstName: 'New',
      lastName: 'Person',
      displayName: 'New Person',
    }),
    'users.update': async () => ({
      id: await someone(),
      email: 'renamed@office.example',
      username: 'renamed@office.example',
      firstName: 'Re',
      lastName: 'Named',
      displayName: 'Re Named',
    }),
    'users.setEnabled': async () => ({ ids: [await someone()], enabled: false }),
    'users.delete': async () => ({ ids: [await someone()] }),
    'users.runBulk': async () => ({ ids: [await someone()], action: { kind: 'set-attribute', name: 'A', value: 'B' } }),
    'users.unlock': async () => {
      const web = office.device({ kind: 'iPhone' }).webSession();
      const page = await web.open(`${office.origin}/enroll/sign-in`);
      if (page.kind !== 'page') throw new Error('a page was expected');
      await web.signIn(page, { username: mac.person.username, password: 'guessed' });
      return { id: mac.person.id };
    },
    'peopleImport.start': async () => ({
      rows: (await office.call('peopleImport.readAddresses', { text: 'imported@office.example' })).rows,
    }),
    'groups.create': () => ({ name: 'Sales' }),
    'groups.update': async () => ({ id: await group(), name: 'Renamed' }),
    'groups.delete': async () => ({ id: await group() }),
    'groups.importCsv': () => ({
      fileName: 'g.csv',
      text: `accountUid,groupName\n${mac.person.username},Imported group\n`,
    }),
    'queries.save': () => ({ name: 'Enabled people', rules }),
    'queries.delete': async () => ({ id: (await office.call('queries.save', { name: 'Gone', rules })).id }),
    'userSettings.create': async () => ({ ...body, groupIds: [await group()] }),
    'userSettings.update': () => ({ ...body, name: 'Changed', id: 'default' }),
    'userSettings.reorder': async () => ({
      type: 'registration',
      ids: (await office.call('userSettings.list', { type: 'registration' }))
        .filter((setting) => !setting.isDefault)
        .map((setting) => setting.id)
        .reverse(),
    }),
    'userSettings.delete': async () => ({
      id: (await office.call('userSettings.create', { ...body, name: 'Gone', groupIds: [await group()] })).id,
    }),
    'terms.delete': async () => {
      const terms = { enabled: true, title: 'Terms', text: 'Old.' };
      const settingId = await setDefault(office.call, 'terms-of-service', terms);
      await setDefault(office.call, 'terms-of-service', { ...terms, text: 'Newer.' });
      return { id: (await office.call('terms.versions', { settingId })).at(-1)?.id ?? 0 };
    },
    'devices.sendCommand': () => ({ ...lock, id: mac.id }),
    'devices.refresh': () => ({ id: mac.id }),
    'devices.push': () => ({ id: mac.id }),
    'devices.setOwnership': () => ({ id: mac.id, ownership: 'user-owned' }),
    'devices.cancelCommand': () => office.call('devices.sendCommand', { ...lock, id: mac.id }),
    'devices.retire': () => ({ id: mac.id }),
    'devices.delete': async () => {
      // It removes its profile and checks out.
      await mac.device.connect('device');
      return { id: mac.id };
    },
    'enrollment.invite': async () => ({ userId: await someone() }),
    'enrollment.withdraw': async () => ({
      id: (await office.call('enrollment.invite', { userId: await someone() })).id,
    }),
    'mail.update': () => ({ ...mailServerFor(smtp), fromName: 'Help desk' }),
    'mailTemplates.update': template,
    'mailTemplates.revert': async () => {
      const { id, language } = await template();
      return { id, language };
    },
    'invitations.send': async () => ({ ids: [await someone()] }),
    'invitations.retry': async () => {
      const person = await office.addPerson('refused');
      smtp.refusals.set(person.username, { code: 550, text: '5.1.1 No such user' });
      const { batchId, taskId } = await office.call('invitations.send', { ids: [person.id] });
      await endedTask(office, taskId);
      smtp.refusals.clear();
      return { batchId };
    },
    'invitations.sheets': async () => ({ ids: [await someone()] }),
    'messages.send': async () => ({ ids: [await someone()], subject: 'News', text: 'Hello' }),
    'pins.generate': async () => {
      await setDefault(office.call, 'registration', { ...body.body, registrationType: 'pin' });
      return { ids: [await someone()] };
    },
    'pins.reveal': async () => {
      const userId = await someone();
      await office.call('pins.generate', { ids: [userId] });
      return { userId };
    },
    'notifications.clear': async () => {
      await office.call('mail.update', { ...mailServerFor(smtp), port: 1 });
      await expect(office.call('mail.test', { to: 'it@office.example' })).rejects.toThrow('mail.unreachable');
      return { ids: (await office.call('notifications.list', {})).rows.map(({ id }) => id) };
    },
    'notificationMail.update': () => ({ enabled: true, recipients: [] }),
    'exports.notifications': () => ({}),
    'mail.remove': () => ({}),
    'ldap.create': () => ldapInput(directory.url),
    'ldap.update': async () => {
      ({ id: ldapId } = await office.call('ldap.create', ldapInput(directory.url, { connection: { name: 'Second' } })));
      return { ...ldapInput(directory.url, { connection: { name: 'Renamed' } }), id: ldapId };
    },
    'ldap.select': () => ({ id: ldapId, items: [everybody] }),
    'ldap.syncNow': () => ({ id: ldapId }),
    'ldap.deselect': () => ({ id: ldapId, items: [{ kind: everybody.kind, externalId: everybody.externalId }] }),
    'ldap.delete': () => ({ id: ldapId }),
    'entra.update': () => ({
      ...entraInput,
      tenantId: entra.app.tenantId,
      clientId: entra.app.clientId,
      credential: { kind: 'secret', secret: entra.app.secret },
    }),
    'entra.sync': () => ({}),
    'entra.remove': () => ({}),
    'exports.users': () => ({}),
    'exports.devices': () => ({}),
    'exports.logs': () => ({ enrollmentId: mac.id }),
    'exports.audit': () => ({}),
    'exports.delete': async () => ({ id: (await office.call('exports.list', {}))[0]?.id ?? '' }),
    'businessManager.declare': async () => ({
      ...(await office.call('businessManager.get', {})),
      accountConnected: true,
    }),
    'push.import': async () => {
      const certificate = await authority.issuePush();
      return { pem: `${certificate.certificatePem}\n${certificate.privateKeyPem}`, confirmTopicChange: true };
    },
    'server.update': async () => ({ ...(await settings()), organizationName: 'Berg & Co' }),
    'server.restartListener': () => ({}),
    'server.importCertificate': async () => {
      const { certificatePem, privateKeyPem } = await authority.issueServer([(await settings()).hostName]);
      return { chainPem: `${certificatePem}\n${authority.caPem}`, keyPem: privateKeyPem };
    },
    'server.useOwnCertificate': () => ({}),
  };

  const newest = async (): Promise<number> => (await office.call('audit.list', { pageSize: 1 })).rows[0]?.id ?? 0;
  const taskOf = (output: EnglishOutput<Audited>): string | undefined =>
    'taskId' in output ? output.taskId : undefined;

  for (const [name, prepare] of Object.entries(scenarios) as [Audited, () => Promise<MethodInput<Audited>>][]) {
    it(`${name} leaves an entry in the audit trail`, async () => {
      const input = await prepare();
      const before = await newest();
      const output = await office.call(name, input);
      const taskId = taskOf(output);
      if (taskId !== undefined) expect((await endedTask(office, taskId)).error).toBeUndefined();
      const { rows } = await office.call('audit.list', { pageSize: 50 });
      const fresh = rows.filter(({ id }) => id > before);
      expect(fresh.map(({ by }) => by)).toContain('test');
    });
  }

  it('names its attributes in the languages of the console', async () => {
    const names = new Set<string>();
    for (let page = 0, full = true; full; page += 1) {
      const { rows } = await office.call('audit.list', { page, pageSize: 200 });
      for (const { changes } of rows) for (const { attribute } of changes) names.add(attribute);
      full = rows.length === 200;
    }
    for (const schema of [...Object.values(settingBodies), ldapConnection, ldapOptions, ldapSearch]) {
      for (const attribute of Object.keys(attributesOf(filled(schema) as object, ['caCertificates', 'password']))) {
        names.add(attribute);
      }
    }
    expect(names.size).toBeGreaterThan(100);
    // The attribute that the scenarios make up.
    expect([...names].filter((name) => !isAuditAttribute(name))).toEqual(['A']);
  });

  it('is told apart from those that change nothing', () => {
    const known = new Set<string>([...readOnly, ...Object.keys(withoutEntry), ...Object.keys(scenarios)]);
    expect(Object.keys(contract).filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !(name in contract))).toEqual([]);
  });

  it('leaves a chain that holds', async () => {
    const { taskId } = await office.call('audit.verify', {});
    expect((await endedTask(office, taskId)).state).toBe('done');
  });
});

describe('methods that change nothing', () => {
  it('leave no entry', async () => {
    const office = await startOffice({ push: false });
    const before = (await office.call('audit.list', {})).total;
    const plain: MethodName[] = readOnly.filter((name) => contract[name].input.safeParse({}).success);
    for (const name of plain) {
      const output: unknown = await office.call(name, {});
      expect(output).toBeDefined();
    }
    expect(plain.length).toBeGreaterThan(15);
    expect((await office.call('audit.list', {})).total).toBe(before);
    await office.stop();
  });
});
