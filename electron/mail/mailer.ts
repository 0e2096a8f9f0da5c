// Hands single mails to the mail server of the office and says what became of each. The only place that knows nodemailer.
import { carried, cutText, onOneLine } from '../core/carried-text.ts';
import { PassThrough } from 'node:stream';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { MailServer } from '../../shared/ipc/office/mail.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { type AdminText, say, verbatim } from '../../shared/locales/admin-texts.ts';
import { pemCertificates } from '../../shared/pem.ts';
import type { Logger } from '../core/ports.ts';
import { minute } from '../core/durations.ts';
import { trustingAlso } from '../net/authorities.ts';

/** The mail server with everything that is needed to use it. */
export interface MailAccount extends MailServer {
  readonly password: string | undefined;
}

export interface OutgoingMail {
  /** Becomes the Message-ID, so that a mail that is tried again is recognised as the same. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** Absent: plain text only. */
  readonly html?: string | undefined;
}

/** What became of one mail. `server` means that no mail can go out at present; nothing was handed over. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly response: string }
  /** The mail server will never take this mail for this recipient. */
  | { readonly kind: 'refused'; readonly text: AdminText }
  /** The mail server asks to try again later (RFC 5321: 4yz), such as under greylisting. */
  | { readonly kind: 'deferred'; readonly text: AdminText }
  | { readonly kind: 'server'; readonly code: ErrorCode; readonly text: AdminText }
  /** The connection broke after the mail was handed over and before the answer: it may have arrived. */
  | { readonly kind: 'unknown'; readonly text: AdminText };

export interface Mailer {
  /** Never rejects. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
  /** Ends the connections that are open. */
  close(): void;
}

/** Milliseconds. RFC 5321 4.5.3.2 allows minutes; nobody who waits in front of a dialog does. */
export const mailTimeouts = { connect: 15_000, greeting: 15_000, silence: minute, lookup: 10_000 } as const;
export const mailConnections = 4;

/** What of nodemailer's errors is read. */
const failureSchema = z.object({
  message: z.string(),
  code: z.string().optional(),
  originalCode: z.string().optional(),
  response: z.string().optional(),
  responseCode: z.number().optional(),
  command: z.string().optional(),
});
type Failure = z.infer<typeof failureSchema>;

const oneLine = (text: string): string => cutText(onOneLine(text), 500);

const certificateCodes = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO)/;

/** What OpenSSL says when the other side answers a TLS greeting in plain text. */
const plainText = /wrong version number|packet length too long|unknown protocol/i;

const untrusted = (failure: Failure, { host, port, security }: MailServer): AdminText => {
  if (security === 'tls' && plainText.test(failure.message)) return say('mail.plainPort', { host, port });
  const reason = oneLine(failure.message);
  if (/certificate|self.signed/i.test(`${failure.message} ${failure.originalCode ?? ''}`)) {
    return say('mail.certificate', { host, reason });
  }
  return security === 'starttls' ? say('mail.noStartTls', { host, reason }) : say('mail.noTls', { host, reason });
};

const unreachable = (failure: Failure, { host, port }: MailServer): AdminText => {
  switch (failure.originalCode ?? failure.code) {
    case 'ENOTFOUND':
    case 'EDNS':
      return say('mail.unknownHost', { host });
    case 'ECONNREFUSED':
      return say('mail.nobodyAnswers', { host, port });
    case 'ETIMEDOUT':
      return say('mail.tooSlow', { host, port });
    default:
      return say('mail.noMailServer', { host, port, answer: oneLine(failure.response ?? failure.message) });
  }
};

const isTlsProblem = ({ code, originalCode = '', message, command }: Failure): boolean =>
  code === 'ETLS' || certificateCodes.test(originalCode) || command === 'STARTTLS' || /certificate/i.test(message);

/** RFC 4954 section 6, RFC 3207 and RFC 3463 have numbers for it, but many servers tell it only in words. */
const wantsEncryption = ({ responseCode }: Failure, answer: string): boolean =>
  responseCode === 538 ||
  responseCode === 523 ||
  /\b5\.7\.1[01]\b|starttls/i.test(answer) ||
  /(must|requires?|required|need(s|ed)?|only|first)\b.*\b(tls|ssl|encrypt\w*)\b/i.test(answer) ||
  /\b(tls|ssl|encrypt\w*)\b.*\b(required|needed|first|only|mandatory)\b/i.test(answer);

/** The account may be right: the provider takes no ordinary password by this protocol. */
const wantsOtherPassword =
  /\b5\.7\.(9|139)\b|application-specific|\bapp(lication)?[ -]password|basic authentication|smtpclientauth/i;

/** What a refused sign-in means. The server's own words come first: most refusals are not of the password. */
const signInOutcome = (failure: Failure, { host, security }: MailServer, answer: string): SendOutcome => {
  const { responseCode = 0 } = failure;
  // RFC 4954: 454 is a failure of the server itself.
  if (responseCode >= 400 && responseCode < 500) return { kind: 'deferred', text: verbatim(answer) };
  const refused = (text: AdminText): SendOutcome => ({ kind: 'server', code: 'mail.authentication', text });
  if (wantsOtherPassword.test(answer)) return refused(say('mail.otherPassword', { host, answer }));
  // 500 to 504: the command is unknown or not available, whatever the password.
  if (responseCode >= 500 && responseCode <= 504) {
    return refused(say(security === 'none' ? 'mail.noSignInPlain' : 'mail.noSignIn', { host, answer }));
  }
  return refused(say('mail.signIn', { host, answer }));
};

/** `handedOver`: the whole mail was written to the connection. */
const outcomeOf = (error: unknown, account: MailServer, handedOver: boolean): SendOutcome => {
  const parsed = failureSchema.safeParse(error);
  const failure: Failure = parsed.success ? parsed.data : { message: String(error) };
  const { code, responseCode, command = '' } = failure;
  const answer = oneLine(failure.response ?? failure.message);
  const text = verbatim(answer);
  const refusedForNow = responseCode !== undefined && responseCode < 500;
  if (account.security === 'none' && !handedOver && !refusedForNow && wantsEncryption(failure, answer)) {
    return {
      kind: 'server',
      code: 'mail.untrusted',
      text: say('mail.encryptionWanted', { host: account.host, answer }),
    };
  }
  if (code === 'EAUTH') return signInOutcome(failure, account, answer);
  if (responseCode === 421) return { kind: 'deferred', text };
  if (responseCode !== undefined && (code === 'EENVELOPE' || code === 'EMESSAGE')) {
    if (responseCode >= 400 && responseCode < 500) return { kind: 'deferred', text };
    // RFC 4954 section 6: the mail server takes nothing from who has not signed in.
    const asksForSignIn =
      responseCode === 530 || /authenticat\w* (is )?(required|needed|first)|must authenticate/i.test(answer);
    if (asksForSignIn && account.authentication === 'none') {
      return {
        kind: 'server',
        code: 'mail.authentication',
        text: say('mail.signInWanted', { host: account.host, answer }),
      };
    }
    // Refusing the sender refuses everybody.
    if (command === 'MAIL FROM')
      return { kind: 'server', code: 'mail.refused', text: say('mail.sender', { host: account.host, answer }) };
    return { kind: 'refused', text };
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { kind: 'refused', text };
  if (handedOver) {
    return {
      kind: 'unknown',
      text: say('mail.unconfirmed'),
    };
  }
  if (isTlsProblem(failure)) return { kind: 'server', code: 'mail.untrusted', text: untrusted(failure, account) };
  return { kind: 'server', code: 'mail.unreachable', text: unreachable(failure, account) };
};

/** Opens no connection before the first mail. `logger` hears of failures, never of contents or passwords. */
export const createMailer = (account: MailAccount, logger: Logger): Mailer => {
  const ownCas = pemCertificates(account.caCertificates);
  const transport = createTransport({
    pool: true,
    host: account.host,
    port: account.port,
    secure: account.security === 'tls',
    requireTLS: account.security === 'starttls',
    ignoreTLS: account.security === 'none',
    maxConnections: mailConnections,
    maxMessages: 100,
    // The pool sends nothing again by itself unless not a byte of the mail had left.
    maxRequeues: 1,
    connectionTimeout: mailTimeouts.connect,
    greetingTimeout: mailTimeouts.greeting,
    socketTimeout: mailTimeouts.silence,
    dnsTimeout: mailTimeouts.lookup,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(account.authentication === 'password' && {
      auth: { user: account.user, pass: account.password ?? '' },
      // Otherwise a server that offers no sign-in would be used without one.
      forceAuth: true,
    }),
    tls: {
      minVersion: 'TLSv1.2',
      ...trustingAlso(ownCas),
    },
  });
  transport.on('error', (error: Error) => {
    logger.debug('a connection to the mail server failed', { error: error.message });
  });
  const handedOver = new Set<string>();
  transport.use('stream', ({ message }, next) => {
    const id = message.messageId();
    message.transform(
      () =>
        new PassThrough({
          flush(flushed) {
            handedOver.add(id);
            flushed();
          },
        }),
    );
    next();
  });
  const domain = account.fromAddress.slice(account.fromAddress.lastIndexOf('@') + 1);

  return {
    async send(mail) {
      // An address with anything else in it could name further recipients.
      if (!z.email().max(254).safeParse(mail.to.address).success) {
        return { kind: 'refused', text: say('mail.noAddress') };
      }
      const messageId = `<${mail.id}@${domain}>`;
      try {
        const info = await transport.sendMail({
          messageId,
          from: { name: oneLine(account.fromName), address: account.fromAddress },
          ...(account.replyTo !== undefined && { replyTo: account.replyTo }),
          to: { name: oneLine(mail.to.name), address: mail.to.address },
          // Whatever the headers say, it goes to this one address.
          envelope: { from: account.fromAddress, to: [mail.to.address] },
          subject: oneLine(mail.subject),
          text: carried(mail.text),
          ...(mail.html !== undefined && { html: carried(mail.html) }),
          // RFC 3834: keeps holiday notices from answering.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent', response: oneLine(info.response) };
      } catch (error) {
        const outcome = outcomeOf(error, account, handedOver.has(messageId));
        logger.info('a mail did not go out', { outcome: outcome.kind });
        return outcome;
      } finally {
        handedOver.delete(messageId);
      }
    },
    close() {
      transport.close();
    },
  };
};
