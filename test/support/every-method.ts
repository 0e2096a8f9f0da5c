// An office in which every contract method that changes something can be called, and how to call it.
import { expect } from 'vitest';
import type { MethodInput, MethodName } from '../../shared/ipc/contract.ts';
import type { RuleGroup } from '../../shared/rules/rules.ts';
import { startOffice, type Office, type OfficeOptions } from './core.ts';
import { enrollOwned, ownedDevicesGroup } from './enrolled.ts';
import { createPushAuthority } from './fakes/apns-certificates.ts';
import { createFakeEntra } from './fakes/entra.ts';
import { createFakeSmtp, type FakeSmtp } from './fakes/smtp.ts';
import { createShiftedClock } from './fakes/shifted-clock.ts';
import { personLdif, startLdapDirectory } from './ldap-directory.ts';
import { everybody, ldapInput } from './ldap-office.ts';
import { endedTask, mailServerFor } from './mail.ts';
import { setDefault } from './user-settings.ts';

/** They change nothing. */
export const readOnly = [
  'audit.anchor',
  'audit.list',
  'audit.verify',
  'businessManager.get',
  'devices.apps',
  'devices.certificates',
  'devices.configurations',
  'devices.get',
  'devices.list',
  'devices.reported',
  'devices.upcoming',
  'devices.versions',
  'enrollment.domainFile',
  'enrollment.invitations',
  'directoryMatches.list',
  'directoryMatches.policy',
  'entra.preview',
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
  'users.lockedAddresses',
  'users.signIn',
] as const satisfies readonly MethodName[];

/** They act, but leave no entry, for a reason. */
export const withoutEntry = {
  'enrollment.checkDomain': 'looks at what a domain serves and remembers the outcome; nobody decided anything',
  'preferences.setLanguage': 'how the console looks to the admin; no data of the office changes',
  'preferences.setAppearance': 'how the console looks to the admin; no data of the office changes',
  'preferences.arrangeList': 'how the console looks to the admin; no data of the office changes',
  'mail.test': 'a mail of fixed words to an address of the admin; no data changes',
  'mailTemplates.test': 'an example mail to an address of the admin; no data changes',
  'push.check': 'asks Apple what it thinks of the certificate; at most a pause of pushing ends, as it does by itself',
  'tasks.cancel': 'what the task did until then it has recorded itself',
  'tasks.dismiss': 'takes a line off the screen',
} as const satisfies Partial<Record<MethodName, string>>;

export type Audited = Exclude<MethodName, (typeof readOnly)[number] | keyof typeof withoutEntry>;
/** All others, in an order in which they can be called one after the other. */
export const audited = [
  'users.create',
  'users.update',
  'users.setEnabled',
  'users.delete',
  'users.runBulk',
  'users.unlock',
  'users.unlockAddress',
  'peopleImport.start',
  'groups.create',
  'groups.update',
  'groups.delete',
  'groups.importCsv',
  'queries.save',
  'queries.delete',
  'userSettings.create',
  'userSettings.update',
  'userSettings.reorder',
  'userSettings.delete',
  'terms.delete',
  'devices.sendCommand',
  'devices.refresh',
  'devices.push',
  'devices.setOwnership',
  'devices.cancelCommand',
  'devices.retire',
  'devices.delete',
  'enrollment.invite',
  'enrollment.withdraw',
  'mail.update',
  'mailTemplates.update',
  'mailTemplates.revert',
  'invitations.send',
  'invitations.retry',
  'invitations.sheets',
  'messages.send',
  'pins.generate',
  'pins.reveal',
  'notifications.clear',
  'notificationMail.update',
  'exports.notifications',
  'mail.remove',
  'ldap.create',
  'ldap.update',
  'ldap.select',
  'ldap.syncNow',
  'directoryMatches.decide',
  'directoryMatches.setPolicy',
  'ldap.deselect',
  'ldap.delete',
  'entra.update',
  'entra.sync',
  'entra.remove',
  'exports.users',
  'exports.devices',
  'exports.logs',
  'exports.audit',
  'exports.delete',
  'businessManager.declare',
  'push.import',
  'server.update',
  'server.restartListener',
  'server.importCertificate',
  'server.useOwnCertificate',
] as const satisfies readonly Audited[];
/** Prepares a call and answers its input. The type refuses a method that is in none of the three lists. */
export type Scenarios = { readonly [N in Audited]: () => MethodInput<N> | Promise<MethodInput<N>> };

export interface EveryMethod {
  readonly office: Office;
  readonly smtp: FakeSmtp;
  /** To be used in their order: some build on those before. */
  readonly scenarios: Scenarios;
  stop(): Promise<void>;
}

/** Starts it with a mail server, directories and an enrolled Mac. */
export const startEveryMethod = async (options: Pick<OfficeOptions, 'executor'> = {}): Promise<EveryMethod> => {
  const clock = createShiftedClock();
  const entra = await createFakeEntra({ now: () => clock.now() });
  const [smtp, directory, authority] = await Promise.all([
    createFakeSmtp(),
    startLdapDirectory({ entries: `\n${personLdif('linda')}` }),
    createPushAuthority(),
  ]);
  entra.directory.addUser('eva');
  const office = await startOffice({ entra, clock, ...options });
  await office.call('mail.update', mailServerFor(smtp));
  const owned = await ownedDevicesGroup(office);
  const mac = await enrollOwned(office, 'mac-owner', owned, { kind: 'Mac' });
  let ldapId = '';

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
    'users.unlockAddress': async () => {
      const web = office.device({ kind: 'iPhone' }).webSession();
      const page = await web.open(`${office.origin}/enroll/sign-in`);
      if (page.kind !== 'page') throw new Error('a page was expected');
      await web.signIn(page, { username: 'nobody@office.example', password: 'guessed' });
      return { address: '127.0.0.1' };
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
    'directoryMatches.decide': async () => {
      await office.addPerson('twin');
      await directory.modify(personLdif('twin').trim().replace('\n', '\nchangetype: add\n'));
      await endedTask(office, (await office.call('ldap.syncNow', { id: ldapId })).taskId);
      const [match] = await office.call('directoryMatches.list', {});
      return { sourceId: ldapId, externalId: match?.externalId ?? '', choice: 'adopt' };
    },
    'directoryMatches.setPolicy': () => ({ sourceId: ldapId, existing: 'adopt' }),
    'ldap.deselect': () => ({ id: ldapId, items: [{ kind: everybody.kind, externalId: everybody.externalId }] }),
    'ldap.delete': async () => {
      // Taking somebody out has started a sync.
      for (const { id, endedAt } of await office.call('tasks.list', {})) {
        if (endedAt === undefined) await endedTask(office, id);
      }
      return { id: ldapId };
    },
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

  return {
    office,
    smtp,
    scenarios,
    async stop() {
      await office.stop();
      await Promise.all([smtp.stop(), entra.stop(), directory.stop()]);
    },
  };
};
