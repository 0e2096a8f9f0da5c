// The push certificate: imported as PEM or PKCS#12, checked, kept sealed, handed to the APNs client only.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import { parseCertificate, parseName, type Certificate } from '../mdm/wire/certificate.ts';
import { readableName } from './certificate-summary.ts';
import { createKeyVault, privateKeyPem } from './keys.ts';
import { readPem, type PemContents } from './pem.ts';
import type { PkiSecrets, PkiSettings } from './store.ts';
import { certificatePem } from './x509.ts';

const DAY = 86_400_000;
const userId = '0.9.2342.19200300.100.1.1';
const topicPrefix = 'com.apple.mgmt.';
const settingsKey = 'pki.push';
const keyName = 'pki.push.key';

/** What the console shows. Times are milliseconds since the epoch. */
export interface PushCertificateSummary {
  /** `com.apple.mgmt.…`, the same for every renewal. */
  readonly topic: string;
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subject: string;
  readonly issuer: string;
}

/** For the APNs client alone: never log or return it. */
export interface PushCredentials {
  readonly topic: string;
  readonly certificatePem: string;
  readonly keyPem: string;
  readonly notAfter: number;
}

export interface PushImport {
  /** PEM text (certificate and key in any order) or the bytes of a PKCS#12 file, whichever was given. */
  readonly data: Uint8Array;
  /** Of the PKCS#12 file or of the encrypted key. */
  readonly passphrase?: string | undefined;
  /** The admin knows that every device must enroll again. */
  readonly confirmTopicChange?: boolean | undefined;
}

export interface PushCertificates {
  /** Undefined before the first import. */
  summary(): Promise<PushCertificateSummary | undefined>;
  /**
   * Checks and keeps a certificate with its key. Throws `push.certificateInvalid` saying what is wrong and what to do,
   * `push.topicChange` when the topic is another than before and that was not confirmed.
   */
  import(request: PushImport): Promise<PushCertificateSummary & { readonly warnings: readonly string[] }>;
  /** Certificate and key for the TLS connection to APNs. Throws `push.notConfigured`. */
  credentials(): Promise<PushCredentials>;
  /** Topic of the installed certificate, read on every check-in: from memory after the first call. */
  topic(): Promise<string | undefined>;
}

const refuse = (message: string, cause?: unknown): AppError =>
  new AppError('push.certificateInvalid', message, { cause });

const derOf = (node: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(node).getBytes(), 'binary');

// node:crypto cannot open PKCS#12, and the RC2 and 3DES that Keychain Access writes are gone from OpenSSL 3.
const readPkcs12 = (data: Uint8Array, passphrase: string): PemContents => {
  let container: forge.pkcs12.Pkcs12Pfx;
  try {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(data).toString('binary')));
    container = forge.pkcs12.pkcs12FromAsn1(asn1, passphrase);
  } catch (cause) {
    const isPassword = cause instanceof Error && /mac|password|decrypt/i.test(cause.message);
    throw refuse(
      isPassword
        ? 'The password does not open the PKCS#12 file. Enter the one that was set when it was exported.'
        : 'The file is neither PEM nor PKCS#12, or it is damaged. Export certificate and key again.',
      cause,
    );
  }
  const bags = container.safeContents.flatMap((contents) => contents.safeBags);
  try {
    return {
      certificates: bags
        .filter((bag) => bag.type === forge.pki.oids.certBag)
        .map((bag) => parseCertificate(derOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1))),
      keys: bags
        .filter((bag) => bag.type === forge.pki.oids.keyBag || bag.type === forge.pki.oids.pkcs8ShroudedKeyBag)
        .map((bag) => {
          const info = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
          return createPrivateKey({ key: derOf(info), format: 'der', type: 'pkcs8' });
        }),
    };
  } catch (cause) {
    throw refuse('The PKCS#12 file holds a certificate or key that cannot be read. Export them again.', cause);
  }
};

const read = (request: PushImport): PemContents => {
  if (request.data.length === 0)
    throw refuse('The file is empty. Choose the certificate from the Apple Push Certificates Portal.');
  if (request.data.length > 1_000_000) throw refuse('The file is too large for a push certificate.');
  // PKCS#12 starts with a SEQUENCE; a text never does.
  if (request.data[0] === 0x30 && (request.data[1] ?? 0) >= 0x80)
    return readPkcs12(request.data, request.passphrase ?? '');
  return readPem(Buffer.from(request.data).toString('utf8'), request.passphrase, 'push.certificateInvalid');
};

const topicOf = (certificate: Certificate): string | undefined =>
  parseName(certificate.subject).find(({ oid, value }) => oid === userId && value.startsWith(topicPrefix))?.value;

interface Pair {
  readonly certificate: Certificate;
  readonly topic: string;
  readonly key: KeyObject;
}

const choosePair = ({ certificates, keys }: PemContents): Pair => {
  const [first] = certificates;
  if (!first) throw refuse('There is no certificate in it. Add the PEM file from the Apple Push Certificates Portal.');
  if (keys.length === 0)
    throw refuse('There is no private key in it. Add the key that the certificate was requested with.');
  const candidates = certificates.flatMap((certificate) => {
    const topic = topicOf(certificate);
    return topic === undefined ? [] : [{ certificate, topic }];
  });
  if (candidates.length === 0) {
    throw refuse(
      `"${readableName(first.subject)}" is not an MDM push certificate: its subject has no user ID that starts with ${topicPrefix}`,
    );
  }
  for (const candidate of candidates) {
    const key = keys.find((one) => createPublicKey(one).equals(candidate.certificate.publicKey()));
    if (key) return { ...candidate, key };
  }
  throw refuse(
    'The private key does not belong to the certificate. Use the key that this certificate was requested with.',
  );
};

const summaryOf = (certificate: Certificate, topic: string): PushCertificateSummary => ({
  topic,
  serial: certificate.serial,
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
  subject: readableName(certificate.subject),
  issuer: readableName(certificate.issuer),
});

const stored = z.strictObject({ certificate: z.string(), topic: z.string() });
const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** Creates the service over the settings and the secrets. */
export const createPushCertificates = (deps: {
  readonly settings: PkiSettings;
  readonly secrets: PkiSecrets;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
}): PushCertificates => {
  const vault = createKeyVault(deps);
  let known: { readonly certificate: Certificate; readonly topic: string } | undefined;

  const installed = async (): Promise<typeof known> => {
    if (known) return known;
    const value = await deps.settings.get(settingsKey);
    if (value === undefined) return undefined;
    const { certificate, topic } = stored.parse(value);
    known = { certificate: parseCertificate(Buffer.from(certificate, 'base64')), topic };
    return known;
  };

  return {
    async summary() {
      const current = await installed();
      return current && summaryOf(current.certificate, current.topic);
    },
    topic: async () => (await installed())?.topic,
    async import(request) {
      const { certificate, topic, key } = choosePair(read(request));
      const now = deps.clock.now();
      if (certificate.notAfter <= now) {
        throw refuse(
          `The certificate expired on ${day(certificate.notAfter)}. Renew it in the Apple Push Certificates Portal.`,
        );
      }
      if (certificate.notBefore > now) {
        throw refuse(
          `The certificate is valid only from ${day(certificate.notBefore)}. Check the clock of this computer.`,
        );
      }
      const current = await installed();
      if (current && current.topic !== topic && request.confirmTopicChange !== true) {
        throw new AppError(
          'push.topicChange',
          `The certificate has the topic ${topic}, the installed one ${current.topic}. With another topic every enrolled device must enroll again. Renew the installed certificate with the same Apple Account instead, or confirm the change.`,
        );
      }
      // Each key has a name of its own, so that certificate and key change together, by the one write of the setting.
      await vault.save(`${keyName}.${certificate.sha256}`, key);
      await deps.settings.set(settingsKey, { certificate: certificate.der.toString('base64'), topic });
      known = { certificate, topic };
      if (current && current.certificate.sha256 !== certificate.sha256) {
        await vault.remove(`${keyName}.${current.certificate.sha256}`);
      }
      const soon = certificate.notAfter - now < 30 * DAY;
      return {
        ...summaryOf(certificate, topic),
        warnings: soon ? [`The certificate expires on ${day(certificate.notAfter)}. Renew it in time.`] : [],
      };
    },
    async credentials() {
      const current = await installed();
      if (!current)
        throw new AppError('push.notConfigured', 'No push certificate is installed. Import one on the Server page.');
      const key = await vault.load(`${keyName}.${current.certificate.sha256}`);
      if (!key)
        throw new AppError(
          'secrets.unreadable',
          'The key of the push certificate is missing. Import the certificate again.',
        );
      return {
        topic: current.topic,
        certificatePem: certificatePem(current.certificate.der),
        keyPem: privateKeyPem(key),
        notAfter: current.certificate.notAfter,
      };
    },
  };
};
