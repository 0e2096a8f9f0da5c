// SCEP client of the simulated device (RFC 8894): GetCACaps, GetCACert, PKCSReq and RenewalReq by GET or POST.
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decryptCms, encryptCms, readCertificates, signCms, verifyCms } from './cms.ts';
import type { ContentCipher, VerifiedCms } from './cms.ts';
import { octetString, printableString, readOctets, readTlv } from './der.ts';
import { mediaType } from './https-client.ts';
import type { HttpResponse, HttpsClient } from './https-client.ts';
import { certificateMatchesKey, createCsr, selfSigned, spkiOf } from './keys-and-csr.ts';
import type { Digest, Identity, SubjectAltNames, SubjectRdns } from './keys-and-csr.ts';

const attributes = {
  messageType: '2.16.840.1.113733.1.9.2',
  pkiStatus: '2.16.840.1.113733.1.9.3',
  failInfo: '2.16.840.1.113733.1.9.4',
  senderNonce: '2.16.840.1.113733.1.9.5',
  recipientNonce: '2.16.840.1.113733.1.9.6',
  transactionId: '2.16.840.1.113733.1.9.7',
} as const;

export const failInfoNames = ['badAlg', 'badMessageCheck', 'badRequest', 'badTime', 'badCertId'] as const;
export type FailInfo = (typeof failInfoNames)[number];

/** The server answered with a CertRep FAILURE. */
export class ScepFailure extends Error {
  readonly failInfo: FailInfo | undefined;
  constructor(failInfo: FailInfo | undefined) {
    super(`SCEP: the server refused the request (${failInfo ?? 'no failInfo'})`);
    this.name = 'ScepFailure';
    this.failInfo = failInfo;
  }
}

/** Certificates the server presents: `encryption` receives requests, any of `all` may sign answers. */
export interface ScepAuthority {
  readonly all: readonly Buffer[];
  readonly encryption: Buffer;
  readonly ca: Buffer;
}

export interface ScepRequest {
  readonly privateKey: KeyObject;
  readonly subject: SubjectRdns;
  readonly challenge?: string | undefined;
  readonly altNames?: SubjectAltNames | undefined;
  readonly keyUsage?: number | undefined;
  /** With it the request is a RenewalReq signed by this still valid identity. */
  readonly renew?: Identity | undefined;
  readonly transport?: 'GET' | 'POST' | undefined;
  readonly cipher?: ContentCipher | undefined;
  readonly digest?: Digest | undefined;
  /** SHA-1 or MD5 of the CA certificate, from the profile. */
  readonly caFingerprint?: Buffer | undefined;
  readonly now?: number | undefined;
}

export interface ScepResult {
  readonly certificate: Buffer;
  readonly chain: readonly Buffer[];
  /** What the server encrypted its answer with. */
  readonly answerCipher: ContentCipher;
}

const addQuery = (url: string, query: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
};

const expectOk = (response: HttpResponse, what: string): HttpResponse => {
  if (response.status !== 200) throw new Error(`SCEP: ${what} answered ${String(response.status)}`);
  return response;
};

/** Capabilities, one a line, as the server wrote them. */
export const getCaCaps = async (http: HttpsClient, url: string): Promise<ReadonlySet<string>> => {
  const response = expectOk(
    await http.send({ method: 'GET', allowPlain: true, url: addQuery(url, { operation: 'GetCACaps' }) }),
    'GetCACaps',
  );
  return new Set(
    response.body
      .toString('utf8')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
};

/** Reads one DER certificate or a degenerate PKCS #7, by the content type. */
export const getCaCert = async (http: HttpsClient, url: string, name?: string): Promise<ScepAuthority> => {
  const query = { operation: 'GetCACert', ...(name === undefined ? {} : { message: name }) };
  const response = expectOk(
    await http.send({ method: 'GET', allowPlain: true, url: addQuery(url, query) }),
    'GetCACert',
  );
  const type = mediaType(response);
  if (type === 'application/x-x509-ca-cert') return authorityOf([response.body]);
  if (type === 'application/x-x509-ca-ra-cert') return authorityOf(readCertificates(response.body));
  throw new Error(`SCEP: GetCACert answered with the content type "${type}"`);
};

const authorityOf = (all: readonly Buffer[]): ScepAuthority => {
  const parsed = all.map((der) => ({ der, certificate: new X509Certificate(der) }));
  const ca = parsed.find(({ certificate }) => certificate.ca) ?? parsed[0];
  const rsa = parsed.filter(({ certificate }) => certificate.publicKey.asymmetricKeyType === 'rsa');
  const encryption = rsa.find(({ certificate }) => !certificate.ca) ?? rsa[0];
  if (ca === undefined) throw new Error('SCEP: GetCACert gave no certificate');
  if (encryption === undefined) throw new Error('SCEP: GetCACert gave no RSA certificate to encrypt for');
  return { all, ca: ca.der, encryption: encryption.der };
};

const attributeText = (message: VerifiedCms, type: string): string | undefined => {
  const value = message.attributes.get(type);
  return value === undefined ? undefined : readOctets(readTlv(value)).toString('latin1');
};

/** The signed and encrypted pkiMessage (DER), with what is needed to read its answer. */
export const createPkiMessage = (
  authority: ScepAuthority,
  request: ScepRequest,
): { message: Buffer; transactionId: string; senderNonce: Buffer; signer: Identity } => {
  const digest = request.digest ?? 'sha256';
  const now = request.now ?? Date.now();
  const { privateKey, subject, challenge, altNames, keyUsage } = request;
  const csr = createCsr({ privateKey, subject, challenge, altNames, keyUsage, digest });
  const signer = request.renew ?? { privateKey, certificate: selfSigned(privateKey, subject, now) };
  const transactionId = createHash('sha256')
    .update(spkiOf(privateKey))
    .update(randomBytes(8))
    .digest('hex')
    .toUpperCase();
  const senderNonce = randomBytes(16);
  const message = signCms({
    content: encryptCms(csr, authority.encryption, request.cipher ?? 'aes-128-cbc'),
    signer,
    detached: false,
    digest,
    signingTime: now,
    attributes: [
      { type: attributes.messageType, value: printableString(request.renew === undefined ? '19' : '17') },
      { type: attributes.transactionId, value: printableString(transactionId) },
      { type: attributes.senderNonce, value: octetString(senderNonce) },
    ],
  });
  return { message, transactionId, senderNonce, signer };
};

/** Sends one pkiMessage and returns the raw HTTP answer. */
export const sendPkiMessage = (
  http: HttpsClient,
  url: string,
  message: Buffer,
  transport: 'GET' | 'POST',
): Promise<HttpResponse> =>
  transport === 'POST'
    ? http.send({
        method: 'POST',
        allowPlain: true,
        url: addQuery(url, { operation: 'PKIOperation' }),
        headers: { 'content-type': 'application/x-pki-message' },
        body: message,
      })
    : http.send({
        method: 'GET',
        allowPlain: true,
        url: addQuery(url, { operation: 'PKIOperation', message: message.toString('base64') }),
      });

/**
 * Gets a certificate as a device does: capabilities, CA certificate, PKIOperation, and every check on the answer
 * (signer among the CA's certificates, transaction, nonce, our key in the certificate).
 * Throws ScepFailure when the server refuses.
 */
export const requestCertificate = async (
  http: HttpsClient,
  url: string,
  name: string | undefined,
  request: ScepRequest,
): Promise<ScepResult> => {
  const caps = await getCaCaps(http, url);
  const authority = await getCaCert(http, url, name);
  if (request.caFingerprint !== undefined) checkFingerprint(authority.ca, request.caFingerprint);
  const cipher = request.cipher ?? (caps.has('AES') || caps.has('SCEPStandard') ? 'aes-128-cbc' : 'des-ede3-cbc');
  const digest = request.digest ?? (caps.has('SHA-256') || caps.has('SCEPStandard') ? 'sha256' : 'sha1');
  const canPost = caps.has('POSTPKIOperation') || caps.has('SCEPStandard');
  if (request.renew !== undefined && !caps.has('Renewal')) throw new Error('SCEP: the server does not offer Renewal');
  const { message, transactionId, senderNonce, signer } = createPkiMessage(authority, { ...request, cipher, digest });
  const transport = request.transport ?? (canPost ? 'POST' : 'GET');
  const response = expectOk(await sendPkiMessage(http, url, message, transport), 'PKIOperation');
  if (mediaType(response) !== 'application/x-pki-message') {
    throw new Error(`SCEP: PKIOperation answered with the content type "${mediaType(response)}"`);
  }
  return readCertRep(response.body, { authority, transactionId, senderNonce, signer, privateKey: request.privateKey });
};

export interface PendingRequest {
  readonly authority: ScepAuthority;
  readonly transactionId: string;
  readonly senderNonce: Buffer;
  /** Whose certificate the answer is encrypted for. */
  readonly signer: Identity;
  readonly privateKey: KeyObject;
}

/** Checks and opens a CertRep. Throws ScepFailure on FAILURE, Error for anything that does not hold. */
export const readCertRep = (der: Buffer, pending: PendingRequest): ScepResult => {
  const reply = verifyCms(der, undefined, pending.authority.all);
  if (!pending.authority.all.some((certificate) => certificate.equals(reply.signer))) {
    throw new Error('SCEP: the answer is signed by a certificate that GetCACert did not list');
  }
  if (attributeText(reply, attributes.messageType) !== '3') throw new Error('SCEP: the answer is not a CertRep');
  if (attributeText(reply, attributes.transactionId) !== pending.transactionId) {
    throw new Error('SCEP: the answer belongs to another transaction');
  }
  const nonce = reply.attributes.get(attributes.recipientNonce);
  if (nonce === undefined || !readOctets(readTlv(nonce)).equals(pending.senderNonce)) {
    throw new Error('SCEP: the answer does not return our nonce');
  }
  const status = attributeText(reply, attributes.pkiStatus);
  if (status === '2') {
    const code = attributeText(reply, attributes.failInfo);
    throw new ScepFailure(code === undefined ? undefined : failInfoNames[Number(code)]);
  }
  if (status !== '0') throw new Error(`SCEP: the answer has status ${status ?? 'none'}`);
  const opened = decryptCms(reply.content, pending.signer.privateKey);
  const chain = readCertificates(opened.content);
  const certificate = chain.find((candidate) => certificateMatchesKey(candidate, pending.privateKey));
  if (certificate === undefined) throw new Error('SCEP: no certificate of the answer carries our key');
  return { certificate, chain, answerCipher: opened.cipher };
};

const checkFingerprint = (ca: Buffer, fingerprint: Buffer): void => {
  const digest = fingerprint.length === 16 ? 'md5' : 'sha1';
  if (!createHash(digest).update(ca).digest().equals(fingerprint)) {
    throw new Error('SCEP: the CA certificate is not the one of CAFingerprint');
  }
};
