import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseChallenge, signIn } from '../../support/device/account-driven.ts';
import { parseEnrollmentProfile } from '../../support/device/profile.ts';
import { traitsOf } from '../../support/device/traits.ts';
import type { MdmResponse } from '../../../electron/wire/http.ts';
import { bytesOf, iphone17, jsonOf, openOffice, origin, password, type Office } from '../../support/enroll-office.ts';
import { registrationBody } from '../../support/user-settings.ts';

const discovery = '/.well-known/com.apple.remotemanagement';
const find = (identifier: string, family = 'iPhone') =>
  `${discovery}?user-identifier=${encodeURIComponent(identifier)}&model-family=${family}`;

describe('account-driven enrollment', () => {
  let office: Office;
  let anna: string;
  let bert: string;

  beforeAll(async () => {
    office = await openOffice();
    anna = await office.addPerson('anna');
    bert = await office.addPerson('bert');
    await office.addPerson('nora', { managedAppleId: undefined });
    await office.users.setEnabled([await office.addPerson('dora')], false);
  });
  beforeEach(async () => {
    await office.clock.advance(60_000);
    office.state.setting = { name: 'Staff', ...registrationBody() };
    office.state.signInMethod = 'apple-as-web';
    office.state.topic = 'com.apple.mgmt.External.office';
    office.state.previousType = undefined;
    office.state.businessManager = { ...office.state.businessManager, accountConnected: true };
    office.log.length = 0;
  });
  afterAll(() => office.close());

  const byod = () => `/enroll/account/byod?account=${anna}`;
  const bytes = bytesOf;
  const profileOf = (response: MdmResponse, mode: 'BYOD' | 'ADDE' = 'BYOD') =>
    parseEnrollmentProfile(
      bytes(response),
      { flow: 'account-driven', mode, signedInAccount: 'anna@appleid.office.example' },
      traitsOf('iPhone', '17.5'),
    );
  const expectChallenge = (response: MdmResponse) => {
    expect(response.status).toBe(401);
    expect(parseChallenge(response.headers?.['www-authenticate'])).toEqual({
      method: 'apple-as-web',
      url: `${origin}/enroll/sign-in/user-iOS`,
    });
  };

  it('scenario 3: discovery, 401, sign-in, 308, profile, Authenticate', async () => {
    const found = jsonOf(await office.send(find('anna@office.example')));
    expect(found).toEqual({ Servers: [{ Version: 'mdm-byod', BaseURL: `${origin}${byod()}` }] });

    const first = await office.post(byod(), await office.machineInfo());
    expectChallenge(first);
    const challenge = parseChallenge(first.headers?.['www-authenticate']);
    if (challenge === undefined) throw new Error('no challenge');
    const { accessToken } = await signIn(office.http, office.browser(iphone17), {
      challenge,
      identifier: 'anna@office.example',
      person: { username: 'anna@office.example', password },
    });

    const second = await office.post(byod(), await office.machineInfo(), accessToken);
    expect(second.headers).toMatchObject({ 'content-type': 'application/x-apple-aspen-config' });
    const profile = profileOf(second);
    const issued = await office.redeem(profile.scep.challenge ?? '');
    expect(profile.scep.subject.flat()).toContainEqual(['CN', issued?.commonName]);
    expect(await office.tickets.ticketForCertificate(issued?.ticketId ?? '')).toMatchObject({
      userId: anna,
      flow: 'account-user',
      managedAppleId: 'anna@appleid.office.example',
      decision: { type: 'user' },
    });
    expect(await office.tickets.markAuthenticated(issued?.ticketId ?? '', 'ENROLLMENT-1')).toBe(true);
    const ofTicket = office.log.filter(({ ticketId }) => ticketId === issued?.ticketId);
    expect(ofTicket.map(({ action }) => action)).toEqual(['Enrollment Decision', 'Enrollment Profile']);
  });

  it('tells on the sign-in page what the office can and cannot see, by the kind of enrollment and device', async () => {
    const pageFor = async (path: string, product?: string) => {
      const info = await office.machineInfo({ ...(product !== undefined && { PRODUCT: product }) });
      const challenge = parseChallenge((await office.post(path, info)).headers?.['www-authenticate']);
      if (challenge?.method !== 'apple-as-web') throw new Error('no challenge');
      const page = await office.browser(iphone17).open(`${challenge.url}?user-identifier=anna%40office.example`);
      if (page.kind !== 'page') throw new Error('no page');
      return page.text;
    };
    const own = await pageFor('/enroll/account/byod');
    expect(own).toContain('What Berg & Co can and cannot see');
    expect(own).toMatch(/It cannot see your own apps and data.*serial number.*It cannot erase the device/);
    expect(own).toContain('whether your passcode meets the rules');
    expect(await pageFor('/enroll/account/byod', 'Mac15,3')).toContain('whether disk encryption');
    const whole = await pageFor('/enroll/account/adde');
    expect(whole).toMatch(/It can see.*serial number.*It can .*erase it completely/);
    // Signing in again with an enrolled device begins nothing.
    const again = await office.browser(iphone17).open(`${origin}/enroll/sign-in`);
    expect(again.kind === 'page' && again.text).not.toContain('can and cannot see');
  });

  it('scenario 4: discovery refuses unknown and disabled people with the same words, in a form devices show', async () => {
    const unknown = await office.send(find('nobody@office.example'));
    expect(unknown.status).toBe(403);
    expect(jsonOf(unknown)).toMatchObject({
      code: 'com.apple.well-known.failed',
      message: expect.stringContaining('Berg & Co') as string,
    });
    expect(await office.send(find('dora@office.example'))).toEqual(unknown);
  });

  it('scenario 4: discovery offers mdm-adde where the setting says Device Enrollment', async () => {
    office.state.setting = { name: 'All', ...registrationBody({ appleEnrollmentType: 'device' }) };
    expect(jsonOf(await office.send(find('anna@office.example')))).toMatchObject({
      Servers: [{ Version: 'mdm-adde' }],
    });
  });

  it('scenario 4: discovery answers HEAD like GET, and other methods with 405', async () => {
    expect((await office.send(find('anna@office.example'), { method: 'HEAD' })).status).toBe(200);
    const post = await office.send(find('anna@office.example'), { method: 'POST' });
    expect(post).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('scenario 5: does not blame the file of the domain for a kind of device that it does not know', async () => {
    const response = await office.send(find('anna@office.example', 'Toaster'));
    expect(response.status).toBe(403);
    expect(jsonOf(response)).toMatchObject({
      message: 'This kind of device cannot enroll with a work account.',
      description: expect.stringContaining('Toaster') as string,
    });
  });

  it.each([
    ['eva+work@office.example', 'eva+work@office.example'],
    ['EVA%2Bwork@Office.Example', 'eva+work@office.example'],
    ['j%C3%BCrgen@office.example', 'jürgen@office.example'],
    ['ida@b%C3%BCro.example', 'ida@xn--bro-hoa.example'],
    ['ole@xn--bro-hoa.example', 'ole@büro.example'],
  ])('knows people by the name %s in a URL, as Apple’s clients write it', async (written, username) => {
    if ((await office.users.byIdentifier(username)) === undefined) {
      const name = username.split('@', 1)[0]?.replace('+', '-') ?? '';
      await office.addPerson(name, { username, email: `${name.replace('ü', 'u')}@mail.example` });
    }
    const response = await office.send(`${discovery}?user-identifier=${written}&model-family=iPhone`);
    expect(response.status).toBe(200);
  });

  it.each(['', '?user-identifier=anna@office.example'])(
    'scenario 5: says that the query is missing: "%s"',
    async (query) => {
      const response = await office.send(`${discovery}${query}`);
      expect(response.status).toBe(403);
      expect(JSON.stringify(jsonOf(response))).toContain('redirect must keep the query');
    },
  );

  it('knows people by user name, e-mail and Managed Apple ID, and leaves Macs out unless the setting includes them', async () => {
    expect((await office.send(find('ANNA@appleid.office.example'))).status).toBe(200);
    const forMac = async () => jsonOf(await office.send(find('anna@office.example', 'Mac')));
    expect(await forMac()).toMatchObject({ Servers: [{ Version: 'mdm-adde' }] });
    office.state.setting = { name: 'Staff', ...registrationBody({ includeMacos: true }) };
    expect(await forMac()).toMatchObject({ Servers: [{ Version: 'mdm-byod' }] });
    expect((await office.send(find('anna@office.example', 'AppleTV'))).status).toBe(403);
  });

  it('slows down whoever tries many identifiers', async () => {
    const from = (index: number) =>
      office.send(find(`u${String(index)}@office.example`), { remoteAddress: '198.51.100.7' });
    for (let index = 0; index < 60; index += 1) expect((await from(index)).status).toBe(403);
    expect(await from(60)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    expect((await office.send(find('anna@office.example'))).status).toBe(200);
  });

  it('scenario 6: reads a first POST whose content type claims a form', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expectChallenge(await office.post(byod(), await office.machineInfo(), undefined, type));
  });

  it('scenario 7: refuses unsigned and foreign machine info with 400, also with a good token', async () => {
    const token = await office.tokens.issueWebToken(anna);
    for (const body of [Buffer.from('<plist><dict/></plist>'), Buffer.alloc(0), await office.machineInfo({}, true)]) {
      for (const bearer of [undefined, token]) {
        const response = await office.post(byod(), body, bearer);
        expect(response.status).toBe(400);
        expect(jsonOf(response)).toHaveProperty('message');
      }
    }
    expect((await office.post(byod(), await office.machineInfo(), token)).status).toBe(200);
  });

  it.each(['UDID', 'SERIAL', 'IMEI', 'MEID'])('refuses a User Enrollment that sends %s', async (key) => {
    const response = await office.post(byod(), await office.machineInfo({ [key]: 'X' }));
    expect(response.status).toBe(400);
    expect(jsonOf(response)).toMatchObject({ code: 'device.rejected' });
  });

  it('scenario 8: answers a made-up token, an expired one and one of another person with the challenge', async () => {
    const info = await office.machineInfo();
    expectChallenge(await office.post(byod(), info, 'made-up'));
    expectChallenge(await office.post(byod(), info, await office.tokens.issueWebToken(bert)));
    const late = await office.tokens.issueWebToken(anna);
    await office.clock.advance(61 * 60_000);
    expectChallenge(await office.post(byod(), info, late));
    expectChallenge(await office.post(byod(), info, undefined, { authorization: 'Basic YTpi' }));
  });

  it('scenario 8: a token is spent once its device enrolled, and its replay gets the challenge', async () => {
    const token = await office.tokens.issueWebToken(anna);
    const profile = profileOf(await office.post(byod(), await office.machineInfo(), token));
    const issued = await office.redeem(profile.scep.challenge ?? '');
    await office.tickets.markAuthenticated(issued?.ticketId ?? '', 'ENROLLMENT-8');
    expectChallenge(await office.post(byod(), await office.machineInfo(), token));
  });

  it('scenario 9: fetches the profile twice, then enrolls with the second; the first challenge is dead', async () => {
    const token = await office.tokens.issueWebToken(anna);
    const first = profileOf(await office.post(byod(), await office.machineInfo(), token));
    const second = profileOf(await office.post(byod(), await office.machineInfo(), token));
    expect(second.scep.subject).toEqual(first.scep.subject);
    expect(await office.redeem(first.scep.challenge ?? '')).toBeUndefined();
    const issued = await office.redeem(second.scep.challenge ?? '');
    expect(await office.tickets.markAuthenticated(issued?.ticketId ?? '', 'ENROLLMENT-9')).toBe(true);
  });

  it('scenario 10: the renewal profile keeps identifiers, mode and Managed Apple ID', async () => {
    const token = await office.tokens.issueWebToken(anna);
    const before = profileOf(await office.post(byod(), await office.machineInfo(), token));
    const { profile } = await office.renew({
      id: 'ENROLLMENT-10',
      userId: anna,
      flow: 'account-user',
      type: 'user',
      managedAppleId: 'anna@appleid.office.example',
      platform: 'iOS',
      profileIdentifier: before.identifier,
      serverOrigin: 'https://mdm.former.example',
    });
    const after = profileOf({ status: 200, body: profile });
    expect(after.identifier).toBe(before.identifier);
    // The device refuses other server URLs, so an office that moved still says the former ones.
    expect(after.mdm).toEqual({
      ...before.mdm,
      serverUrl: 'https://mdm.former.example/mdm/connect',
      checkInUrl: 'https://mdm.former.example/mdm/checkin',
    });
    expect(after.mdm.accessRights).toBeUndefined();
    const issued = await office.redeem(after.scep.challenge ?? '');
    expect(await office.tickets.markAuthenticated(issued?.ticketId ?? '', 'SOMEBODY-ELSE')).toBe(false);
    expect(await office.tickets.markAuthenticated(issued?.ticketId ?? '', 'ENROLLMENT-10')).toBe(true);
  });

  it('scenario 11: falls back to Device Enrollment with the reasons logged', async () => {
    office.state.businessManager = { ...office.state.businessManager, accountConnected: false };
    expect(jsonOf(await office.send(find('anna@office.example')))).toMatchObject({
      Servers: [{ Version: 'mdm-adde' }],
    });
    expect(office.log.at(-1)).toMatchObject({ action: 'Enrollment Decision', userId: anna });
    expect(office.log.at(-1)?.detail).toContain('Apple Business Manager is not connected');
    const token = await office.tokens.issueWebToken(anna);
    const info = await office.machineInfo({ UDID: 'U', SERIAL: 'S' });
    const profile = profileOf(await office.post('/enroll/account/adde', info, token), 'ADDE');
    expect(profile.mdm).toMatchObject({ accessRights: 8191, enrollmentMode: 'ADDE' });
  });

  it('refuses the mode that the decision does not give, in words', async () => {
    const token = await office.tokens.issueWebToken(anna);
    const response = await office.post('/enroll/account/adde', await office.machineInfo(), token);
    expect(response.status).toBe(403);
    expect(jsonOf(response)).toMatchObject({ code: 'com.apple.unrecognized.device' });
  });

  it('scenario 12: refuses systems too old for this way, whether they tell their version or only their build', async () => {
    const old = await office.post(byod(), await office.machineInfo({ OS_VERSION: '14.8' }));
    expect(old.status).toBe(403);
    const byBuild = await office.machineInfo({ OS_VERSION: undefined, VERSION: '18H17' });
    expect((await office.post(byod(), byBuild)).status).toBe(403);
    const adde = await office.machineInfo({ OS_VERSION: '16.7', UDID: 'U' });
    expect((await office.post('/enroll/account/adde', adde)).status).toBe(403);
  });

  it('scenario 13: enrolls again as the first time, whatever the setting says now', async () => {
    office.state.setting = { name: 'All', ...registrationBody({ appleEnrollmentType: 'device' }) };
    office.state.previousType = 'user';
    expect(jsonOf(await office.send(find('anna@office.example')))).toMatchObject({
      Servers: [{ Version: 'mdm-byod' }],
    });
  });

  it('scenario 14: refuses a person without Managed Apple ID at discovery, in words', async () => {
    const response = await office.send(find('nora@office.example'));
    expect(response.status).toBe(403);
    expect(JSON.stringify(jsonOf(response))).toContain('no Managed Apple ID');
  });

  it('enrolls nobody while there is no push certificate, and says so', async () => {
    office.state.topic = undefined;
    expect(JSON.stringify(jsonOf(await office.send(find('anna@office.example'))))).toContain('push certificate');
    const token = await office.tokens.issueWebToken(anna);
    const response = await office.post(byod(), await office.machineInfo(), token);
    expect(response.status).toBe(403);
    expect(jsonOf(response)).toMatchObject({
      code: 'com.apple.unrecognized.device',
      message: expect.stringContaining('push certificate') as string,
    });
  });

  it('answers a person disabled after signing in with the challenge', async () => {
    const token = await office.tokens.issueWebToken(bert);
    await office.users.setEnabled([bert], false);
    expectChallenge(await office.post('/enroll/account/byod', await office.machineInfo(), token));
    await office.users.setEnabled([bert], true);
  });

  it('serves the addresses that Apple Configurator and a careful person ask for', async () => {
    const config = jsonOf(await office.send('/MDMServiceConfig')) as Record<string, string>;
    expect(config).toMatchObject({ trust_profile_url: `${origin}/enroll/trust.mobileconfig` });
    // Whatever it names is there.
    for (const url of Object.values(config)) expect([url, (await office.send(url)).status]).toEqual([url, 200]);
    expect((await office.send('/enroll/ca.pem')).body).toContain('BEGIN CERTIFICATE');
    expect((await office.send('/enroll/trust.mobileconfig')).headers).toMatchObject({
      'content-type': 'application/x-apple-aspen-config',
    });
    expect(jsonOf(await office.send('/enroll/anchor-certs'))).toHaveLength(1);
    expect((await office.send('/enroll/ca.pem', { method: 'POST' })).status).toBe(405);
  });
});
