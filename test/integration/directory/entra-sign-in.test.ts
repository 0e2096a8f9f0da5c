// People of Entra ID enroll: the device is sent to Microsoft and comes back, by every way to sign in.
import { createHmac, createPublicKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { useSignIn } from '../../support/enrollment-scenarios.ts';
import { createFakeEntra, type FakeEntra } from '../../support/fakes/entra.ts';
import { createShiftedClock, type ShiftedClock } from '../../support/fakes/shifted-clock.ts';
import { endedTask } from '../../support/mail.ts';
import { setDefault } from '../../support/user-settings.ts';

let entra: FakeEntra;
let office: Office;
let clock: ShiftedClock;

beforeAll(async () => {
  clock = createShiftedClock();
  entra = await createFakeEntra({ now: () => clock.now() });
  office = await startOffice({ entra, clock });
  await allowUserEnrollment(office);
  entra.redirectUris.add((await office.call('entra.get', {})).redirectUri);
  for (const name of ['anna', 'bert', 'carl', 'dora', 'emil']) entra.directory.addUser(name);
  await office.call('entra.update', {
    name: 'Office tenant',
    tenantId: entra.app.tenantId,
    clientId: entra.app.clientId,
    credential: { kind: 'secret', secret: entra.app.secret },
    enabled: true,
    managedAppleId: 'upn',
    appleidSubdomain: true,
    autoInvite: false,
    syncMinutes: 60,
    groups: [],
    attributes: [],
  });
  await endedTask(office, (await office.call('entra.sync', {})).taskId);
});
afterEach(async () => {
  entra.tamperIdTokens((claims) => claims);
  entra.forgeIdTokens((token) => token);
  await useSignIn(office, 'apple-as-web');
});
afterAll(async () => {
  await office.stop();
  await entra.stop();
  expect(office.problems).toEqual([]);
});

const account = (name: string, password = `${name} has a password`) => ({
  identifier: `${name}@office.example`,
  discoveryOrigin: office.origin,
  password,
  managedAppleId: `${name}@appleid.office.example`,
});

const phone = () => office.device({ kind: 'iPhone', osVersion: '18.2' });

const enrolled = async (name: string) =>
  (await office.call('devices.list', {})).rows.filter(({ userDisplayName }) => userDisplayName === `${name} Example`)
    .length;

const signInUrl = (name: string) => `${office.origin}/enroll/sign-in?user-identifier=${name}%40office.example`;

/** Signs in at Microsoft as somebody, on the page for somebody else perhaps. */
const visit = async (pageFor: string, name: string) => {
  const web = phone().webSession();
  const page = await web.open(signInUrl(pageFor));
  if (page.kind !== 'page') throw new Error('there is no page');
  expect(page.url).toMatch(/^https:\/\/localhost:\d+\/.+\/oauth2\/v2\.0\/authorize/);
  return web.signIn(page, { username: `${name}@office.example`, password: `${name} has a password` });
};

describe('sign-in with Microsoft', () => {
  it('enrolls an iPhone by apple-as-web', async () => {
    await phone().enrollAccountDriven(account('anna'));
    expect(await enrolled('anna')).toBe(1);
  });

  it('enrolls an iPhone by apple-oauth2', async () => {
    await useSignIn(office, 'apple-oauth2');
    await phone().enrollAccountDriven(account('bert'));
    expect(await enrolled('bert')).toBe(1);
  });

  it('enrolls an older iPhone by an invitation', async () => {
    const { rows } = await office.call('users.list', { search: 'carl' });
    const { link } = await office.call('enrollment.invite', { userId: rows[0]?.id ?? '', validDays: 7 });
    const { identifier: username, ...person } = account('carl');
    await office.device({ kind: 'iPhone', osVersion: '17.4' }).enrollByInvitation(link, { username, ...person });
    expect(await enrolled('carl')).toBe(1);
  });

  it('asks for the PIN and the terms of service after Microsoft, where the office wants them', async () => {
    const { rows } = await office.call('users.list', { search: 'dora' });
    const registration = { appleEnrollmentType: 'user', includeMacos: true } as const;
    const terms = { title: 'Rules', text: 'Be kind.' };
    await setDefault(office.call, 'registration', { ...registration, registrationType: 'password-and-pin' });
    await setDefault(office.call, 'terms-of-service', { ...terms, enabled: true });
    const { pins } = await office.call('pins.generate', { ids: [rows[0]?.id ?? ''] });
    const pin = pins[0]?.pin ?? '';
    await expect(phone().enrollAccountDriven({ ...account('dora'), pin: '000000' })).rejects.toThrow(/PIN/);
    await phone().enrollAccountDriven({ ...account('dora'), pin });
    expect(await enrolled('dora')).toBe(1);
    await setDefault(office.call, 'terms-of-service', { ...terms, enabled: false });
    await setDefault(office.call, 'registration', registration);
  });

  it('refuses somebody else than the person who enrolls, and a wrong password stays at Microsoft', async () => {
    const other = await visit('anna', 'bert');
    expect(other).toMatchObject({ kind: 'page', status: 403 });
    expect(other.kind === 'page' && other.text).toContain('enrolls for somebody else');
    await expect(phone().enrollAccountDriven(account('emil', 'wrong'))).rejects.toThrow();
    expect(await enrolled('emil')).toBe(0);
  });

  it.each([
    ['another tenant', { tid: '00000000-0000-4000-8000-000000000000' }],
    ['another issuer', { iss: 'https://login.elsewhere.example/v2.0' }],
    ['another app', { aud: '00000000-0000-4000-8000-000000000000' }],
    ['another sign-in', { nonce: 'of somebody else' }],
    ['an expired token', { exp: 1 }],
    ['a token of the future', { nbf: 9_999_999_999 }],
    ['several apps', { aud: ['one', 'two'] }],
    ['this app and another', (own: string) => ({ aud: [own, 'two'] })],
    ['no end', { exp: undefined }],
    ['an end that is no time', { exp: 'tomorrow' }],
    ['nobody', { oid: '' }],
  ])('refuses an id_token of %s', async (_what, claims) => {
    const wrong = typeof claims === 'function' ? claims(entra.app.clientId) : claims;
    entra.tamperIdTokens((real) => ({ ...real, ...wrong }));
    const answer = await visit('anna', 'anna');
    expect(answer).toMatchObject({ kind: 'page', status: 403 });
    expect(answer.kind === 'page' && answer.text).toContain('could not be checked');
  });

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const ownKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forgeries: [string, (head: { kid: string }, body: string, signature: string) => string][] = [
    ['without a signature', (head, body) => `${part({ ...head, alg: 'none' })}.${body}.`],
    ['with the signature cut off', (head, body) => `${part(head)}.${body}`],
    [
      'signed with the public key as a shared secret',
      (head, body) => {
        const jwk = entra.publicKeys().find(({ kid }) => kid === head.kid);
        const pem = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
        const signed = `${part({ ...head, alg: 'HS256' })}.${body}`;
        return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
      },
    ],
    [
      'signed by a key that it brings along',
      (head, body) => {
        const jwk = ownKey.publicKey.export({ format: 'jwk' });
        const signed = `${part({ ...head, jwk })}.${body}`;
        return `${signed}.${sign('sha256', Buffer.from(signed), ownKey.privateKey).toString('base64url')}`;
      },
    ],
    [
      'under the name of a key that does not exist',
      (head, body, signature) => `${part({ ...head, kid: 'x' })}.${body}.${signature}`,
    ],
    [
      'with other claims under a genuine signature',
      (head, body, signature) => {
        const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
        return `${part(head)}.${part({ ...claims, oid: 'somebody-else' })}.${signature}`;
      },
    ],
    ['that names no key', (head, body, signature) => `${part({ ...head, kid: undefined })}.${body}.${signature}`],
    [
      'with a part that must be understood',
      (head, body, signature) => `${part({ ...head, crit: ['x'], x: 1 })}.${body}.${signature}`,
    ],
    ['that is none', () => 'a.b.c'],
    ['of five parts', (head, body, signature) => `${part(head)}.${body}.${signature}.a.b`],
  ];
  it.each(forgeries)('refuses an id_token %s', async (_what, forge) => {
    entra.forgeIdTokens((token) => {
      const [head = '', body = '', signature = ''] = token.split('.');
      return forge(JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }, body, signature);
    });
    expect(await visit('anna', 'anna')).toMatchObject({ kind: 'page', status: 403 });
  });

  it('gives a planted cookie nothing: who signs in gets another one', async () => {
    const { http } = phone();
    const open = (url: string, cookie = '') => http.send({ method: 'GET', url, headers: { cookie } });
    const planted = await open(signInUrl('anna'));
    const plantedCookie = planted.setCookies[0]?.split(';')[0] ?? '';
    const victim = phone().webSession();
    const page = await victim.open(planted.headers.location ?? '');
    if (page.kind !== 'page') throw new Error('there is no page');
    const form = new URLSearchParams({ username: 'anna@office.example', password: 'anna has a password' });
    const signedIn = await http.send({
      method: 'POST',
      url: page.forms[0]?.action ?? '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString()),
    });
    const back = await open(signedIn.headers.location ?? '', plantedCookie);
    expect(back.status).toBe(303);
    expect(back.setCookies[0]).toMatch(
      /^russet-external=[\w-]{43}; Path=\/enroll; Max-Age=600; HttpOnly; Secure; SameSite=Lax$/,
    );
    const ownCookie = back.setCookies[0]?.split(';')[0] ?? '';
    expect((await open(signInUrl('anna'), plantedCookie)).headers.location).toMatch(/oauth2\/v2\.0\/authorize/);
    expect((await open(signInUrl('anna'), ownCookie)).status).toBe(308);
  });

  it('accepts a new key of the tenant, but none that the tenant does not show, and does not ask for each', async () => {
    const keysRead = () => entra.requests.filter((line) => line.endsWith('/discovery/v2.0/keys')).length;
    expect((await visit('anna', 'anna')).kind).toBe('callback');
    entra.rotateKey();
    clock.advance(30_000);
    expect((await visit('anna', 'anna')).kind).toBe('callback');
    entra.rotateKey({ secretly: true });
    clock.advance(30_000);
    const before = keysRead();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await visit('anna', 'anna')).toMatchObject({ kind: 'page', status: 403 });
    }
    expect(keysRead() - before).toBe(1);
    entra.rotateKey();
    clock.advance(30_000);
    expect((await visit('anna', 'anna')).kind).toBe('callback');
  });

  it('no longer accepts a key that the tenant withdrew, a day later', async () => {
    expect((await visit('anna', 'anna')).kind).toBe('callback');
    entra.withdrawKey();
    clock.advance(23 * 60 * 60_000);
    expect((await visit('anna', 'anna')).kind).toBe('callback');
    clock.advance(60 * 60_000);
    expect(await visit('anna', 'anna')).toMatchObject({ kind: 'page', status: 403 });
    entra.rotateKey();
    clock.advance(30_000);
  });

  it('reads past keys of a kind that it does not know', async () => {
    entra.rotateKey();
    for (const odd of [{ kty: 'RSA' }, { kid: 7 }, { kty: 'AKP', kid: 'x', alg: 'ML-DSA-44', pub: 'AA' }, null]) {
      entra.showKeyToo(odd as object);
    }
    clock.advance(30_000);
    expect((await visit('anna', 'anna')).kind).toBe('callback');
    entra.rotateKey();
    clock.advance(30_000);
  });

  it('takes an answer of Microsoft only from the browser that asked, and only once', async () => {
    const web = phone().webSession();
    const page = await web.open(signInUrl('anna'));
    const state = new URL(page.url).searchParams.get('state') ?? '';
    const callback = `${office.origin}/enroll/entra/callback?code=stolen&state=${state}`;
    expect(await phone().webSession().open(callback)).toMatchObject({ kind: 'page', status: 403 });
    // The attempt from elsewhere ended it.
    expect(await web.open(callback)).toMatchObject({ kind: 'page', status: 403 });
    expect(await web.open(signInUrl('anna'))).toMatchObject({ kind: 'page', title: 'Sign in to your account' });
  });

  it('offers Microsoft on a page that does not know who comes', async () => {
    const web = phone().webSession();
    const page = await web.open(`${office.origin}/enroll/sign-in`);
    if (page.kind !== 'page') throw new Error('there is no page');
    const link = page.links.find(({ text }) => text === 'Sign in with Microsoft');
    const microsoft = await web.open(link?.href ?? '');
    if (microsoft.kind !== 'page') throw new Error('there is no page');
    const back = await web.signIn(microsoft, { username: 'bert@office.example', password: 'bert has a password' });
    expect(back.kind).toBe('callback');
  });

  it('sends nobody to Microsoft while the source is not enabled', async () => {
    const state = await office.call('entra.get', {});
    if (!state.settings) throw new Error('there are no settings');
    await office.call('entra.update', { ...state.settings, enabled: false });
    const page = await phone().webSession().open(signInUrl('anna'));
    expect(page).toMatchObject({ kind: 'page', title: expect.stringContaining('Sign in') as string });
    expect(page.url.startsWith(office.origin)).toBe(true);
  });
});
