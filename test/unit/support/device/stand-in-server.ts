// A small, strict stand-in for an MDM server, to try the simulated device without the real one.
import { createHash, randomBytes, randomUUID, X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { decryptCms, encryptCms, signCms, verifyCms } from '../../../support/device/cms.ts';
import {
  childAt,
  children,
  contextTag,
  integer,
  octetString,
  oid,
  printableString,
  readOctets,
  readTlv,
  sequence,
  setOf,
} from '../../../support/device/der.ts';
import { encodeName, generateRsaKey, issueCertificate, spkiOf } from '../../../support/device/keys-and-csr.ts';
import { decodeDict, encodePlist } from '../../../support/device/plist.ts';
import type { PlistDict, PlistInputDict } from '../../../support/device/plist.ts';
import { openssl } from './openssl.ts';

export const topic = 'com.apple.mgmt.External.1b2c';

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

export interface StandIn {
  readonly origin: string;
  readonly port: number;
  readonly caPem: string;
  /** Check-in messages and reports in the order they came, with the request's headers. */
  readonly messages: { readonly plist: PlistDict; readonly headers: Record<string, string>; readonly signer: Buffer }[];
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly body: Buffer;
    readonly headers: Record<string, string>;
  }[];
  /** Commands to hand out, next first. */
  readonly queue: { readonly uuid: string; readonly command: PlistInputDict }[];
  readonly tokens: Set<string>;
  readonly settings: {
    version: 'mdm-byod' | 'mdm-adde';
    challenge: 'apple-as-web' | 'apple-oauth2';
    separator: string;
    requireBearer: boolean;
    mdmReply: Reply | undefined;
  };
  add(command: PlistInputDict): string;
  profile(mdm: PlistInputDict, top?: PlistInputDict): Buffer;
  close(): Promise<void>;
}

const scepAttribute = (name: number): string => `2.16.840.1.113733.1.9.${String(name)}`;

const makeListener = async (): Promise<{ key: string; cert: string }> => {
  const { output } = await openssl([
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', '/CN=office.example', '-addext', 'subjectAltName=DNS:office.example,DNS:other.example,IP:127.0.0.1'],
    ...['-keyout', '-', '-out', '-'],
  ]);
  const key = /-----BEGIN PRIVATE KEY-----[^]+?-----END PRIVATE KEY-----/.exec(output)?.[0] ?? '';
  const cert = /-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/.exec(output)?.[0] ?? '';
  return { key, cert };
};

const makeScep = async () => {
  const key = await generateRsaKey();
  const subject = [[['CN', 'Stand-in CA'] as const]];
  const name = encodeName(subject);
  const certificate = issueCertificate({
    ...{ subject: name, subjectSpki: spkiOf(key), issuer: name, issuerKey: key, isCa: true },
    ...{ notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) },
  });
  const challenges = new Set<string>();
  const operate = (message: Buffer): Reply => {
    const request = verifyCms(message);
    const attribute = (type: number): Buffer => request.attributes.get(scepAttribute(type)) ?? Buffer.alloc(0);
    const csr = decryptCms(request.content, key).content;
    const info = childAt(readTlv(csr), 0, 'info');
    const [, csrSubject, spki, attributes] = children(info);
    if (csrSubject === undefined || spki === undefined || attributes === undefined) throw new Error('bad CSR');
    const password = children(attributes).find((node) =>
      childAt(node, 0, 'type').raw.equals(oid('1.2.840.113549.1.9.7')),
    );
    const challenge = password && childAt(childAt(password, 1, 'values'), 0, 'value').content.toString('latin1');
    const good = challenge !== undefined && challenges.delete(challenge);
    const issued = issueCertificate({
      ...{ subject: csrSubject.raw, subjectSpki: spki.raw, issuer: name, issuerKey: key },
      ...{ notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) },
    });
    const degenerate = sequence(
      oid('1.2.840.113549.1.7.2'),
      contextTag(
        0,
        true,
        sequence(integer(1), setOf(), sequence(oid('1.2.840.113549.1.7.1')), contextTag(0, true, issued), setOf()),
      ),
    );
    const answer = signCms({
      content: good ? encryptCms(degenerate, request.signer, 'aes-256-cbc') : Buffer.alloc(0),
      signer: { privateKey: key, certificate },
      detached: !good,
      signingTime: Date.now(),
      attributes: [
        { type: scepAttribute(2), value: printableString('3') },
        { type: scepAttribute(3), value: printableString(good ? '0' : '2') },
        ...(good ? [] : [{ type: scepAttribute(4), value: printableString('2') }]),
        { type: scepAttribute(5), value: octetString(randomBytes(16)) },
        { type: scepAttribute(6), value: octetString(readOctets(readTlv(attribute(5)))) },
        { type: scepAttribute(7), value: attribute(7) },
      ],
    });
    return { status: 200, headers: { 'content-type': 'application/x-pki-message' }, body: answer };
  };
  return { certificate, challenges, operate };
};

// Keys are made once for all stand-ins of a test file: making them is what takes long.
let shared: Promise<[Awaited<ReturnType<typeof makeListener>>, Awaited<ReturnType<typeof makeScep>>]> | undefined;

/** Starts one on a free loopback port; devices reach it as https://office.example. */
export const startStandIn = async (): Promise<StandIn> => {
  shared ??= Promise.all([makeListener(), makeScep()]);
  const [listener, scep] = await shared;
  const origin = 'https://office.example';
  const codes = new Set<string>();
  const refreshTokens = new Set<string>();
  const state: Omit<StandIn, 'port' | 'close' | 'add' | 'profile'> = {
    origin,
    caPem: listener.cert,
    messages: [],
    requests: [],
    queue: [],
    tokens: new Set(),
    settings: {
      version: 'mdm-byod',
      challenge: 'apple-as-web',
      separator: ', ',
      requireBearer: false,
      mdmReply: undefined,
    },
  };
  const { settings, tokens, queue } = state;

  const profile = (mdm: PlistInputDict, top: PlistInputDict = {}): Buffer => {
    const challenge = randomUUID();
    scep.challenges.add(challenge);
    const identity = randomUUID();
    const common = (type: string, uuid: string) => ({
      PayloadType: type,
      PayloadVersion: 1,
      PayloadIdentifier: `example.${type}`,
      PayloadUUID: uuid,
    });
    return encodePlist({
      ...common('Configuration', randomUUID()),
      PayloadIdentifier: 'example.office.enroll',
      PayloadContent: [
        { ...common('com.apple.security.root', randomUUID()), PayloadContent: new X509Certificate(listener.cert).raw },
        {
          ...common('com.apple.security.scep', identity),
          PayloadContent: {
            ...{
              URL: `${origin}/scep`,
              Name: 'x',
              Challenge: challenge,
              Keysize: 2048,
              'Key Type': 'RSA',
              'Key Usage': 5,
            },
            Subject: [[['O', 'Office']], [['CN', randomUUID()]]],
            CAFingerprint: createHash('sha1').update(scep.certificate).digest(),
          },
        },
        {
          ...common('com.apple.mdm', randomUUID()),
          ...{ IdentityCertificateUUID: identity, Topic: topic, SignMessage: true, CheckOutWhenRemoved: true },
          ...{ ServerURL: `${origin}/mdm/connect`, CheckInURL: `${origin}/mdm/checkin` },
          ...mdm,
        },
      ],
      ...top,
    });
  };

  const challengeHeader = (): string => {
    const values: Record<string, string> =
      settings.challenge === 'apple-as-web'
        ? { method: 'apple-as-web', url: `${origin}/sign-in` }
        : {
            method: 'apple-oauth2',
            'authorization-url': `${origin}/sign-in?flow=oauth`,
            'token-url': `${origin}/token`,
            'redirect-url': 'apple-remotemanagement-user-login:/oauth2/redirection',
            'client-id': 'office-client',
          };
    return `Bearer ${Object.entries(values)
      .map(([key, value]) => `${key}="${value}"`)
      .join(settings.separator)}`;
  };
  const newToken = (): string => {
    const token = randomUUID();
    tokens.add(token);
    return token;
  };
  const bearerOf = (headers: Record<string, string>): string => (headers.authorization ?? '').replace('Bearer ', '');
  const form = (action: string, hidden: URLSearchParams): Reply => {
    const fields = [...hidden].map(
      ([name, value]) =>
        `<input type="hidden" name="${name}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`,
    );
    const html = `<!doctype html><html lang="en"><head><title>Sign in</title></head><body><form method="post" action="${action}">${fields.join('')}<label for="user">Name</label><input id="user" name="user"><label for="pw">Password</label><input id="pw" type="password" name="pw"><button type="submit">Go</button></form></body></html>`;
    return { status: 200, headers: { 'content-type': 'text/html' }, body: html };
  };
  const json = (body: unknown): Reply => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const unauthorized = (): Reply => ({ status: 401, headers: { 'www-authenticate': challengeHeader() } });

  const declarations = (endpoint: string): Reply => {
    const entry = { Identifier: 'office.passcode', ServerToken: '1' };
    if (endpoint === 'tokens')
      return json({ SyncTokens: { DeclarationsToken: '1', Timestamp: '2026-01-01T00:00:00Z' } });
    if (endpoint === 'declaration-items')
      return json({ Declarations: { Configurations: [entry] }, DeclarationsToken: '1' });
    return endpoint === 'declaration/configuration/office.passcode'
      ? json(entry)
      : { status: endpoint === 'status' ? 200 : 404 };
  };

  const mdm = (headers: Record<string, string>, body: Buffer, isCheckIn: boolean): Reply => {
    let signer: Buffer;
    try {
      signer = verifyCms(Buffer.from(headers['mdm-signature'] ?? '', 'base64'), body).signer;
    } catch {
      return { status: 400, body: 'bad signature' };
    }
    if (!new X509Certificate(signer).checkIssued(new X509Certificate(scep.certificate))) return { status: 400 };
    if (settings.requireBearer && !tokens.has(bearerOf(headers))) return unauthorized();
    if (settings.mdmReply !== undefined) return settings.mdmReply;
    let plist: PlistDict;
    try {
      plist = decodeDict(body);
    } catch {
      return { status: 400 };
    }
    state.messages.push({ plist, headers, signer });
    if (typeof plist.Endpoint === 'string') return declarations(plist.Endpoint);
    if (isCheckIn) return { status: 200 };
    if (plist.Status !== 'Idle' && plist.Status !== 'NotNow' && queue[0]?.uuid === plist.CommandUUID) queue.shift();
    const next = plist.Status === 'NotNow' ? undefined : queue[0];
    return next === undefined
      ? { status: 200 }
      : { status: 200, body: encodePlist({ CommandUUID: next.uuid, Command: next.command }) };
  };

  const answer = (method: string, url: URL, headers: Record<string, string>, body: Buffer): Reply => {
    const asked = new URLSearchParams(body.toString());
    switch (url.pathname) {
      case '/.well-known/com.apple.remotemanagement':
        if (url.searchParams.get('user-identifier') === null) return { status: 404 };
        if (headers.host === 'other.example') {
          return {
            status: 302,
            headers: { location: `${origin}${url.pathname}${url.searchParams.has('drop') ? '' : url.search}` },
          };
        }
        return json({ Servers: [{ Version: settings.version, BaseURL: `${origin}/enroll?tenant=1` }] });
      case '/enroll': {
        verifyCms(body);
        if (!tokens.has(bearerOf(headers))) return unauthorized();
        const mode =
          settings.version === 'mdm-byod' ? { EnrollmentMode: 'BYOD' } : { EnrollmentMode: 'ADDE', AccessRights: 8191 };
        const capabilities = { ServerCapabilities: ['com.apple.mdm.per-user-connections'] };
        const bytes = profile({ ...mode, ...capabilities, AssignedManagedAppleID: 'ann@office.example' });
        return { status: 200, headers: { 'content-type': 'application/x-apple-aspen-config' }, body: bytes };
      }
      case '/sign-in': {
        if (method === 'GET') return form('/sign-in', url.searchParams);
        if (asked.get('pw') !== 'secret') return form('/sign-in', asked);
        if (asked.get('flow') !== 'oauth') {
          const location = `apple-remotemanagement-user-login://authentication-results?access-token=${newToken()}`;
          return { status: 308, headers: { location } };
        }
        const code = randomUUID();
        codes.add(code);
        const target = asked.get('redirect_uri') ?? '';
        return {
          status: 308,
          headers: { location: `${target}?code=${code}&state=${encodeURIComponent(asked.get('state') ?? '')}` },
        };
      }
      case '/token': {
        const refresh = asked.get('refresh_token');
        const good = refresh === null ? codes.delete(asked.get('code') ?? '') : refreshTokens.delete(refresh);
        if (!good)
          return { status: 400, headers: { 'content-type': 'application/json' }, body: '{"error":"invalid_grant"}' };
        const next = randomUUID();
        refreshTokens.add(next);
        return json({ access_token: newToken(), refresh_token: next, token_type: 'Bearer', expires_in: 60 });
      }
      case '/invite':
        return form('/invite/sign-in', new URLSearchParams({ csrf: 'a&b"c' }));
      case '/invite/sign-in':
        if (asked.get('csrf') !== 'a&b"c' || asked.get('pw') !== 'secret') return { status: 403, body: 'No.' };
        return { status: 303, headers: { location: '/invite/welcome', 'set-cookie': 'sid=7; Path=/; Secure' } };
      case '/invite/welcome':
        return {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<p>Hello</p><a href="/invite/profile">Download</a>',
        };
      case '/invite/profile':
        if (headers.cookie !== 'sid=7') return { status: 403, body: 'No cookie.' };
        return {
          status: 200,
          headers: { 'content-type': 'application/x-apple-aspen-config' },
          body: profile({ ManagedAppleID: 'ann@office.example' }),
        };
      case '/scep':
        if (url.searchParams.get('operation') === 'GetCACaps')
          return { status: 200, body: 'AES\nSHA-256\nPOSTPKIOperation\nRenewal\n' };
        if (url.searchParams.get('operation') === 'GetCACert')
          return { status: 200, headers: { 'content-type': 'application/x-x509-ca-cert' }, body: scep.certificate };
        return scep.operate(body);
      case '/mdm/checkin':
        return mdm(headers, body, true);
      case '/mdm/connect':
        return mdm(headers, body, false);
      default:
        return { status: 404 };
    }
  };

  const server = createServer({ key: listener.key, cert: listener.cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const headers = request.headers as Record<string, string>;
      const path = request.url ?? '/';
      const method = request.method ?? '';
      state.requests.push({ method, path, body, headers });
      const reply = answer(method, new URL(path, origin), headers, body);
      response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body ?? '') });
      response.end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...state,
    port: (server.address() as AddressInfo).port,
    profile,
    add(command) {
      const uuid = randomUUID();
      queue.push({ uuid, command });
      return uuid;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};
