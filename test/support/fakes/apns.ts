// A strict fake of the Apple Push Notification service: HTTP/2 over TLS on loopback, client certificates, Apple's statuses
// and JSON reasons. Like Apple it keeps only the latest push per token for a device that is not listening.
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { AppleEndpoints } from '../../../electron/core/ports.ts';
import {
  createPushAuthority,
  type IssuedCertificate,
  type PushAuthority,
  type PushCertificate,
} from './apns-certificates.ts';

export interface ReceivedPush {
  readonly token: string;
  readonly pushMagic: string;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first connection since the start. */
  readonly connection: number;
}

export interface ScriptedAnswer {
  readonly status: number;
  readonly reason?: string;
  /** Of a 410, in ms since the epoch. */
  readonly timestamp?: number;
  readonly retryAfterSeconds?: number;
  /** How many pushes get this answer; every one by default. */
  readonly times?: number;
}

export interface RefusedPush {
  readonly status: number;
  readonly reason: string;
  readonly path: string;
}

export interface FakeApns {
  /** For the server under test: where this service is and which authority to trust. */
  readonly endpoints: AppleEndpoints;
  readonly authority: PushAuthority;
  /** A push certificate that this service accepts. */
  readonly certificate: PushCertificate;
  /** Accepted pushes, oldest first. */
  readonly received: readonly ReceivedPush[];
  /** Requests refused by the service's own checks (not by script), oldest first. */
  readonly refused: readonly RefusedPush[];
  /** Connections opened so far. */
  readonly connections: number;
  /** Scripts the answer to well-formed pushes for a token; undefined returns to acceptance. */
  answer(token: string, answer: ScriptedAnswer | undefined): void;
  /** Keeps pushes for a token unanswered until the returned function is called. */
  hold(token: string): () => void;
  /** Resolves when a push for a held token has come in. */
  waitForHeld(token: string): Promise<void>;
  /** Wakes a simulated device: calls `listener` for each accepted push, at once for one that is kept. Returns the off switch. */
  onPush(token: string, listener: (pushMagic: string) => void): () => void;
  /** The next accepted push for the token that no earlier call has returned. */
  waitForPush(token: string): Promise<ReceivedPush>;
  /** Tells all connections that the service goes away, with Apple's JSON reason. */
  goAway(reason: string): void;
  /** Breaks all connections without a word. */
  dropConnections(): void;
  /** Lets the network swallow everything on the connections open now. */
  freezeConnections(): void;
  stop(): Promise<void>;
}

const HEX_TOKEN = /^\/3\/device\/([0-9a-f]{64,200})$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Check {
  readonly status: number;
  readonly reason: string;
}
const refusal = (status: number, reason: string): Check => ({ status, reason });

/** Who the service is: services with the same identity accept each other's certificates. */
export interface PushIdentity {
  readonly authority: PushAuthority;
  readonly serverCertificate: IssuedCertificate;
  readonly certificate: PushCertificate;
}

export const createPushIdentity = async (): Promise<PushIdentity> => {
  const authority = await createPushAuthority();
  const [serverCertificate, certificate] = await Promise.all([
    authority.issueServer(['localhost', '127.0.0.1']),
    authority.issuePush(),
  ]);
  return { authority, serverCertificate, certificate };
};

/** Starts the service on a free loopback port, by default with an identity of its own. */
export const createFakeApns = async (identity?: PushIdentity): Promise<FakeApns> => {
  const { authority, serverCertificate, certificate } = identity ?? (await createPushIdentity());
  const received: ReceivedPush[] = [];
  const refused: RefusedPush[] = [];
  const answers = new Map<string, ScriptedAnswer>();
  const holds = new Map<string, Promise<void>>();
  const held = createMailboxes<undefined>();
  const mailboxes = createMailboxes<ReceivedPush>();
  const kept = new Map<string, string>();
  const listeners = new Map<string, Set<(pushMagic: string) => void>>();
  const sessions = new Map<http2.Http2Session, number>();
  let connections = 0;

  const server = http2.createSecureServer({
    cert: serverCertificate.certificatePem,
    key: serverCertificate.privateKeyPem,
    ca: [authority.caPem],
    requestCert: true,
    // Apple answers a bad certificate with a status and reason, so the handshake lets it pass.
    rejectUnauthorized: false,
  });
  server.on('session', (session) => {
    connections += 1;
    sessions.set(session, connections);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => undefined);
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    void readBody(stream).then((body) => handle(stream, headers, body));
  });

  const handle = async (
    stream: http2.ServerHttp2Stream,
    headers: http2.IncomingHttpHeaders,
    body: Buffer,
  ): Promise<void> => {
    const path = headers[':path'] ?? '';
    const { session } = stream;
    if (session === undefined) return;
    const check = checkRequest(headers, body, checkCertificate(session.socket as TLSSocket));
    if (check !== undefined) {
      refused.push({ ...check, path });
      respond(stream, headers, check);
      return;
    }
    const token = HEX_TOKEN.exec(path)?.[1] ?? '';
    const push: ReceivedPush = {
      token,
      pushMagic: (JSON.parse(body.toString()) as { mdm: string }).mdm,
      headers: Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
      connection: sessions.get(session) ?? 0,
    };
    const gate = holds.get(token);
    if (gate !== undefined) {
      held.deliver(token, undefined);
      await gate;
    }
    const scripted = takeAnswer(token);
    if (scripted !== undefined && scripted.status !== 200) {
      respond(stream, headers, scripted);
      return;
    }
    received.push(push);
    respond(stream, headers, { status: 200 });
    mailboxes.deliver(token, push);
    const listening = listeners.get(token);
    if (listening === undefined || listening.size === 0) kept.set(token, push.pushMagic);
    else for (const listener of listening) listener(push.pushMagic);
  };

  const takeAnswer = (token: string): ScriptedAnswer | undefined => {
    const answer = answers.get(token);
    if (answer?.times === undefined) return answer;
    if (answer.times <= 1) answers.delete(token);
    else answers.set(token, { ...answer, times: answer.times - 1 });
    return answer;
  };

  // A relay in front of the service is the network: it can break or fall silent, which TLS itself cannot be made to do.
  const links = new Set<{ client: net.Socket; upstream: net.Socket }>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay = net.createServer((client) => {
    const upstream = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
    const link = { client, upstream };
    links.add(link);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
        links.delete(link);
      });
    }
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');

  return {
    endpoints: {
      pushOrigin: `https://localhost:${String((relay.address() as AddressInfo).port)}`,
      pushTrustedCertificates: [authority.caPem],
    },
    authority,
    certificate,
    received,
    refused,
    get connections() {
      return connections;
    },
    answer(token, answer) {
      if (answer === undefined) answers.delete(token);
      else answers.set(token, answer);
    },
    hold(token) {
      let release = (): void => undefined;
      holds.set(token, new Promise((resolve) => (release = resolve)));
      return () => {
        holds.delete(token);
        release();
      };
    },
    async waitForHeld(token) {
      await held.take(token);
    },
    onPush(token, listener) {
      const listening = listeners.get(token) ?? new Set();
      listeners.set(token, listening.add(listener));
      const waiting = kept.get(token);
      kept.delete(token);
      if (waiting !== undefined) listener(waiting);
      return () => {
        listening.delete(listener);
      };
    },
    waitForPush: (token) => mailboxes.take(token),
    goAway(reason) {
      for (const session of sessions.keys()) {
        const body = Buffer.from(JSON.stringify({ reason }));
        session.goaway(http2.constants.NGHTTP2_NO_ERROR, session.state.lastProcStreamID ?? 0, body);
        session.close();
      }
    },
    dropConnections() {
      for (const { client, upstream } of links) {
        client.destroy();
        upstream.destroy();
      }
    },
    freezeConnections() {
      for (const { client, upstream } of links) {
        client.unpipe();
        upstream.unpipe();
        client.resume();
        upstream.resume();
      }
    },
    async stop() {
      for (const { client, upstream } of links) {
        client.destroy();
        upstream.destroy();
      }
      for (const session of sessions.keys()) session.destroy();
      await Promise.all([relay, server].map((each) => new Promise((resolve) => each.close(resolve))));
    },
  };
};

interface CertificateCheck {
  readonly problem: Check | undefined;
  readonly topic: string;
}

const checkCertificate = (socket: TLSSocket): CertificateCheck => {
  // An empty object stands for no certificate at all.
  const raw = (socket.getPeerCertificate() as Partial<ReturnType<TLSSocket['getPeerCertificate']>>).raw;
  if (raw === undefined) return { problem: refusal(403, 'MissingProviderToken'), topic: '' };
  if (!socket.authorized) return { problem: refusal(403, 'BadCertificate'), topic: '' };
  const uid = /^(?:UID|0\.9\.2342\.19200300\.100\.1\.1|userId)=(.+)$/m.exec(new X509Certificate(raw).subject)?.[1];
  return { problem: uid === undefined ? refusal(403, 'BadCertificate') : undefined, topic: uid ?? '' };
};

const checkRequest = (
  headers: http2.IncomingHttpHeaders,
  body: Buffer,
  { problem, topic }: CertificateCheck,
): Check | undefined => {
  if (problem !== undefined) return problem;
  const path = headers[':path'] ?? '';
  if (headers[':method'] !== 'POST') return refusal(405, 'MethodNotAllowed');
  if (!path.startsWith('/3/device/')) return refusal(404, 'BadPath');
  if (path === '/3/device/') return refusal(400, 'MissingDeviceToken');
  if (!HEX_TOKEN.test(path)) return refusal(400, 'BadDeviceToken');
  if (headers['apns-topic'] === undefined) return refusal(400, 'MissingTopic');
  if (headers['apns-topic'] !== topic) return refusal(400, 'TopicDisallowed');
  if (headers['apns-push-type'] !== 'mdm') return refusal(400, 'InvalidPushType');
  if (headers['apns-priority'] !== '10') return refusal(400, 'BadPriority');
  if (!/^\d{1,10}$/.test(String(headers['apns-expiration']))) return refusal(400, 'BadExpirationDate');
  const id = headers['apns-id'];
  if (id !== undefined && (typeof id !== 'string' || !UUID.test(id))) return refusal(400, 'BadMessageId');
  if (body.length === 0) return refusal(400, 'PayloadEmpty');
  if (body.length > 4096) return refusal(413, 'PayloadTooLarge');
  return isMdmPayload(body) ? undefined : refusal(400, 'InvalidPushType');
};

/** The payload of an MDM push is the push magic and nothing else, byte for byte. */
const isMdmPayload = (body: Buffer): boolean => {
  try {
    const { mdm } = JSON.parse(body.toString('utf8')) as { mdm?: unknown };
    return typeof mdm === 'string' && mdm !== '' && body.equals(Buffer.from(JSON.stringify({ mdm })));
  } catch {
    return false;
  }
};

const readBody = async (stream: http2.ServerHttp2Stream): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  } catch {
    // A client that resets its request gets no answer; `respond` sees the destroyed stream.
  }
  return Buffer.concat(chunks);
};

const respond = (
  stream: http2.ServerHttp2Stream,
  request: http2.IncomingHttpHeaders,
  { status, reason, timestamp, retryAfterSeconds }: Partial<ScriptedAnswer> & { status: number },
): void => {
  if (stream.destroyed) return;
  const id = request['apns-id'];
  stream.respond({
    ':status': status,
    ...(typeof id === 'string' ? { 'apns-id': id } : {}),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  });
  stream.end(reason === undefined ? undefined : JSON.stringify({ reason, timestamp }));
};

/** Items by token that wait for a taker, or takers that wait for an item. */
const createMailboxes = <T>() => {
  const items = new Map<string, T[]>();
  const takers = new Map<string, ((item: T) => void)[]>();
  return {
    deliver(token: string, item: T): void {
      const taker = takers.get(token)?.shift();
      if (taker === undefined) items.set(token, [...(items.get(token) ?? []), item]);
      else taker(item);
    },
    take(token: string): Promise<T> {
      const waiting = items.get(token);
      if (waiting !== undefined && waiting.length > 0) return Promise.resolve(waiting.shift() as T);
      return new Promise((resolve) => takers.set(token, [...(takers.get(token) ?? []), resolve]));
    },
  };
};
