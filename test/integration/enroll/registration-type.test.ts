// Signing in with a password, a one-time PIN, or both, on the pages of every flow.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RegistrationType } from '../../../shared/model/user-setting.ts';
import { parseChallenge, signIn } from '../../support/device/account-driven.ts';
import type { WebPage, WebPerson } from '../../support/device/web-session.ts';
import { iphone17, iphone18, openOffice, password, type Office } from '../../support/enroll-office.ts';
import { asPage, failureOf } from '../../support/enrollment-scenarios.ts';
import { bodyText } from '../../support/body-text.ts';

describe('the registration type', () => {
  let office: Office;
  let people = 0;
  let anna: { readonly id: string; readonly username: string };
  beforeAll(async () => {
    office = await openOffice();
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    people += 1;
    const name = `anna${String(people)}`;
    anna = { id: await office.addPerson(name), username: `${name}@office.example` };
    office.state.signInMethod = 'apple-as-web';
  });

  const use = (registrationType: RegistrationType): void => {
    office.state.setting = { ...office.state.setting, registrationType };
  };
  const newPin = async (): Promise<string> => (await office.pins.generate(anna.id, { length: 6, lifetimeDays: 7 })).pin;
  const account = '/enroll/account/byod';
  const tokenFor = async (person: Partial<WebPerson>): Promise<string> => {
    const anonymous = await office.post(account, await office.machineInfo());
    const challenge = parseChallenge(anonymous.headers?.['www-authenticate']);
    if (challenge === undefined) throw new Error('no challenge');
    const whole = { username: anna.username, password: 'not this one', ...person };
    return (
      await signIn(office.http, office.browser(iphone18), { challenge, identifier: anna.username, person: whole })
    ).accessToken;
  };
  /** Fetches the profile; resolves to the ticket it stands for. */
  const ticketOf = async (token: string): Promise<string> => {
    const response = await office.post(account, await office.machineInfo(), token);
    expect(response.status).toBe(200);
    const challenge = /<key>Challenge<\/key>\s*<string>([0-9a-f]+)</.exec(bodyText(response))?.[1] ?? '';
    return (await office.redeem(challenge, token, token))?.ticketId ?? '';
  };
  const fieldsOf = (page: WebPage): string[] =>
    page.forms[0]?.fields.filter(({ name }) => ['password', 'pin'].includes(name)).map(({ name }) => name) ?? [];

  it.each([
    ['password', ['password']],
    ['pin', ['pin']],
    ['password-and-pin', ['password', 'pin']],
  ] as const)('%s: every page asks for exactly that', async (type, fields) => {
    use(type);
    const web = office.browser(iphone17);
    const signInPage = asPage(await web.open(`https://mdm.office.example:8443/enroll/sign-in`));
    const { link } = await office.invitations.invite(anna.id, 7);
    expect([fieldsOf(signInPage), fieldsOf(asPage(await web.open(link)))]).toEqual([fields, fields]);
  });

  it.each(['apple-as-web', 'apple-oauth2'] as const)(
    'PIN Only: a PIN enrolls without a password (%s)',
    async (method) => {
      office.state.signInMethod = method;
      use('pin');
      const pin = await newPin();
      expect(await failureOf(tokenFor({ password, pin: '000000x' }))).toContain('User name or PIN is wrong');
      expect(await ticketOf(await tokenFor({ pin }))).not.toBe('');
    },
  );

  it('Password and PIN: one of the two is not enough', async () => {
    use('password-and-pin');
    const pin = await newPin();
    expect(await failureOf(tokenFor({ password, pin: '000000x' }))).toContain('is wrong');
    expect(await failureOf(tokenFor({ pin }))).toContain('is wrong');
    expect(await tokenFor({ password, pin })).not.toBe('');
  });

  it('a PIN survives a cancelled profile, enrolls one device, and then ends every other sign-in with it', async () => {
    use('pin');
    const pin = await newPin();
    await ticketOf(await tokenFor({ pin }));
    const [first, second, idle] = [await tokenFor({ pin }), await tokenFor({ pin }), await tokenFor({ pin })];
    const [winner, loser] = [await ticketOf(first), await ticketOf(second)];
    expect(await office.tickets.markAuthenticated(winner, 'phone')).toBe(true);
    expect(await office.tickets.markAuthenticated(winner, 'phone')).toBe(true);
    expect(await office.tickets.markAuthenticated(loser, 'other phone')).toBe(false);
    expect((await office.post(account, await office.machineInfo(), idle)).status).toBe(401);
    expect(await failureOf(tokenFor({ pin }))).toContain('is wrong');
    expect((await office.pins.state(anna.id)).status).toBe('used');
  });

  it('a PIN made for the next device survives the enrollment that began before it', async () => {
    use('pin');
    const ticket = await ticketOf(await tokenFor({ pin: await newPin() }));
    await office.clock.advance(1000);
    const next = await newPin();
    expect(await office.tickets.markAuthenticated(ticket, 'first phone')).toBe(true);
    expect(await tokenFor({ pin: next })).not.toBe('');
  });
});
