// Secrets that an office has are planted everywhere they can be entered, everything is used once, and then nothing that
// Russet keeps, says or logs has one of them in the clear.
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type MethodName } from '../../../shared/ipc/contract.ts';
import { parsePage, type WebPage } from '../../support/device/web-session.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { bindPassword, personLdif, startLdapDirectory, type LdapDirectory } from '../../support/ldap-directory.ts';
import { everybody, ldapInput } from '../../support/ldap-office.ts';
import { linkIn, mailServerFor } from '../../support/mail.ts';
import { bundleHeadless, type BundledHeadless } from '../../support/running/bundled-headless.ts';
import { startHeadless, type Headless } from '../../support/running/headless.ts';
import { registrationBody, setDefault } from '../../support/user-settings.ts';

const planted = {
  'the password of a person': 'Planted-person-1',
  'a password that was typed wrong': 'Planted-typed-wrong-2',
  'the password of somebody in the directory': 'anna password',
  'the password of the bind user': bindPassword,
  'the client secret': 'Planted~client~secret-3',
  'the password for the mail server': 'Planted-smtp-4',
};

describe('secrets', { timeout: 90_000 }, () => {
  const secrets = new Map<string, string>(Object.entries(planted));
  /** Everything that was answered to the console. */
  const answers: string[] = [];
  let stderr = '';
  let folder: string;
  let bundle: BundledHeadless;
  let directory: LdapDirectory;
  let smtp: FakeSmtp;
  let server: Headless;

  const start = async (): Promise<Headless> => {
    const options = { root: process.cwd(), program: bundle.program, dataDir: folder, host: 'mdm.office.example' };
    const started = await startHeadless(options);
    started.process.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return started;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'russet-secrets-'));
    [bundle, smtp, directory] = await Promise.all([
      bundleHeadless(),
      createFakeSmtp({ account: { user: 'russet', password: planted['the password for the mail server'] } }),
      startLdapDirectory({ entries: `\n${personLdif('anna')}` }),
    ]);
    server = await start();
  });
  afterAll(async () => {
    await server.stop();
    await smtp.stop();
    await directory.stop();
    await bundle.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const web = async (path: string, form?: Record<string, string>): Promise<WebPage> => {
    const sent = request({
      host: '127.0.0.1',
      port: server.port,
      path,
      method: form === undefined ? 'GET' : 'POST',
      // The certificate is not what is tested here.
      rejectUnauthorized: false,
      headers: form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
    });
    sent.end(form === undefined ? undefined : new URLSearchParams(form).toString());
    const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
    let body = '';
    for await (const chunk of response) body += String(chunk);
    return parsePage(body, `https://127.0.0.1${path}`, response.statusCode);
  };

  const signIn = async (username: string, password: string, pin: string): Promise<void> => {
    const page = await web('/enroll/sign-in');
    const token = page.forms[0]?.fields.find(({ name }) => name === 'form-token')?.value ?? '';
    await web('/enroll/sign-in', { username, password, pin, 'form-token': token });
  };

  const ended = async (taskId: string): Promise<void> => {
    while (!(await server.call('tasks.list', {})).some(({ id, endedAt }) => id === taskId && endedAt !== undefined)) {
      await setTimeout(20);
    }
  };

  const useEverything = async (): Promise<void> => {
    const { call } = server;
    const body = registrationBody({ registrationType: 'password-and-pin' });
    await setDefault(call, 'registration', { ...body, pin: { ...body.pin, length: 12 } });
    const names = { firstName: 'Ben', lastName: 'Berg', displayName: 'Ben Berg' };
    const email = 'ben@office.example';
    const { id } = await call('users.create', {
      ...names,
      email,
      username: email,
      password: planted['the password of a person'],
    });
    await call('mail.update', {
      ...mailServerFor(smtp),
      authentication: 'password',
      user: 'russet',
      password: planted['the password for the mail server'],
    });
    const { id: ldapId } = await call('ldap.create', ldapInput(directory.url));
    await ended((await call('ldap.select', { id: ldapId, items: [everybody] })).taskId);
    await call('entra.update', {
      name: 'Tenant',
      tenantId: '11111111-2222-4333-8444-555555555555',
      clientId: '11111111-2222-4333-8444-666666666666',
      credential: { kind: 'secret', secret: planted['the client secret'] },
      enabled: true,
      managedAppleId: 'upn',
      appleidSubdomain: false,
      autoInvite: false,
      syncMinutes: 60,
      groups: [],
      attributes: [],
    });
    const { link } = await call('enrollment.invite', { userId: id, validDays: 7 });
    secrets.set('the token of a link', link.split('/').at(-1) ?? '');
    const { taskId } = await call('invitations.send', { ids: [id] });
    await ended(taskId);
    const mail = smtp.mailsTo(email)[0]?.text ?? '';
    secrets.set('the token of a mailed link', linkIn(mail).split('/').at(-1) ?? '');
    secrets.set('the PIN of a mail', /\b\d{12}\b/.exec(mail)?.[0] ?? '');
    const { pins } = await call('pins.generate', { ids: [id] });
    secrets.set('a PIN', pins[0]?.pin ?? '');
    const typed = planted['a password that was typed wrong'];
    await signIn(email, typed, '123412341234');
    await signIn(email, planted['the password of a person'], pins[0]?.pin ?? '');
    await signIn('anna@office.example', planted['the password of somebody in the directory'], '123412341234');
    await signIn('anna@office.example', typed, '');
    await web(`/enroll/i/${secrets.get('the token of a link') ?? ''}`);
    await web(`/enroll/i/${secrets.get('the token of a mailed link') ?? ''}/sign-in`, { password: typed });
    // Wrong ones are refused, and told why.
    await call('mail.update', { ...mailServerFor(smtp), authentication: 'password', user: 'russet', password: typed });
    await call('mail.test', { to: email }).catch((error: unknown) => answers.push(String(error)));
    await call('users.update', { id, email, username: email, ...names, password: 'short', groupIds: [] }).catch(
      (error: unknown) => answers.push(String(error)),
    );
  };

  const readEverything = async (): Promise<void> => {
    const ids = (await server.call('users.list', {})).rows.map(({ id }) => id);
    const ldap = (await server.call('ldap.list', {})).map(({ id }) => id);
    const inputs = [{}, ...[...ids, ...ldap].flatMap((id) => [{ id }, { userId: id }])];
    const reading = (Object.keys(contract) as MethodName[]).filter((name) =>
      /\.(list|get|versions|latest|signIn|outcomes|state|read\w*|reportCsv)$/.test(name),
    );
    const call = server.call as (name: string, input: object) => Promise<unknown>;
    for (const name of reading) {
      for (const input of inputs) {
        answers.push(await call(name, input).then((value) => JSON.stringify(value), String));
      }
    }
    for (const name of ['exports.users', 'exports.audit', 'exports.devices'] as const) {
      await ended((await server.call(name, {})).taskId);
    }
    for (const { id } of await server.call('exports.list', {})) {
      const { data } = await server.call('exports.read', { id, offset: 0 });
      answers.push(Buffer.from(data, 'base64').toString('utf8'));
    }
  };

  it('are in no file, no answer, no export, no log and no output', async () => {
    await useEverything();
    await readEverything();
    // What a crash leaves is looked at as well.
    const exit = once(server.process, 'exit');
    server.process.kill('SIGABRT');
    await exit;
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const kept = await Promise.all(
      files.map(
        async ({ parentPath, name }) => [name, (await readFile(join(parentPath, name))).toString('latin1')] as const,
      ),
    );
    expect(kept.map(([name]) => name)).toEqual(expect.arrayContaining(['russet.db', 'russet.log']));
    expect(answers.join('').length).toBeGreaterThan(10_000);
    const places = [...kept, ['an answer', answers.join('\n')] as const, ['the output', stderr] as const];
    const found = [...secrets].flatMap(([what, secret]) => {
      expect(secret.length).toBeGreaterThan(10);
      return places.filter(([, text]) => text.includes(secret)).map(([place]) => `${what} in ${place}`);
    });
    expect(found).toEqual([]);
    server = await start();
  });
});
