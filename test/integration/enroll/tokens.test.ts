import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseChallenge, refreshTokens, signIn } from '../../support/device/account-driven.ts';
import { parseEnrollmentProfile } from '../../support/device/profile.ts';
import { traitsOf } from '../../support/device/traits.ts';
import type { BearerSubject } from '../../../electron/mdm/enroll/bearer.ts';
import { bytesOf, iphone18, jsonOf, openOffice, origin, password, type Office } from '../../support/enroll-office.ts';

const redirectUri = 'apple-remotemanagement-user-login:/oauth2/redirection';

describe('tokens of account-driven enrollment', () => {
  let office: Office;
  let anna: string;
  let bert: string;
  let number = 0;

  beforeAll(async () => {
    office = await openOffice();
    anna = await office.addPerson('anna');
    bert = await office.addPerson('bert');
  });
  beforeEach(() => {
    office.state.signInMethod = 'apple-as-web';
    number += 1;
  });
  afterAll(() => office.close());

  const bearer = (token: string) => `Bearer ${token}`;
  const subject = (more: Partial<BearerSubject> = {}): BearerSubject => ({
    enrollmentId: `E-${String(number)}`,
    ticketId: undefined,
    userId: anna,
    flow: 'account-user',
    platform: 'iOS',
    channel: 'device',
    ...more,
  });

  /** A token as after enrolling with it, and its ticket. */
  const enrolled = async () => {
    const token = await office.tokens.issueWebToken(anna);
    const response = await office.post('/enroll/account/byod', await office.machineInfo(), token);
    const profile = parseEnrollmentProfile(
      bytesOf(response),
      { flow: 'account-driven', mode: 'BYOD', signedInAccount: 'anna@appleid.office.example' },
      traitsOf('iPhone', '17.5'),
    );
    const ticketId = (await office.redeem(profile.scep.challenge ?? ''))?.ticketId ?? '';
    return { token, ticketId };
  };

  it('lets the token of the profile through at Authenticate and ever after, for its own enrollment only', async () => {
    const { token, ticketId } = await enrolled();
    expect(await office.checkBearer(bearer(token), subject({ enrollmentId: undefined, ticketId }))).toBe('ok');
    await office.tickets.markAuthenticated(ticketId, subject().enrollmentId ?? '');
    await office.clock.advance(90 * 24 * 60 * 60_000);
    expect(await office.checkBearer(bearer(token), subject())).toBe('ok');
    expect(await office.checkBearer(bearer(token), subject({ enrollmentId: 'ANOTHER' }))).toHaveProperty('challenge');
    expect(await office.checkBearer(bearer(token), subject({ userId: bert }))).toHaveProperty('challenge');
  });

  it('does not accept a token at Authenticate that fetched another profile or none', async () => {
    const { ticketId } = await enrolled();
    const other = await enrolled();
    const fresh = await office.tokens.issueWebToken(anna);
    for (const token of [other.token, fresh]) {
      const result = await office.checkBearer(bearer(token), subject({ enrollmentId: undefined, ticketId }));
      expect(result).toHaveProperty('challenge');
    }
  });

  it('asks for a new sign-in when the token ends, and takes the token of that sign-in', async () => {
    const { token, ticketId } = await enrolled();
    await office.tickets.markAuthenticated(ticketId, subject().enrollmentId ?? '');
    await office.clock.advance(366 * 24 * 60 * 60_000);
    const result = await office.checkBearer(bearer(token), subject());
    expect(result).toEqual({ challenge: `Bearer method="apple-as-web", url="${origin}/enroll/sign-in"` });
    const fresh = await office.tokens.issueWebToken(anna);
    expect(await office.checkBearer(bearer(fresh), subject())).toBe('ok');
    await office.clock.advance(2 * 60 * 60_000);
    expect(await office.checkBearer(bearer(fresh), subject())).toBe('ok');
    expect(await office.checkBearer(bearer(fresh), subject({ enrollmentId: 'ANOTHER' }))).toHaveProperty('challenge');
  });

  it('asks for it on every request of an iPhone, on the user channel only of a Mac, and never of a device that leaves', async () => {
    const check = (more: Partial<BearerSubject>) => office.checkBearer(undefined, subject(more));
    expect(await check({})).toHaveProperty('challenge');
    expect(await check({ platform: 'macOS' })).toBe('ok');
    expect(await check({ platform: 'macOS', channel: 'user' })).toHaveProperty('challenge');
    expect(await check({ leaving: true })).toBe('ok');
    expect(await check({ flow: 'profile-user' })).toBe('ok');
    expect(await check({ flow: 'account-device' })).toHaveProperty('challenge');
  });

  it('sends disabled people back to the sign-in, and tells revoked ones to leave', async () => {
    const { token, ticketId } = await enrolled();
    await office.tickets.markAuthenticated(ticketId, subject().enrollmentId ?? '');
    await office.users.setEnabled([anna], false);
    expect(await office.checkBearer(bearer(token), subject())).toHaveProperty('challenge');
    await office.users.setEnabled([anna], true);
    await office.tokens.endSessions([anna]);
    expect(await office.checkBearer(bearer(token), subject())).toBe('ok');
    await office.tokens.revokeUser(anna);
    expect(await office.checkBearer(bearer(token), subject())).toBe('revoked');
    expect(await office.checkBearer(bearer(token), subject({ userId: 'deleted' }))).toBe('revoked');
  });

  it('ends the sign-ins of a disabled person that no device uses yet', async () => {
    const token = await office.tokens.issueWebToken(anna);
    await office.tokens.endSessions([anna]);
    expect((await office.post('/enroll/account/byod', await office.machineInfo(), token)).status).toBe(401);
  });

  it('forgets what has long expired', async () => {
    await office.tokens.issueWebToken(bert);
    await office.clock.advance(2 * 24 * 60 * 60_000);
    expect(await office.tokens.removeExpired()).toBeGreaterThan(0);
    expect(await office.tokens.removeExpired()).toBe(0);
  });

  describe('by OAuth', () => {
    const tokenUrl = `${origin}/enroll/oauth2/token`;
    const challenge = async () => {
      office.state.signInMethod = 'apple-oauth2';
      const response = await office.post('/enroll/account/byod', await office.machineInfo());
      const found = parseChallenge(response.headers?.['www-authenticate']);
      if (found?.method !== 'apple-oauth2') throw new Error('no OAuth challenge');
      return found;
    };
    const person = { username: 'anna@office.example', password };
    const exchange = (fields: Record<string, string>, type = 'application/x-www-form-urlencoded') =>
      office.send('/enroll/oauth2/token', {
        method: 'POST',
        headers: { 'content-type': type },
        body: new URLSearchParams(fields).toString(),
      });
    const code = (more: { codeChallenge?: string } = {}) =>
      office.tokens.issueCode(anna, {
        clientId: 'russet-enrollment',
        redirectUri,
        ...(more.codeChallenge === undefined ? {} : { ...more, codeChallengeMethod: 'S256' as const }),
      });
    const codeFields = async (more: { codeChallenge?: string } = {}) => ({
      grant_type: 'authorization_code',
      client_id: 'russet-enrollment',
      redirect_uri: redirectUri,
      code: await code(more),
    });

    it.each([true, false])('signs in, fetches the profile and refreshes, with PKCE: %s', async (pkce) => {
      const found = await challenge();
      const identifier = 'anna@office.example';
      const tokens = await signIn(office.http, office.browser(iphone18), {
        challenge: found,
        identifier,
        person,
        pkce,
      });
      expect(tokens.expiresInSeconds).toBe(3600);
      const response = await office.post('/enroll/account/byod', await office.machineInfo(), tokens.accessToken);
      expect(response.status).toBe(200);
      const next = await refreshTokens(office.http, tokenUrl, found.clientId, tokens.refreshToken ?? '');
      expect(next.accessToken).not.toBe(tokens.accessToken);
      expect((await office.post('/enroll/account/byod', await office.machineInfo(), next.accessToken)).status).toBe(
        200,
      );
    });

    it('ends the whole family when a refresh token or a code is used twice', async () => {
      const fields = await codeFields();
      const first = jsonOf(await exchange(fields)) as { access_token: string; refresh_token: string };
      const refresh = {
        grant_type: 'refresh_token',
        refresh_token: first.refresh_token,
        client_id: 'russet-enrollment',
      };
      const second = jsonOf(await exchange(refresh)) as { access_token: string; refresh_token: string };
      // Whose answer was lost asks again at once, and gets it.
      expect(jsonOf(await exchange(refresh))).toEqual(second);
      expect(jsonOf(await exchange(fields))).toEqual(first);
      await office.clock.advance(3 * 60_000);
      expect(jsonOf(await exchange(refresh))).toMatchObject({ error: 'invalid_grant' });
      const info = await office.machineInfo();
      expect((await office.post('/enroll/account/byod', info, second.access_token)).status).toBe(401);
      expect(jsonOf(await exchange({ ...refresh, refresh_token: second.refresh_token }))).toMatchObject({
        error: 'invalid_grant',
      });
      const again = await codeFields();
      const pair = jsonOf(await exchange(again)) as { access_token: string };
      await office.clock.advance(3 * 60_000);
      expect((await exchange(again)).status).toBe(400);
      expect((await office.post('/enroll/account/byod', info, pair.access_token)).status).toBe(401);
    });

    it('demands the verifier of a code that was asked for with a challenge, and none otherwise', async () => {
      const verifier = 'v'.repeat(43);
      const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
      const fields = await codeFields({ codeChallenge });
      expect((await exchange(fields)).status).toBe(400);
      expect((await exchange({ ...fields, code_verifier: 'w'.repeat(43) })).status).toBe(400);
      expect((await exchange({ ...fields, code_verifier: verifier })).status).toBe(200);
      expect((await exchange({ ...(await codeFields()), code_verifier: verifier })).status).toBe(400);
    });

    it('answers bad token requests as RFC 6749 says', async () => {
      const fields = await codeFields();
      const errorOf = async (response: ReturnType<typeof exchange>) =>
        (jsonOf(await response) as { error: string }).error;
      expect(await errorOf(exchange(fields, 'application/json'))).toBe('invalid_request');
      expect(await errorOf(exchange({ ...fields, grant_type: 'password' }))).toBe('unsupported_grant_type');
      expect(await errorOf(exchange({ ...fields, client_id: 'other' }))).toBe('invalid_client');
      expect(await errorOf(exchange({ ...fields, redirect_uri: 'x:/' }))).toBe('invalid_grant');
      expect(await errorOf(exchange({ grant_type: 'refresh_token' }))).toBe('invalid_request');
      const twice = office.send('/enroll/oauth2/token', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=refresh_token&refresh_token=a&refresh_token=b',
      });
      expect(await errorOf(twice)).toBe('invalid_request');
      expect((await office.send('/enroll/oauth2/token')).status).toBe(405);
      await office.clock.advance(6 * 60_000);
      expect(await errorOf(exchange(fields))).toBe('invalid_grant');
    });

    it('never redirects to an address outside the scheme of the device', async () => {
      const query = (uri: string, client = 'russet-enrollment') =>
        `/enroll/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: client, redirect_uri: uri, state: 's' }).toString()}`;
      for (const url of [query('https://evil.example/'), query('javascript:alert(1)'), query(redirectUri, 'other')]) {
        const response = await office.send(url);
        expect(response.status).toBe(400);
        expect(response.headers).not.toHaveProperty('location');
      }
      const wrongType = await office.send(query(redirectUri).replace('=code', '=token'));
      expect(wrongType.headers?.location).toBe(`${redirectUri}?error=unsupported_response_type&state=s`);
    });
  });

  it('does not sign in somebody else than the device enrolls for', async () => {
    const web = office.browser(iphone18);
    const page = await web.open(`${origin}/enroll/sign-in?user-identifier=bert%40office.example`);
    if (page.kind !== 'page') throw new Error('no page');
    const [form] = page.forms;
    if (form === undefined) throw new Error('no form');
    expect(form.fields).toContainEqual(expect.objectContaining({ name: 'username', value: 'bert@office.example' }));
    const result = await web.submit(page, form, { username: 'anna@office.example', password });
    expect(result).toMatchObject({
      kind: 'page',
      status: 403,
      text: expect.stringContaining('Sign in as bert') as string,
    });
  });
});

describe('SCEP challenges', () => {
  let office: Office;
  let anna: string;
  beforeAll(async () => {
    office = await openOffice();
    anna = await office.addPerson('anna');
  });
  afterAll(() => office.close());

  const challenge = async () => {
    const ticket = await office.tickets.issue({
      userId: anna,
      flow: 'profile-device',
      decision: { type: 'device', reasons: [] },
    });
    return { ticketId: ticket.id, secret: await office.tickets.newChallenge(ticket.id) };
  };

  it('are redeemed once; the same key gets the same answer', async () => {
    const { secret, ticketId } = await challenge();
    const answer = { ticketId, commonName: ticketId };
    expect(await office.redeem(secret, 'key', 't1')).toEqual(answer);
    expect(await office.redeem(secret, 'key', 't1')).toEqual(answer);
    expect(await office.redeem(secret, 'key', 't2')).toEqual(answer);
    expect(await office.redeem(secret, 'other key', 't1')).toBeUndefined();
    expect(await office.redeem('made up')).toBeUndefined();
  });

  it('have one winner when two redeem at the same time', async () => {
    const { secret } = await challenge();
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((key) => office.redeem(secret, key, key)));
    expect(results.filter((result) => result !== undefined)).toHaveLength(1);
  });

  it('expire after half an hour, and die at Authenticate', async () => {
    const late = await challenge();
    const done = await challenge();
    await office.redeem(done.secret, 'key', 't');
    await office.tickets.markAuthenticated(done.ticketId, 'DEVICE');
    expect(await office.redeem(done.secret, 'key', 't')).toBeUndefined();
    await office.clock.advance(30 * 60_000);
    expect(await office.redeem(late.secret)).toBeUndefined();
  });

  it('belong to a ticket that one enrollment uses and no other', async () => {
    const { ticketId } = await challenge();
    expect(await office.tickets.markAuthenticated(ticketId, 'DEVICE')).toBe(true);
    expect(await office.tickets.markAuthenticated(ticketId, 'DEVICE')).toBe(true);
    expect(await office.tickets.markAuthenticated(ticketId, 'OTHER')).toBe(false);
    const expired = await challenge();
    await office.clock.advance(25 * 60 * 60_000);
    expect(await office.tickets.ticketForCertificate(expired.ticketId)).toBeUndefined();
    expect(await office.tickets.markAuthenticated(expired.ticketId, 'DEVICE')).toBe(false);
    expect(await office.tickets.ticketForCertificate(ticketId)).toMatchObject({ enrollmentId: 'DEVICE' });
  });

  it('are stored as hashes only', async () => {
    const { secret } = await challenge();
    const token = await office.tokens.issueWebToken(anna);
    const { link } = await office.invitations.invite(anna, 1);
    const stored = JSON.stringify(await office.dump());
    for (const plain of [secret, token, link.slice(link.lastIndexOf('/') + 1)]) expect(stored).not.toContain(plain);
  });
});
