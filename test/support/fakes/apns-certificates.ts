// The certificates around the fake push service: its own authority, its server certificate and push certificates.
import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

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
const generate = promisify(generateKeyPair);

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
  const caCertificate = sign(ca, caSubject, ca.privateKey, {
    subject: caSubject,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });

  const issue = async (request: Request) => {
    const keys = await generateKeys();
    const certificate = sign(keys, caSubject, ca.privateKey, request);
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
          const asn1 = forge.pkcs12.toPkcs12Asn1(keys.privateKey, [certificate, caCertificate], password);
          return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
        },
      };
    },
  };
};

interface Keys {
  readonly pem: string;
  readonly privateKey: forge.pki.rsa.PrivateKey;
  readonly publicKey: forge.pki.rsa.PublicKey;
}

// Node makes RSA keys far faster than forge does.
const generateKeys = async (): Promise<Keys> => {
  const { privateKey, publicKey } = await generate('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return {
    pem: privateKey,
    privateKey: forge.pki.privateKeyFromPem(privateKey),
    publicKey: forge.pki.publicKeyFromPem(publicKey),
  };
};

const sign = (
  keys: Keys,
  issuer: forge.pki.CertificateField[],
  issuerKey: forge.pki.rsa.PrivateKey,
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
  certificate.sign(issuerKey, forge.md.sha256.create());
  return certificate;
};
