// Single mails by a real mail server: every kind of security, and everything that can go wrong.
import { afterEach, describe, expect, it } from 'vitest';
import { inEnglish } from '../../support/english.ts';
import { silentLogger } from '../../../electron/core/ports.ts';
import { createMailer, type MailAccount, type Mailer, type OutgoingMail } from '../../../electron/mail/mailer.ts';
import { createFakeSmtp, type FakeSmtp, type FakeSmtpOptions } from '../../support/fakes/smtp.ts';

const account = { user: 'russet', password: 'open sesame' };

describe('mails by the mail server of the office', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0)) await step();
  });

  const start = async (options: FakeSmtpOptions = {}): Promise<FakeSmtp> => {
    const smtp = await createFakeSmtp(options);
    cleanUp.push(smtp.stop);
    return smtp;
  };
  const mailerFor = (smtp: Pick<FakeSmtp, 'host' | 'port' | 'caPem'>, more: Partial<MailAccount> = {}): Mailer => {
    const mailer = createMailer(
      {
        host: smtp.host,
        port: smtp.port,
        security: 'starttls',
        authentication: 'none',
        user: '',
        password: undefined,
        fromAddress: 'it@office.example',
        fromName: 'Office & Söhne',
        caCertificates: smtp.caPem,
        ...more,
      },
      silentLogger,
    );
    cleanUp.unshift(mailer.close);
    return mailer;
  };
  let count = 0;
  const mail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
    id: `mail-${String((count += 1))}`,
    to: { name: 'Anna Berg', address: 'anna@office.example' },
    subject: 'Grüße',
    text: 'Hällo\n',
    html: '<p>Hällo</p>',
    ...more,
  });

  it.each(['none', 'starttls', 'tls'] as const)(
    'goes out with security %s, with and without sign-in',
    async (security) => {
      for (const signIn of [false, true]) {
        const smtp = await start({ security, ...(signIn && { account }) });
        const mailer = mailerFor(smtp, {
          security,
          replyTo: 'help@office.example',
          ...(signIn && { authentication: 'password', ...account }),
        });
        expect(await mailer.send(mail())).toMatchObject({ kind: 'sent' });
        const [got] = smtp.mails;
        expect(got).toMatchObject({
          from: 'it@office.example',
          to: ['anna@office.example'],
          user: signIn ? 'russet' : undefined,
          secure: security !== 'none',
          subject: 'Grüße',
          text: expect.stringContaining('Hällo') as string,
          html: '<p>Hällo</p>',
        });
        expect(got?.headers.get('from')).toEqual(['Office & Söhne <it@office.example>']);
        expect(got?.headers.get('reply-to')).toEqual(['help@office.example']);
        expect(got?.headers.get('auto-submitted')).toEqual(['auto-generated']);
      }
    },
  );

  it('says that user name or password is wrong, and that a server wants none', async () => {
    const smtp = await start({ account });
    const wrong = await mailerFor(smtp, { authentication: 'password', ...account, password: 'wrong' }).send(mail());
    expect(wrong).toMatchObject({ kind: 'server', code: 'mail.authentication' });
    expect(JSON.stringify(wrong)).not.toContain('wrong');
    const open = await start();
    const without = await mailerFor(open, { authentication: 'password', ...account }).send(mail());
    expect(without.kind).toBe('server');
    expect(open.mails).toEqual([]);
  });

  it('says so when the server wants a sign-in and none is set, and when the port begins without TLS', async () => {
    const asks = await start({ account });
    const unsigned = await mailerFor(asks).send(mail());
    expect(unsigned).toMatchObject({ kind: 'server', code: 'mail.authentication' });
    expect(inEnglish(unsigned)).toMatchObject({ text: expect.stringContaining('only after a sign-in') as string });
    const plain = await mailerFor(await start({ security: 'starttls' }), { security: 'tls' }).send(mail());
    expect(plain).toMatchObject({ kind: 'server', code: 'mail.untrusted' });
    expect(inEnglish(plain)).toMatchObject({ text: expect.stringContaining('Choose STARTTLS') as string });
  });

  it('advises encryption, not a password, where the server wants STARTTLS', async () => {
    const expected = expect.stringMatching(/wants an encrypted connection: .*Choose STARTTLS or TLS/) as string;
    const forAll = await start({ onlySecure: true });
    const unsigned = await mailerFor(forAll, { security: 'none' }).send(mail());
    expect(unsigned).toMatchObject({ kind: 'server', code: 'mail.untrusted' });
    expect(inEnglish(unsigned)).toMatchObject({ text: expected });
    const forSignIns = await start({ account });
    const signed = await mailerFor(forSignIns, { security: 'none', authentication: 'password', ...account }).send(
      mail(),
    );
    expect(signed).toMatchObject({ kind: 'server', code: 'mail.untrusted' });
    expect(inEnglish(signed)).toMatchObject({ text: expected });
    expect([...forAll.mails, ...forSignIns.mails]).toEqual([]);
  });

  it.each([
    [535, '5.7.8 Authentication credentials invalid', 'server', /Check user name and password/],
    [535, '5.7.139 Authentication unsuccessful, basic authentication is disabled', 'server', /password for apps/],
    [534, '5.7.9 Application-specific password required', 'server', /password for apps/],
    [503, '5.5.1 Error: authentication not enabled', 'server', /offers no sign-in: .*Untick/],
    [454, '4.7.0 Temporary authentication failure', 'deferred', /Temporary authentication failure/],
  ])('advises by what the server said to a sign-in: %i %s', async (code, text, kind, advice) => {
    const smtp = await start({ account, signInAnswer: { code, text } });
    const outcome = await mailerFor(smtp, { authentication: 'password', ...account }).send(mail());
    expect(inEnglish(outcome)).toMatchObject({ kind, text: expect.stringMatching(advice) as string });
  });

  it.each(['starttls', 'tls'] as const)('refuses a certificate that is not trusted (%s)', async (security) => {
    const smtp = await start({ security });
    const outcome = await mailerFor(smtp, { security, caCertificates: '' }).send(mail());
    expect(outcome).toMatchObject({ kind: 'server', code: 'mail.untrusted' });
    expect(inEnglish(outcome)).toMatchObject({
      text: expect.stringContaining('certificate of localhost is not trusted') as string,
    });
    const other = await mailerFor({ ...smtp, host: '127.0.0.1' }, { security }).send(mail());
    expect(other).toMatchObject({ kind: 'server', code: 'mail.untrusted' });
  });

  it('sends nothing in the clear when STARTTLS is wanted and not offered', async () => {
    const smtp = await start({ security: 'none' });
    expect(await mailerFor(smtp).send(mail())).toMatchObject({ kind: 'server', code: 'mail.untrusted' });
    expect(smtp.handedOver).toBe(0);
  });

  it('names what is wrong with the address of the server', async () => {
    const smtp = await start();
    await smtp.stop();
    const refused = await mailerFor(smtp).send(mail());
    expect(refused).toMatchObject({ kind: 'server', code: 'mail.unreachable' });
    expect(inEnglish(refused)).toMatchObject({ text: expect.stringContaining('Nothing answers') as string });
  });

  it('tells refused recipients from those to be tried again', async () => {
    const smtp = await start();
    smtp.refusals.set('nobody@office.example', { code: 550, text: '5.1.1 No such user' });
    smtp.refusals.set('full@office.example', { code: 452, text: '4.2.2 Mailbox full' });
    const mailer = mailerFor(smtp);
    const to = (address: string) => mail({ to: { name: '', address } });
    expect(inEnglish(await mailer.send(to('nobody@office.example')))).toEqual({
      kind: 'refused',
      text: expect.stringContaining('5.1.1 No such user') as string,
    });
    expect(await mailer.send(to('full@office.example'))).toMatchObject({ kind: 'deferred' });
    expect(await mailer.send(to('anna@office.example'))).toMatchObject({ kind: 'sent' });
    expect(smtp.mails).toHaveLength(1);
  });

  it('does not know what became of a mail whose confirmation never came', async () => {
    const smtp = await start();
    smtp.onData = 'drop';
    expect(await mailerFor(smtp).send(mail())).toMatchObject({ kind: 'unknown' });
    expect(smtp.handedOver).toBe(1);
  });

  it('lets nothing in subject, name or address add a header or a recipient', async () => {
    const smtp = await start();
    const mailer = mailerFor(smtp);
    await mailer.send(
      mail({
        subject: 'Hello\r\nBcc: evil@evil.example',
        to: { name: 'Anna"\r\nBcc: evil@evil.example\r\n', address: 'anna@office.example' },
      }),
    );
    const [got] = smtp.mails;
    expect(got?.to).toEqual(['anna@office.example']);
    expect(got?.headers.has('bcc')).toBe(false);
    expect(got?.subject).toBe('Hello Bcc: evil@evil.example');
    const bad = await mailer.send(
      mail({ to: { name: '', address: 'anna@office.example>\r\nRCPT TO:<evil@evil.example' } }),
    );
    expect(bad.kind).toBe('refused');
    expect(smtp.mails.flatMap(({ to }) => to)).not.toContain('evil@evil.example');
  });

  it('carries names, subject and text without what no mail can carry', async () => {
    const smtp = await start();
    const mailer = mailerFor(smtp, { fromName: 'Word\u000bOffice \ud83d' });
    const to = { name: 'Anna\u0000 Berg\ude00', address: 'anna@office.example' };
    const sent = await mailer.send(mail({ to, subject: 'Off\u000bice\u001b', text: 'a\u0000b\n\ud83d' }));
    expect(sent.kind).toBe('sent');
    const [got] = smtp.mails;
    expect(got?.headers.get('from')?.[0]).toMatch(/^"?Word Office"? <it@office\.example>$/);
    expect(got?.headers.get('to')?.[0]).toMatch(/^"?Anna Berg"? <anna@office\.example>$/);
    expect(got).toMatchObject({ subject: 'Off ice', text: expect.stringMatching(/^ab\n\s*$/) as string });
  });
});
