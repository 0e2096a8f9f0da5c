import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseEnrollmentProfile } from '../../support/device/profile.ts';
import { traitsOf } from '../../support/device/traits.ts';
import type { WebOutcome, WebPage, WebSession } from '../../support/device/web-session.ts';
import { codeOf, iphone17, iphone18, openOffice, password, type Office } from '../../support/enroll-office.ts';
import { registrationBody } from '../../support/user-settings.ts';
import { bodyText } from '../../support/body-text.ts';

const macSafari = iphone17.replace(/\(.*?\)/, '(Macintosh; Intel Mac OS X 10_15_7)').replace('Mobile/15E148 ', '');
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0';

describe('the enrollment link', () => {
  let office: Office;
  let anna: string;
  let nora: string;

  beforeAll(async () => {
    office = await openOffice();
    anna = await office.addPerson('anna');
    nora = await office.addPerson('nora', { managedAppleId: undefined });
  });
  beforeEach(async () => {
    await office.clock.advance(60 * 60_000);
    office.state.setting = { name: 'Staff', ...registrationBody() };
    office.state.topic = 'com.apple.mgmt.External.office';
    office.state.businessManager = { ...office.state.businessManager, accountConnected: true };
    office.log.length = 0;
  });
  afterAll(() => office.close());

  const invite = async (userId = anna) => (await office.invitations.invite(userId, 7)).link;
  const asPage = (outcome: WebOutcome): WebPage => {
    if (outcome.kind !== 'page') throw new Error(`a page was expected, not ${outcome.kind}`);
    return outcome;
  };
  const open = async (web: WebSession, link: string) => asPage(await web.open(link));
  const signIn = async (web: WebSession, link: string) =>
    asPage(await web.signIn(await open(web, link), { username: 'anna@office.example', password }));
  const download = async (web: WebSession, page: WebPage) => {
    const href = page.links.find((link) => link.text === 'Download profile')?.href ?? '';
    const outcome = await web.open(href);
    if (outcome.kind !== 'profile') throw new Error('no profile');
    return parseEnrollmentProfile(
      outcome.bytes,
      { flow: 'profile', signedInAccount: 'anna@appleid.office.example' },
      traitsOf('iPhone', '17.5'),
    );
  };
  const ticketOf = async (profile: Awaited<ReturnType<typeof download>>) =>
    (await office.redeem(profile.scep.challenge ?? ''))?.ticketId ?? '';

  it('scenario 1: leads an iPhone with iOS 17 to a profile-driven User Enrollment', async () => {
    const web = office.browser(iphone17);
    const link = await invite();
    const first = await open(web, link);
    expect(first.text).toContain('Hello anna Example');
    expect(first.text).toContain('cannot see');
    const signedIn = await signIn(web, link);
    expect(signedIn.text).toContain('Sign in with your Managed Apple ID');
    const profile = await download(web, signedIn);
    expect(profile.mdm.managedAppleId).toBe('anna@appleid.office.example');
    expect(profile.mdm.accessRights).toBeUndefined();
    const ticket = await ticketOf(profile);
    expect(await office.tickets.ticketForCertificate(ticket)).toMatchObject({
      flow: 'profile-user',
      enrollmentType: 'user',
    });
    expect(await office.tickets.markAuthenticated(ticket, 'ENROLLMENT-1')).toBe(true);
  });

  it('scenario 2: leads to Device Enrollment where the setting says so', async () => {
    office.state.setting = { name: 'All', ...registrationBody({ appleEnrollmentType: 'device' }) };
    const web = office.browser(iphone18);
    const profile = await download(web, await signIn(web, await invite()));
    expect(profile.mdm.accessRights).toBe(8191);
    expect(profile.mdm.managedAppleId).toBeUndefined();
  });

  it('scenario 11: says before the sign-in why it is Device Enrollment after all', async () => {
    office.state.businessManager = { ...office.state.businessManager, accountConnected: false };
    const page = await open(office.browser(iphone17), await invite());
    expect(page.text).toContain('Apple Business Manager is not connected');
    expect(page.text).toContain('erase it completely');
  });

  it('scenario 12: enrolls an old iPhone as a device', async () => {
    const old = iphone17.replace('17_5', '12_5').replace('Version/17.5', 'Version/12.1');
    const page = await open(office.browser(old), await invite());
    expect(page.text).toContain('iOS 12.5 is too old');
  });

  it('scenario 14: refuses a person without Managed Apple ID who is meant to use User Enrollment', async () => {
    const page = await open(office.browser(iphone17), await invite(nora));
    expect(page.status).toBe(403);
    expect(page.text).toContain('no Managed Apple ID');
    expect(page.forms).toEqual([]);
  });

  it('lets the same person enroll a device under Device Enrollment', async () => {
    office.state.setting = { name: 'All', ...registrationBody({ appleEnrollmentType: 'device' }) };
    expect((await open(office.browser(iphone17), await invite(nora))).forms).toHaveLength(1);
  });

  it('scenario 15: stays usable after a cancelled attempt, and is used once a device enrolled', async () => {
    const link = await invite();
    const web = office.browser(iphone17);
    const cancelled = await download(web, await signIn(web, link));
    const again = office.browser(iphone17);
    const ticket = await ticketOf(await download(again, await signIn(again, link)));
    const other = await ticketOf(cancelled);
    expect(await office.tickets.markAuthenticated(ticket, 'ENROLLMENT-15')).toBe(true);
    const used = await open(office.browser(iphone17), link);
    expect(used.status).toBe(410);
    expect(used.text).toContain('already enrolled with this link');
    expect(await office.tickets.markAuthenticated(other, 'ENROLLMENT-15B')).toBe(false);
    expect((await office.invitations.list(anna))[0]?.status).toBe('used');
  });

  it('scenario 15: refuses an expired, a withdrawn and an unknown link, each in its own words', async () => {
    const { link, id } = await office.invitations.invite(anna, 1);
    const expiring = await invite();
    await office.invitations.withdraw(id, 'test');
    expect((await open(office.browser(iphone17), link)).text).toContain('withdrew');
    await office.clock.advance(8 * 24 * 60 * 60_000);
    const expired = await open(office.browser(iphone17), expiring);
    expect([expired.status, expired.text]).toEqual([410, expect.stringContaining('expired') as string]);
    expect((await open(office.browser(iphone17), `${link}x`)).text).toContain('unknown');
  });

  it('scenario 16: shows an iPhone with iOS 18 the account-driven way and offers no profile', async () => {
    const link = await invite();
    const page = await open(office.browser(iphone18), link);
    expect(page.text).toContain('Sign In to Work or School Account');
    expect(page.text).toContain('anna@appleid.office.example');
    expect(page.forms).toEqual([]);
    const direct = await office.send(`${new URL(link).pathname}/profile`, { headers: { 'user-agent': iphone18 } });
    expect(direct.status).toBe(303);
  });

  it('asks which device it is where Mac and iPad look the same, and remembers the answer', async () => {
    const web = office.browser(macSafari);
    const choice = await open(web, await invite());
    expect(choice.links.map(({ text }) => text)).toEqual([
      'A Mac with macOS 15 or later',
      'A Mac with macOS 14 or earlier',
      'An iPad with iPadOS 18 or later',
      'An iPad with iPadOS 17 or earlier',
    ]);
    const ipad = await open(web, choice.links[3]?.href ?? '');
    expect(ipad.forms[0]?.action).toContain('?device=ipad-older');
    const signedIn = asPage(await web.signIn(ipad, { username: 'anna@office.example', password }));
    const profile = await download(web, signedIn);
    expect(await office.tickets.ticketForCertificate(await ticketOf(profile))).toMatchObject({ platform: 'iPadOS' });
  });

  it('leads to the other way when the person knows the system better than the browser', async () => {
    const web = office.browser(iphone17);
    const offered = await open(web, await invite());
    const newer = offered.links.find(({ text }) => text === 'My device has iOS or iPadOS 18 or newer');
    const account = await open(web, newer?.href ?? '');
    expect(account.text).toContain('Sign In to Work or School Account');
    const back = account.links.find(({ text }) => text === 'My device has an older system than iOS or iPadOS 18');
    const older = await open(web, back?.href ?? '');
    expect(older.forms[0]?.action).toContain('?device=older');
    const profile = await download(web, asPage(await web.signIn(older, { username: 'anna@office.example', password })));
    expect(profile.mdm.managedAppleId).toBe('anna@appleid.office.example');

    const ancient = office.browser(iphone17.replace('17_5', '12_5').replace('Version/17.5', 'Version/12.1'));
    const barred = await open(ancient, await invite());
    const way = barred.links.find(({ text }) => text === 'My device has iOS or iPadOS 18 or newer');
    expect((await open(ancient, way?.href ?? '')).text).toContain('Sign In to Work or School Account');
  });

  it('says that only Safari installs a profile, where the browser is another', async () => {
    const chrome = iphone17.replace('Version/17.5', 'CriOS/140.0.7339.39');
    const other = await open(office.browser(chrome), await invite());
    expect(other.text).toContain('This browser cannot install a profile. Open this link in Safari.');
    expect((await open(office.browser(iphone17), await invite())).text).not.toContain('cannot install');
  });

  it('tells other browsers to open the link on the device', async () => {
    expect((await open(office.browser(windows), await invite())).text).toContain('Open this link in Safari');
  });

  it('speaks the language of the browser, in the page and its errors', async () => {
    const path = new URL(await invite()).pathname;
    const get = (url: string) =>
      office.send(url, { headers: { 'user-agent': iphone17, 'accept-language': 'de-DE,de;q=0.9' } });
    const page = bodyText(await get(path));
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('Dieses Gerät registrieren');
    expect(page).toContain('Seriennummer, Telefonnummer und IMEI');
    expect(bodyText(await get(`${path}x`))).toContain('Dieser Link ist unbekannt');
  });

  it('gives no profile without signing in, nor with the session of another link', async () => {
    const [link, other] = [await invite(), await invite()];
    const web = office.browser(iphone17);
    await signIn(web, link);
    const page = asPage(await web.open(`${other}/profile`));
    expect(page.forms).toHaveLength(1);
  });

  it('shows the form again after a wrong password, and locks after five', async () => {
    const link = await invite();
    const web = office.browser(iphone17);
    const page = await open(web, link);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const wrong = asPage(await web.signIn(page, { username: 'anna@office.example', password: 'wrong' }));
      expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('wrong') as string]);
    }
    const locked = asPage(await web.signIn(page, { username: 'anna@office.example', password }));
    expect([locked.status, locked.text]).toEqual([429, expect.stringContaining('Wait 5 minutes') as string]);
    await office.clock.advance(6 * 60_000);
    expect((await signIn(web, link)).text).toContain('You are signed in');
  });

  it('refuses a form that was not made for this page, is too old, or comes from another site', async () => {
    const link = new URL(await invite()).pathname;
    const page = await open(
      office.browser(iphone17),
      link.startsWith('/') ? `https://mdm.office.example:8443${link}` : link,
    );
    const token = page.forms[0]?.fields.find(({ name }) => name === 'form-token')?.value ?? '';
    const submit = (formToken: string, headers: Record<string, string> = {}) =>
      office.send(`${link}/sign-in`, {
        method: 'POST',
        headers: { 'user-agent': iphone17, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({ username: 'anna@office.example', password, 'form-token': formToken }).toString(),
      });
    expect((await submit('')).status).toBe(403);
    expect((await submit(token, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await submit(token, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await submit(token, { 'content-type': 'text/plain' })).status).toBe(400);
    await office.clock.advance(61 * 60_000);
    expect((await submit(token)).status).toBe(403);
  });

  it('keeps the session cookie away from scripts, other sites and plain connections', async () => {
    const web = office.browser(iphone17);
    const link = await invite();
    const page = await open(web, link);
    const form = page.forms[0];
    const body = new URLSearchParams(
      form?.fields.map(({ name, value }) => [name, name === 'password' ? password : value]),
    );
    const response = await office.send(form?.action ?? '', {
      method: 'POST',
      headers: { 'user-agent': iphone17, 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    });
    expect(response.status).toBe(303);
    expect(response.headers?.['set-cookie']).toMatch(
      new RegExp(`Path=${new URL(link).pathname}; Max-Age=1800; HttpOnly; Secure; SameSite=Lax$`),
    );
  });

  it('says readably that nothing can enroll while there is no push certificate', async () => {
    office.state.topic = undefined;
    const web = office.browser(iphone17);
    const signedIn = await signIn(web, await invite());
    const page = asPage(await web.open(signedIn.links[0]?.href ?? ''));
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('push certificate') as string]);
  });

  it('is completed by an account-driven enrollment of the person as well', async () => {
    const max = await office.addPerson('max');
    await invite(max);
    const ticket = await office.tickets.issue({
      userId: max,
      flow: 'account-user',
      decision: { type: 'user', reasons: [] },
      managedAppleId: 'max@appleid.office.example',
    });
    await office.tickets.newChallenge(ticket.id);
    await office.tickets.markAuthenticated(ticket.id, 'ENROLLMENT-MAX');
    expect((await office.invitations.list(max)).map(({ status }) => status)).toEqual(['used']);
  });

  it('is made for enabled people only, and lists what became of it', async () => {
    const lea = await office.addPerson('lea');
    const { id, link } = await office.invitations.invite(lea, 3);
    expect(link).toMatch(/^https:\/\/mdm\.office\.example:8443\/enroll\/i\/[\w-]{43}$/);
    expect(await office.invitations.list(lea)).toMatchObject([{ id, userDisplayName: 'lea Example', status: 'open' }]);
    await office.users.setEnabled([lea], false);
    expect(await codeOf(office.invitations.invite(lea, 3))).toBe('enrollment.refused');
    expect((await open(office.browser(iphone17), link)).text).toContain('disabled');
    expect(await codeOf(office.invitations.invite('nobody', 3))).toBe('record.notFound');
    expect(await codeOf(office.invitations.withdraw('nothing', 'test'))).toBe('record.notFound');
  });
});
