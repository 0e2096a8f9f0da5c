// A person who asks for a new PIN on the sign-in page gets it by mail; the page tells nobody whether they did.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { accountOf, addPerson, asPage, settingFor } from '../../support/enrollment-scenarios.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { mailServerFor } from '../../support/mail.ts';
import { eventually } from '../../support/eventually.ts';

describe('a new PIN on request', () => {
  let office: Office;
  let smtp: FakeSmtp;
  beforeAll(async () => {
    office = await startOffice();
    smtp = await createFakeSmtp();
    await allowUserEnrollment(office);
    await office.call('mail.update', mailServerFor(smtp));
  });
  afterAll(async () => {
    await office.stop();
    await smtp.stop();
    expect(office.problems).toEqual([]);
  });

  const phone = () => office.device({ kind: 'iPhone', osVersion: '18.2' });
  const signInPage = async (username: string) =>
    asPage(await phone().webSession().open(`${office.origin}/enroll/sign-in?user-identifier=${username}`));
  const ask = async (username: string) => {
    const web = phone().webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/pin?user=${username}`));
    const form = page.forms[0];
    if (form === undefined) throw new Error(page.text);
    const answer = asPage(await web.submit(page, form, { username }));
    return [answer.status, answer.text];
  };
  /** Where the page leads once somebody nobody knows asked there. */
  const linksAfterAsking = async (address: string) => {
    const web = phone().webSession();
    const page = asPage(await web.open(address));
    const form = page.forms[0];
    if (form === undefined) throw new Error(page.text);
    return asPage(await web.submit(page, form, { username: 'nobody@office.example' })).links.map(({ href }) => href);
  };
  const mails = (username: string, count: number) =>
    eventually(() => {
      expect(smtp.mailsTo(username).filter(({ subject }) => subject.includes('new PIN'))).toHaveLength(count);
    });

  it('is no page while no setting allows it', async () => {
    const page = asPage(await phone().webSession().open(`${office.origin}/enroll/pin`));
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('does not mail PINs') as string]);
  });

  it('shows the form again with what was typed when something is wrong with it', async () => {
    await settingFor(office, 'Asking', [await addPerson(office, 'zoe')], {
      appleEnrollmentType: 'user',
      registrationType: 'pin',
      pin: { length: 8, lifetimeDays: 2, allowRequest: true },
    });
    const web = phone().webSession();
    const page = asPage(await web.open(`${office.origin}/enroll/pin`));
    const form = page.forms[0];
    if (form === undefined) throw new Error(page.text);
    const forged = {
      ...form,
      fields: form.fields.map((one) => (one.name === 'form-token' ? { ...one, value: 'x' } : one)),
    };
    const again = asPage(await web.submit(page, forged, { username: 'zoe@office' }));
    expect([again.status, again.text]).toEqual([403, expect.stringContaining('Load it again') as string]);
    expect(again.forms[0]?.fields.find(({ name }) => name === 'username')?.value).toBe('zoe@office');
    const [retry] = again.forms;
    if (retry === undefined) throw new Error(again.text);
    expect(asPage(await web.submit(again, retry, { username: '  ' })).text).toContain('Fill in every field');
    expect(asPage(await web.submit(again, retry, { username: 'nobody' })).status).toBe(200);
  });

  it('is mailed to people of a setting that allows it, three times a day at most, and enrolls a device', async () => {
    const [anna, ben] = [await addPerson(office, 'anna'), await addPerson(office, 'ben')];
    await settingFor(office, 'PIN', [anna], {
      appleEnrollmentType: 'user',
      registrationType: 'pin',
      pin: { length: 8, lifetimeDays: 2, allowRequest: true },
    });
    const link = (await signInPage(anna.username)).links.find(({ text }) => text === 'Ask for a new PIN');
    const back = `/enroll/sign-in?user-identifier=${encodeURIComponent(anna.username)}`;
    const query = new URLSearchParams({ user: anna.username, back }).toString();
    expect(link?.href).toBe(`${office.origin}/enroll/pin?${query}`);
    // In the sheet of Settings there is no other way back.
    expect(await linksAfterAsking(link?.href ?? '')).toEqual([`${office.origin}${back}`]);
    for (const foreign of [
      'https://evil.example/',
      '//evil.example/enroll/i/',
      '/enroll/i/\\evil',
      'javascript:alert(1)',
    ]) {
      const asked = `${office.origin}/enroll/pin?${new URLSearchParams({ back: foreign }).toString()}`;
      expect(await linksAfterAsking(asked)).toEqual([]);
    }
    expect((await signInPage(ben.username)).links).toEqual([]);

    const answer = await ask(anna.username);
    expect(answer).toEqual([200, expect.stringContaining('If there is such an account') as string]);
    expect(await ask(ben.username)).toEqual(answer);
    expect(await ask('nobody@office.example')).toEqual(answer);
    await mails(anna.username, 1);
    const pin = /One-time PIN: (\d{8}) /.exec(smtp.mailsTo(anna.username)[0]?.text ?? '')?.[1];
    await phone().enrollAccountDriven({ ...accountOf(office, anna), pin });
    expect(await office.call('pins.status', { userId: anna.id })).toMatchObject({ status: 'used' });

    for (let request = 0; request < 4; request += 1) expect(await ask(anna.username)).toEqual(answer);
    await mails(anna.username, 3);
    expect(smtp.mailsTo(ben.username)).toEqual([]);
    const { rows } = await office.call('audit.list', { types: ['Registration PIN'], activities: ['Requested'] });
    expect(rows.map(({ by, name, changes }) => [by, name, changes])).toEqual(
      Array.from({ length: 3 }, () => [
        anna.username,
        'anna Example',
        [{ attribute: 'Requested On', after: 'Enrollment page' }],
      ]),
    );
    office.clock.advance(25 * 60 * 60_000);
    await ask(anna.username);
    await mails(anna.username, 4);
  });
});
