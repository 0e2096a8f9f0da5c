// The push certificate: imported as PEM or PKCS#12, checked, kept sealed, handed to the APNs client only.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import { parseCertificate, parseName, type Certificate } from '../wire/certificate.ts';
import { tags } from '../wire/der.ts';
import { readableName } from './certificate-summary.ts';
import { createKeyVault, privateKeyPem } from './keys.ts';
import { readPem, type PemContents } from './pem.ts';
import { readPkcs12 } from './pkcs12.ts';
import type { PkiSecrets, PkiSettings, PkiTransaction } from './store.ts';
import { certificatePem } from './x509.ts';
import { day } from '../core/durations.ts';

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
   * `push.topicChange` when the topic is another than before and that was not confirmed. `actor` says who did it.
   */
  import(
    request: PushImport,
    actor: string,
  ): Promise<PushCertificateSummary & { readonly warnings: readonly AdminText[] }>;
  /** Certificate and key for the TLS connection to APNs. Throws `push.notConfigured`. */
  credentials(): Promise<PushCredentials>;
  /** Topic of the installed certificate, read on every check-in: from memory after the first call. */
  topic(): Promise<string | undefined>;
}

const refuse = (problem: AdminText, cause?: unknown): AppError =>
  new AppError('push.certificateInvalid', problem, { cause });

/** A `.cer` file: one certificate in DER, without its key. */
const bareCertificate = (data: Uint8Array): Certificate | undefined => {
  try {
    return parseCertificate(data);
  } catch {
    return undefined;
  }
};

const read = async ({ data, passphrase }: PushImport): Promise<PemContents> => {
  if (data.length === 0) throw refuse(say('certificates.pushEmpty'));
  if (data.length > 1_000_000) throw refuse(say('certificates.pushTooLarge'));
  // DER of this size starts with a SEQUENCE and a long length; a text never does.
  if (data[0] === tags.sequence && (data[1] ?? 0) >= 0x80) {
    const certificate = bareCertificate(data);
    return certificate ? { certificates: [certificate], keys: [] } : readPkcs12(data, passphrase ?? '');
  }
  return readPem(Buffer.from(data).toString('utf8'), passphrase, 'push.certificateInvalid');
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
  if (!first) throw refuse(say('certificates.pushNone'));
  if (keys.length === 0) throw refuse(say('certificates.pushNoKey'));
  const candidates = certificates.flatMap((certificate) => {
    const topic = topicOf(certificate);
    return topic === undefined ? [] : [{ certificate, topic }];
  });
  if (candidates.length === 0) {
    throw refuse(say('certificates.pushKind', { name: readableName(first.subject), prefix: topicPrefix }));
  }
  for (const candidate of candidates) {
    const key = keys.find((one) => createPublicKey(one).equals(candidate.certificate.publicKey()));
    if (key) return { ...candidate, key };
  }
  throw refuse(say('certificates.pushOtherKey'));
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

/** Creates the service over the settings and the secrets. */
export const createPushCertificates = (deps: {
  readonly settings: PkiSettings;
  readonly secrets: PkiSecrets;
  readonly transaction: PkiTransaction;
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
    async import(request, actor) {
      const { certificate, topic, key } = choosePair(await read(request));
      const now = deps.clock.now();
      if (certificate.notAfter <= now) {
        throw refuse(say('certificates.pushExpired', { at: certificate.notAfter }));
      }
      if (certificate.notBefore > now) {
        throw refuse(say('certificates.pushNotYet', { at: certificate.notBefore }));
      }
      const current = await installed();
      if (current && current.topic !== topic && request.confirmTopicChange !== true) {
        throw new AppError('push.topicChange', say('certificates.topicChange', { topic, installed: current.topic }));
      }
      await deps.transaction(async ({ settings, secrets, record }) => {
        const keys = createKeyVault({ secrets, secretBox: deps.secretBox });
        await keys.save(`${keyName}.${certificate.sha256}`, key);
        await settings.set(settingsKey, { certificate: certificate.der.toString('base64'), topic });
        if (current && current.certificate.sha256 !== certificate.sha256) {
          await keys.remove(`${keyName}.${current.certificate.sha256}`);
        }
        await record({
          actor,
          kind: 'push',
          activity: 'Imported',
          before: current && summaryOf(current.certificate, current.topic),
          after: summaryOf(certificate, topic),
        });
      });
      known = { certificate, topic };
      const soon = certificate.notAfter - now < 30 * day;
      return {
        ...summaryOf(certificate, topic),
        warnings: soon ? [say('certificates.expiresSoon', { at: certificate.notAfter })] : [],
      };
    },
    async credentials() {
      const current = await installed();
      if (!current) throw new AppError('push.notConfigured', say('certificates.pushMissing'));
      const key = await vault.load(`${keyName}.${current.certificate.sha256}`);
      if (!key) throw new AppError('secrets.unreadable', say('certificates.pushKeyMissing'));
      return {
        topic: current.topic,
        certificatePem: certificatePem(current.certificate.der),
        keyPem: privateKeyPem(key),
        notAfter: current.certificate.notAfter,
      };
    },
  };
};
