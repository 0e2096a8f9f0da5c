// The Entra client against the strict stand-in: real TLS, real tokens, real links.
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEntraClient, DeltaExpired } from '../../../electron/directory/clients/entra-client.ts';
import { credentialOf } from '../../../electron/directory/clients/entra-credential.ts';
import { propertiesFor } from '../../../electron/directory/clients/entra-people.ts';
import { createEntraRequest } from '../../../electron/directory/clients/entra-request.ts';
import type { EntraApp } from '../../../electron/directory/clients/entra-token.ts';
import { createPushAuthority } from '../../support/fakes/apns-certificates.ts';
import { createFakeEntra, type FakeEntra } from '../../support/fakes/entra.ts';
import { createShiftedClock, type ShiftedClock } from '../../support/fakes/shifted-clock.ts';

let entra: FakeEntra;
let clock: ShiftedClock;

beforeEach(async () => {
  clock = createShiftedClock();
  entra = await createFakeEntra({ now: () => clock.now() });
});
afterEach(() => entra.stop());

const properties = propertiesFor([]);

const clientFor = (app: Partial<EntraApp> = {}, trusted = entra.endpoints.trustedCertificates) =>
  createEntraClient(
    { endpoints: entra.endpoints, clock, send: createEntraRequest(trusted) },
    {
      tenantId: entra.app.tenantId,
      clientId: entra.app.clientId,
      credential: { kind: 'secret', secret: entra.app.secret },
      ...app,
    },
  );

const allUsers = async (client: ReturnType<typeof clientFor>, link?: string) => {
  const names: unknown[] = [];
  let pages = 0;
  for (;;) {
    const page = await client.users(link, properties);
    names.push(...page.rows.map((row) => row['displayName'] ?? row['@removed']));
    pages += 1;
    link = page.link;
    if (page.last) return { names, pages, link };
  }
};

describe('Entra client', () => {
  it('reads all pages, then only what changed since', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) entra.directory.addUser(name);
    const client = clientFor();
    const first = await allUsers(client);
    expect([first.names.length, first.pages]).toEqual([7, 3]);
    expect((await allUsers(client, first.link)).names).toEqual([]);
    const [anna, bert] = [...entra.directory.users.values()];
    entra.directory.changeUser(anna?.id ?? '', { displayName: 'Anna New' });
    entra.directory.removeUser(bert?.id ?? '');
    expect((await allUsers(client, first.link)).names).toEqual(['Anna New', { reason: 'changed' }]);
    expect(entra.requests.filter((line) => line.includes('/token'))).toHaveLength(1);
  });

  it('signs in with a certificate, and says which to upload if Microsoft does not know it', async () => {
    const { certificatePem, privateKeyPem } = await (await createPushAuthority()).issuePush();
    const credential = credentialOf({ kind: 'certificate', pem: `${privateKeyPem}\n${certificatePem}` }, clock.now());
    await expect(clientFor({ credential }).countUsers()).rejects.toMatchObject({
      code: 'directory.credentials',
      message: expect.stringContaining('Upload this certificate') as string,
    });
    entra.app.certificates.push(certificatePem);
    entra.directory.addUser('anna');
    expect(await clientFor({ credential }).countUsers()).toBe(1);
  });

  it('refuses a key that Microsoft would not take when it is entered', async () => {
    const { certificatePem } = await (await createPushAuthority()).issuePush();
    for (const { privateKey } of [
      generateKeyPairSync('rsa', { modulusLength: 1024 }),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ]) {
      const pem = `${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}\n${certificatePem}`;
      expect(() => credentialOf({ kind: 'certificate', pem }, clock.now())).toThrow(/RSA key of at least 2048 bits/);
    }
  });

  it('names a wrong secret, a wrong tenant, missing consent and an untrusted server', async () => {
    const wrong = clientFor({ credential: { kind: 'secret', secret: 'wrong' } });
    await expect(wrong.countUsers()).rejects.toMatchObject({ code: 'directory.credentials' });
    const elsewhere = clientFor({ tenantId: '00000000-0000-4000-8000-000000000000' });
    await expect(elsewhere.countUsers()).rejects.toThrow(/Directory \(tenant\) ID/);
    await expect(clientFor({}, []).countUsers()).rejects.toMatchObject({ code: 'directory.untrusted' });
    entra.consent.delete('User.Read.All');
    await expect(clientFor().countUsers()).rejects.toMatchObject({ code: 'directory.consent' });
  });

  it('waits as long as Retry-After says by the clock, and can be cancelled meanwhile', async () => {
    entra.directory.addUser('anna');
    entra.answer(/users\/delta/, { status: 429, headers: { 'retry-after': '120' } });
    const waiting = clientFor().users(undefined, properties);
    await expect.poll(() => entra.requests.includes('GET /v1.0/users/delta')).toBe(true);
    clock.advance(119_000);
    expect(entra.requests.filter((line) => line.includes('delta'))).toHaveLength(1);
    // The answer may only now have arrived here: go on until the pause has ended.
    await expect
      .poll(() => {
        clock.advance(60_000);
        return entra.requests.filter((line) => line.includes('delta')).length;
      })
      .toBe(2);
    expect((await waiting).rows).toHaveLength(1);

    entra.answer(/users\/delta/, { status: 503, headers: { 'retry-after': '120' } });
    const abort = new AbortController();
    const cancelled = clientFor().users(undefined, properties, abort.signal);
    await expect.poll(() => entra.requests.filter((line) => line.includes('delta')).length).toBe(3);
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'directory.unreachable' });
  });

  it('tells an expired delta link from other failures and renews an expired token', async () => {
    entra.directory.addUser('anna');
    const client = clientFor();
    const { link } = await allUsers(client);
    entra.expireTokens();
    expect((await allUsers(client, link)).names).toEqual([]);
    entra.expireLinks();
    await expect(client.users(link, properties)).rejects.toBeInstanceOf(DeltaExpired);
    await expect(client.users('https://elsewhere.example/users/delta', properties)).rejects.toMatchObject({
      code: 'directory.failed',
    });
    entra.answer(/users\/delta/, { status: 200, text: '<html>proxy</html>' });
    await expect(client.users(undefined, properties)).rejects.toMatchObject({
      code: 'directory.failed',
      message: expect.stringContaining('a proxy answers in its place') as string,
    });
  });

  it('reads the members of a group that come in parts, and finds groups by a word of their name', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'].map((name) => entra.directory.addUser(name).id);
    const sales = entra.directory.addGroup('Sales Team', ids);
    entra.directory.addGroup('Other');
    const client = clientFor();
    expect((await client.searchGroups('team')).map(({ name }) => name)).toEqual(['Sales Team']);
    expect(await client.searchGroups('')).toHaveLength(2);
    const page = await client.groups(undefined, [sales.id]);
    expect(page.rows.flatMap(({ joined }) => joined).sort()).toEqual([...ids].sort());
    entra.directory.leave(sales.id, ids[0] ?? '');
    const { rows } = await client.groups(page.link, []);
    expect(rows).toMatchObject([{ id: sales.id, name: undefined, left: [ids[0]], joined: [] }]);
  });
});
