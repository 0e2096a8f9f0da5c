// Reaching a directory: what is wrong is named, and nothing is lost by it. Real OpenLDAP, real TLS, real garbage.
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/core.ts';
import { createPushAuthority } from '../../support/fakes/apns-certificates.ts';
import {
  bindPassword,
  groupLdif,
  personLdif,
  startLdapDirectory,
  suffix,
  type LdapDirectory,
} from '../../support/ldap-directory.ts';
import { connectAndSync, ldapInput, taskEnd, type LdapInputChanges } from '../../support/ldap-office.ts';

const people = ['anna', 'ben', 'carla'].map((uid) => personLdif(uid)).join('\n');

/** Accepts connections and does with them as told. */
const rawServer = async (
  onConnection: (socket: Socket) => void,
): Promise<{ url: string; server: Server; close(): void }> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `ldap://127.0.0.1:${String(port)}`,
    server,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

describe('LDAP connection', () => {
  let office: Office;
  let directory: LdapDirectory;
  let other: LdapDirectory;
  let caPem: string;
  let wrongCaPem: string;

  beforeAll(async () => {
    const [authority, wrong] = [await createPushAuthority(), await createPushAuthority()];
    const issued = await authority.issueServer(['localhost']);
    caPem = authority.caPem;
    wrongCaPem = wrong.caPem;
    other = await startLdapDirectory({
      entries: `\n${personLdif('dora')}\n${personLdif('emil')}`,
    });
    directory = await startLdapDirectory({
      tls: { certificate: issued.certificatePem, key: issued.privateKeyPem, ca: caPem },
      entries: [
        '',
        people,
        groupLdif('everybody', ['uid=anna,ou=people']),
        `dn: ou=branch,${suffix}\nobjectClass: referral\nobjectClass: extensibleObject\nou: branch\nref: ${other.url}/ou=people,${suffix}\n`,
      ].join('\n'),
      config: 'limits dn.exact="cn=reader,dc=office,dc=example" size.soft=unlimited size.hard=unlimited',
    });
  });
  afterAll(async () => {
    await directory.stop();
    await other.stop();
  });
  beforeEach(async () => {
    office = await startOffice({ push: false });
  });
  afterEach(async () => {
    expect(office.problems).toEqual([]);
    await office.stop();
  });

  const test = (url: string, changes: LdapInputChanges = {}) => {
    const { connection, options } = ldapInput(url, changes);
    return office.call('ldap.test', { connection, options });
  };
  const names = async () =>
    (await office.call('users.list', {})).rows.map(({ username }) => username.replace(/@.*/, '')).sort();

  it('fills in the naming context and warns of a password in the clear', async () => {
    expect(await test(directory.url)).toMatchObject({
      ok: true,
      namingContext: suffix,
      message: expect.stringContaining('Passwords travel unencrypted') as string,
    });
  });

  it('connects by ldaps and by StartTLS with a CA certificate of the office', async () => {
    const options = { caCertificates: [caPem] };
    const secure = { ok: true, message: expect.not.stringContaining('unencrypted') as string };
    expect(await test(directory.ldapsUrl, { options })).toMatchObject(secure);
    const byName = directory.url.replace('127.0.0.1', 'localhost');
    expect(await test(byName, { options, connection: { startTls: true } })).toMatchObject(secure);
  });

  it.each([
    ['without the CA', [], /subject|not trusted: its authority is not known here/],
    ['with another CA', ['wrong'], /CN=localhost.*is not trusted/],
  ])('names the certificate that is not trusted %s', async (_name, which, expected) => {
    const options = { caCertificates: which.map(() => wrongCaPem) };
    const byName = directory.url.replace('127.0.0.1', 'localhost');
    for (const result of [
      await test(directory.ldapsUrl, { options }),
      await test(byName, { options, connection: { startTls: true } }),
    ]) {
      expect(result.ok).toBe(false);
      expect(result.message).toMatch(expected);
    }
  });

  it('refuses a certificate that was made for another name', async () => {
    const result = await test(directory.ldapsUrl.replace('localhost', '127.0.0.1'), {
      options: { caCertificates: [caPem] },
    });
    expect(result.message).toContain('made for another host name');
  });

  it('names what is wrong: DNS, a closed port, StartTLS and TLS that are not offered, wrong credentials', async () => {
    expect((await test('ldap://no-such-host.invalid')).message).toMatch(/no host named no-such-host.invalid|DNS/);
    expect((await test('ldap://127.0.0.1:1')).message).toContain('nothing listens there');
    expect((await test(other.url, { connection: { startTls: true } })).message).toContain('does not offer StartTLS');
    expect((await test(other.url.replace('ldap:', 'ldaps:'))).message).toMatch(
      /does not speak TLS|closes the connection/,
    );
    expect((await test(other.url, { connection: { password: 'wrong' } })).message).toContain(
      'the DN or the password is wrong',
    );
    expect((await test(other.url, { connection: { bindDn: 'nonsense' } })).message).toMatch(
      /^"nonsense" \(bind user\) is not a valid DN/,
    );
  });

  it('names a base that does not exist and a filter that is none', async () => {
    const preview = (changes: LdapInputChanges) =>
      office.call('ldap.preview', { server: ldapInput(directory.url, changes), kind: 'user', text: '' });
    await expect(preview({ search: { baseDn: 'dc=nowhere' } })).rejects.toThrow(
      /no entry dc=nowhere. Check the base DN/,
    );
    const { users } = ldapInput(directory.url).search;
    await expect(preview({ search: { users: { ...users, filter: '((broken' } } })).rejects.toThrow(
      /is not a search filter/,
    );
  });

  it('takes what is typed as text, never as filter syntax', async () => {
    const { id } = await office.call('ldap.create', ldapInput(directory.url));
    const found = async (text: string) =>
      (await office.call('ldap.search', { id, kind: 'user', text })).map(({ name }) => name);
    expect(await found('*')).toEqual([]);
    expect(await found(')(uid=*))(|(uid=*')).toEqual([]);
    expect(await found('ANN')).toEqual(['anna Example']);
  });

  it('uses the failover server and says so', async () => {
    const { id, task } = await connectAndSync(
      office,
      ldapInput('ldap://127.0.0.1:1', { options: { failoverUrl: directory.url } }),
    );
    expect(task).toMatchObject({ state: 'done' });
    expect(await names()).toEqual(['anna', 'ben', 'carla']);
    expect((await office.call('ldap.get', { id })).report?.message).toContain('The failover server');
  });

  // What a server that hangs did before: RFC 4511 messages of the first two answers, a dripping one of 200 ms a byte.
  const bindIsFine = Buffer.from('300c02010161070a010004000400', 'hex');
  it.each([
    ['at the bind', 'ldap:', false, () => undefined],
    ['at the StartTLS', 'ldap:', true, () => undefined],
    ['at the TLS handshake', 'ldaps:', false, () => undefined],
    ['after the bind', 'ldap:', false, (socket: Socket) => socket.once('data', () => void socket.write(bindIsFine))],
    [
      'in the middle of an answer that never ends',
      'ldap:',
      false,
      (socket: Socket) => {
        socket.write(Buffer.from('3084000fffff', 'hex'));
        const drip = setInterval(() => socket.write(Buffer.from([0])), 200);
        socket.once('close', () => {
          clearInterval(drip);
        });
      },
    ],
  ])(
    'uses the failover server when the first one takes the connection and hangs %s',
    async (_name, scheme, startTls, behave) => {
      const hanging = await rawServer(behave);
      const failoverUrl = startTls || scheme === 'ldaps:' ? directory.ldapsUrl : directory.url;
      const options = { failoverUrl, resultsTimeout: 1, caCertificates: [caPem] };
      try {
        const url = hanging.url.replace('ldap:', scheme);
        const result = await test(url, { connection: { startTls }, options });
        expect(result).toMatchObject({ ok: true, namingContext: suffix });
        expect(result.message).toMatch(/failover server/);
        const { id, task } = await connectAndSync(office, ldapInput(url, { connection: { startTls }, options }));
        expect(task).toMatchObject({ state: 'done' });
        expect(await names()).toEqual(['anna', 'ben', 'carla']);
        expect((await office.call('ldap.get', { id })).report?.message).toContain('The failover server');
      } finally {
        hanging.close();
      }
    },
  );

  it('follows, ignores or refuses referrals', async () => {
    const throwing = await connectAndSync(office, ldapInput(directory.url, { options: { referrals: 'throw' } }));
    expect(throwing.task).toMatchObject({ state: 'failed' });
    expect(throwing.task.error?.message).toContain('refers to another server');
    expect(await names()).toEqual([]);
    await office.call('ldap.delete', { id: throwing.id });

    const ignoring = await connectAndSync(office, ldapInput(directory.url, { options: { referrals: 'ignore' } }));
    expect(await names()).toEqual(['anna', 'ben', 'carla']);
    await office.call('ldap.delete', { id: ignoring.id });

    await connectAndSync(office, ldapInput(directory.url, { options: { referrals: 'follow' } }));
    expect(await names()).toEqual(['anna', 'ben', 'carla', 'dora', 'emil']);
  });

  it('sends the password of the bind user to no server that a referral alone names', async () => {
    const heard: Buffer[] = [];
    const stranger = await rawServer((socket) => socket.on('data', (chunk: Buffer) => heard.push(chunk)));
    const elsewhere = stranger.url.replace('127.0.0.1', '127.0.0.2');
    const listener = createServer((socket) => socket.on('data', (chunk: Buffer) => heard.push(chunk)));
    await new Promise<void>((resolve) => listener.listen(Number(new URL(elsewhere).port), '127.0.0.2', resolve));
    const trap = await startLdapDirectory({
      entries: `\n${people}\ndn: ou=trap,${suffix}\nobjectClass: referral\nobjectClass: extensibleObject\nou: trap\nref: ${elsewhere}/ou=people,${suffix}\n`,
    });
    try {
      const { task } = await connectAndSync(
        office,
        ldapInput(trap.url, { options: { referrals: 'follow', resultsTimeout: 2 } }),
      );
      expect(task.error?.message).toMatch(/refers to 127\.0\.0\.2:\d+, .*password of the bind user is not sent there/);
      expect(Buffer.concat(heard).toString('latin1')).not.toContain(bindPassword);
    } finally {
      await trap.stop();
      listener.close();
      stranger.close();
    }
  });

  it('gets everybody page by page', async () => {
    await connectAndSync(office, ldapInput(directory.url, { options: { resultsCount: 1 } }));
    expect(await names()).toEqual(['anna', 'ben', 'carla']);
  });

  it('says that the server allows no more entries, and keeps the people who were there', async () => {
    const limited = await startLdapDirectory({ entries: `\n${people}`, config: 'limits * size.prtotal=2' });
    try {
      const { task } = await connectAndSync(office, ldapInput(limited.url));
      expect(task.error?.message).toContain('than its size limit allows');
      expect(await names()).toEqual([]);
    } finally {
      await limited.stop();
    }
  });

  it.each([
    [
      'a banner of another protocol',
      (socket: Socket) => socket.write('220 mail.office.example ESMTP\r\n'),
      /not speak LDAP/,
    ],
    ['random bytes', (socket: Socket) => socket.write(Buffer.from('ffee00', 'hex')), /not speak LDAP/],
    [
      'a broken message',
      (socket: Socket) => socket.write(Buffer.from('3003020102', 'hex')),
      /not answer in time|not LDAP/,
    ],
    ['nothing', () => undefined, /not answer/],
    ['an end', (socket: Socket) => socket.destroy(), /broke off|closes the connection/],
  ])('survives a server that answers %s', async (_name, behave, expected) => {
    const server = await rawServer(behave);
    try {
      const result = await test(server.url, { options: { resultsTimeout: 1 } });
      expect(result.ok).toBe(false);
      expect(result.message).toMatch(expected);
    } finally {
      server.close();
    }
  });

  it('gives up a server that gets stuck in a sync, keeps everybody, and can be retried', async () => {
    const { id } = await connectAndSync(office, ldapInput(directory.url, { options: { resultsTimeout: 1 } }));
    await directory.pause();
    try {
      office.clock.advance(1000);
      const task = await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
      expect(task).toMatchObject({ state: 'failed', error: { code: 'directory.unreachable' } });
    } finally {
      directory.resume();
    }
    expect((await office.call('ldap.list', {}))[0]).toMatchObject({ syncState: 'failed', people: 3 });
    const again = await taskEnd(office, (await office.call('ldap.syncNow', { id })).taskId);
    expect(again).toMatchObject({ state: 'done' });
  });
});
