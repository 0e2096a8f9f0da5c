// A stand-in for "Apple iPhone Device CA", whose certificates are built into every iPhone, iPad and Mac and sign
// the machine info of account-driven enrollment.
import { randomUUID } from 'node:crypto';
import { certificateToPem, encodeName, generateRsaKey, issueCertificate, spkiOf } from './keys-and-csr.ts';
import type { Digest, Identity } from './keys-and-csr.ts';

export interface AppleDeviceCa {
  /** The CA certificate, PEM: tests configure it as an accepted anchor. */
  readonly pem: string;
  readonly certificate: Buffer;
  /** A new built-in device identity. */
  issueDeviceIdentity(): Promise<Identity>;
}

export interface AppleDeviceCaOptions {
  /** Apple's real one expired in 2014 and still counts; `true` (the default) imitates that. */
  readonly expired?: boolean;
  /** Digest of the device certificates' signatures. Apple: SHA-1 on older devices. */
  readonly digest?: Digest;
}

const subject = [
  [['C', 'US']],
  [['O', 'Apple Inc.']],
  [['OU', 'Apple iPhone']],
  [['CN', 'Apple iPhone Device CA']],
] as const;

/** Makes a new CA with Apple's name and an own key, so that one CA's devices are foreign to another's. */
export const createAppleDeviceCa = async (options: AppleDeviceCaOptions = {}): Promise<AppleDeviceCa> => {
  const key = await generateRsaKey();
  const name = encodeName(subject);
  const expired = options.expired ?? true;
  const certificate = issueCertificate({
    subject: name,
    subjectSpki: spkiOf(key),
    issuer: name,
    issuerKey: key,
    notBefore: new Date('2007-04-16T22:54:46Z'),
    notAfter: new Date(expired ? '2014-04-16T22:54:46Z' : '2049-04-16T22:54:46Z'),
    isCa: true,
  });
  return {
    pem: certificateToPem(certificate),
    certificate,
    issueDeviceIdentity: async () => {
      const privateKey = await generateRsaKey();
      const handle = randomUUID().toUpperCase();
      return {
        privateKey,
        certificate: issueCertificate({
          subject: encodeName([[['C', 'US']], [['O', 'Apple Inc.']], [['OU', 'iPhone']], [['CN', handle]]]),
          subjectSpki: spkiOf(privateKey),
          issuer: name,
          issuerKey: key,
          notBefore: new Date('2020-01-01T00:00:00Z'),
          notAfter: new Date('2049-01-01T00:00:00Z'),
          digest: options.digest ?? 'sha256',
        }),
      };
    },
  };
};
