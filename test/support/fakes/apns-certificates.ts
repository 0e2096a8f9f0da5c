// The certificates around the fake push service: its own authority, its server certificate and push certificates.
import { createPublicKey, privateEncrypt, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { readyRsaKey } from '../ready-keys.ts';

export interface IssuedCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export interface PushCertificate extends IssuedCertificate {
  /** com.apple.mgmt.External.<uuid>, the UID of the subject. */
  readonly topic: string;
  /** Certificate, chain and key in one file, as administrators export them. */
  pkcs12(password: string): Buffer;
}

export interface PushCertificateOptions {
  /** Keep it for a renewal; a new one by default. */
  readonly topic?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface PushAuthority {
  readonly caPem: string;
  issueServer(names: readonly string[]): Promise<IssuedCertificate>;
  issuePush(options?: PushCertificateOptions): Promise<PushCertificate>;
}

const YEAR = 365 * 24 * 60 * 60 * 1000;
const UID = '0.9.2342.19200300.100.1.1';

interface Request {
  readonly subject: forge.pki.CertificateField[];
  readonly extensions: object[];
  readonly notBefore?: Date | undefined;
  readonly notAfter?: Date | undefined;
}

/** Makes an authority with a fresh key. */
export const createPushAuthority = async (): Promise<PushAuthority> => {
  const caSubject = [{ name: 'commonName', value: 'Fake Apple Push CA' }];
  const ca = await generateKeys();
  const caCertificate = sign(ca, caSubject, ca.key, {
    subject: caSubject,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });

  const issue = async (request: Request) => {
    const keys = await generateKeys();
    const certificate = sign(keys, caSubject, ca.key, request);
    const issued: IssuedCertificate = {
      certificatePem: forge.pki.certificateToPem(certificate),
      privateKeyPem: keys.pem,
    };
    return { keys, certificate, issued };
  };

  return {
    caPem: forge.pki.certificateToPem(caCertificate),
    async issueServer(names) {
      const { issued } = await issue({
        subject: [{ name: 'commonName', value: names[0] ?? 'localhost' }],
        extensions: [
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: names.map((name) => (/^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name })),
          },
        ],
      });
      return issued;
    },
    async issuePush({ topic = `com.apple.mgmt.External.${randomUUID()}`, notBefore, notAfter } = {}) {
      const { keys, certificate, issued } = await issue({
        subject: [
          { type: UID, value: topic },
          { name: 'commonName', value: `APSP:${topic.split('.').at(-1) ?? ''}` },
          { name: 'countryName', value: 'US' },
        ],
        extensions: [{ name: 'extKeyUsage', clientAuth: true }],
        notBefore,
        notAfter,
      });
      return {
        ...issued,
        topic,
        pkcs12(password) {
          const asn1 = forge.pkcs12.toPkcs12Asn1(
            forge.pki.privateKeyFromPem(keys.pem),
            [certificate, caCertificate],
            password,
          );
          return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
        },
      };
    },
  };
};

interface Keys {
  readonly key: KeyObject;
  readonly pem: string;
  readonly publicKey: forge.pki.rsa.PublicKey;
}

const generateKeys = async (): Promise<Keys> => {
  const key = await readyRsaKey();
  const publicPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return {
    key,
    pem: key.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicKey: forge.pki.publicKeyFromPem(publicPem),
  };
};

/** DigestInfo of SHA-256 (RFC 8017, 9.2) up to the digest itself. */
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** A key that forge signs with; Node computes the signature, which takes forge a tenth of a second. */
const signer = (key: KeyObject): forge.pki.rsa.PrivateKey =>
  ({
    sign: (digest: forge.md.MessageDigest) =>
      privateEncrypt(key, Buffer.concat([sha256Info, Buffer.from(digest.digest().getBytes(), 'binary')])).toString(
        'binary',
      ),
  }) as unknown as forge.pki.rsa.PrivateKey;

const sign = (
  keys: Keys,
  issuer: forge.pki.CertificateField[],
  issuerKey: KeyObject,
  { subject, extensions, notBefore, notAfter }: Request,
): forge.pki.Certificate => {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  certificate.validity.notBefore = notBefore ?? new Date(Date.now() - YEAR);
  certificate.validity.notAfter = notAfter ?? new Date(Date.now() + YEAR);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  certificate.setExtensions(extensions);
  certificate.sign(signer(issuerKey), forge.md.sha256.create());
  return certificate;
};
