// A real mail server (SMTP over loopback) that behaves as a test wants: TLS, STARTTLS, sign-in, refusing, slow, greylisting.
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { createPushAuthority } from './apns-certificates.ts';

export interface ReceivedMail {
  readonly from: string;
  /** Envelope recipients. */
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
  readonly raw: string;
  /** Decoded headers by lower-case name; a repeated one as often as it came. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface FakeSmtpOptions {
  readonly security?: 'none' | 'starttls' | 'tls';
  /** User and password it insists on; without it anybody may send. */
  readonly account?: { readonly user: string; readonly password: string };
  readonly port?: number;
  /** Refuses each mail of a connection without TLS, as it does a sign-in over it. */
  readonly onlySecure?: boolean;
  /** Its answer to every sign-in, whatever the password. */
  readonly signInAnswer?: { readonly code: number; readonly text: string };
}

export interface FakeSmtp {
  /** Covered by its certificate. */
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
  readonly mails: readonly ReceivedMail[];
  /** How many mails were handed over in full, those included that it did not confirm. */
  readonly handedOver: number;
  readonly connections: number;
  /** Address to the reply with which it refuses this recipient. */
  readonly refusals: Map<string, { readonly code: number; readonly text: string }>;
  /** Addresses it asks to come back once. */
  readonly greylisted: Set<string>;
  /** What it does with a mail that was handed over. */
  onData: 'accept' | 'hang' | 'drop';
  /** Lets mails that hang go on. */
  release(): void;
  mailsTo(address: string): readonly ReceivedMail[];
  stop(): Promise<void>;
}

const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, data: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64').toString('utf8')
        : quotedPrintable(data.replaceAll('_', ' ')),
    );

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

interface Part {
  readonly headers: Map<string, string[]>;
  readonly body: string;
}

const partOf = (raw: string): Part => {
  const end = raw.search(/\r?\n\r?\n/);
  const head = (end < 0 ? raw : raw.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  const headers = new Map<string, string[]>();
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), decodeWords(line.slice(colon + 1).trim())]);
  }
  return { headers, body: end < 0 ? '' : raw.slice(end).replace(/^\r?\n\r?\n/, '') };
};

const bodyOf = (part: Part, type: string): string => {
  const contentType = part.headers.get('content-type')?.[0] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary !== undefined) {
    const parts = part.body.split(`--${boundary}`).slice(1, -1);
    return parts.map((text) => bodyOf(partOf(text.replace(/^\r?\n/, '')), type)).join('');
  }
  if (!contentType.startsWith(type)) return '';
  const encoding = part.headers.get('content-transfer-encoding')?.[0]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(part.body, 'base64').toString('utf8');
  return (encoding === 'quoted-printable' ? quotedPrintable(part.body) : part.body).replaceAll('\r\n', '\n');
};

const received = (raw: string, session: SMTPServerSession): ReceivedMail => {
  const part = partOf(raw);
  return {
    from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
    to: session.envelope.rcptTo.map(({ address }) => address),
    user: typeof session.user === 'string' ? session.user : undefined,
    secure: session.secure,
    raw,
    headers: part.headers,
    subject: part.headers.get('subject')?.[0] ?? '',
    text: bodyOf(part, 'text/plain'),
    html: bodyOf(part, 'text/html').trim(),
  };
};

/** Starts on a free port of the loopback interface unless told which. */
export const createFakeSmtp = async (options: FakeSmtpOptions = {}): Promise<FakeSmtp> => {
  const { security = 'starttls', account } = options;
  const authority = await createPushAuthority();
  const issued = await authority.issueServer(['localhost']);
  const mails: ReceivedMail[] = [];
  const refusals: FakeSmtp['refusals'] = new Map();
  const greylisted = new Set<string>();
  let waiting: (() => void)[] = [];
  let handedOver = 0;
  let connections = 0;
  let onData: FakeSmtp['onData'] = 'accept';

  const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

  const server = new SMTPServer({
    secure: security === 'tls',
    key: issued.privateKeyPem,
    cert: issued.certificatePem,
    disabledCommands: [...(security === 'starttls' ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
    authOptional: account === undefined,
    allowInsecureAuth: security === 'none',
    closeTimeout: 100,
    onConnect(_session, callback) {
      connections += 1;
      callback();
    },
    onMailFrom(_address, session, callback) {
      if (options.onlySecure === true && !session.secure) {
        callback(refusal(530, '5.7.0 Must issue a STARTTLS command first'));
      } else callback();
    },
    onAuth(auth, _session, callback) {
      const { signInAnswer } = options;
      if (signInAnswer) callback(refusal(signInAnswer.code, signInAnswer.text));
      else if (auth.username === account?.user && auth.password === account?.password)
        callback(null, { user: auth.username });
      else callback(refusal(535, 'Authentication credentials invalid'));
    },
    onRcptTo({ address }, _session, callback) {
      const refused = refusals.get(address);
      if (refused) callback(refusal(refused.code, refused.text));
      else if (greylisted.delete(address)) callback(refusal(450, '4.2.0 Greylisted, please try again'));
      else callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        handedOver += 1;
        const accept = (): void => {
          mails.push(received(Buffer.concat(chunks).toString('utf8'), session));
          callback(null);
        };
        if (onData === 'accept') accept();
        else if (onData === 'hang') waiting.push(accept);
        else for (const connection of server.connections) connection.close();
      });
    },
  });
  // Clients that break off are part of the tests.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      resolve();
    });
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');

  return {
    host: 'localhost',
    port: address.port,
    caPem: authority.caPem,
    mails,
    refusals,
    greylisted,
    get handedOver() {
      return handedOver;
    },
    get connections() {
      return connections;
    },
    get onData() {
      return onData;
    },
    set onData(behaviour) {
      onData = behaviour;
    },
    release() {
      const those = waiting;
      waiting = [];
      for (const accept of those) accept();
    },
    mailsTo: (wanted) => mails.filter(({ to }) => to.includes(wanted)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
};
