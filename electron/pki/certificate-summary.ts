// What the console shows of a certificate.
import { lookUp } from '../../shared/look-up.ts';
import { parseName, type Certificate } from '../wire/certificate.ts';

/** Plain data about a certificate. Times are milliseconds since the epoch. */
export interface CertificateSummary {
  /** Such as `CN=mdm.office.example, O=Office`. */
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Lower-case hexadecimal SHA-256 of the certificate. */
  readonly sha256: string;
  /** Such as `RSA 2048` or `EC P-256`. */
  readonly key: string;
  /** Host names and addresses of the certificate. */
  readonly names: readonly string[];
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
};

const curveNames: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** A DER name in readable form. */
export const readableName = (der: Buffer): string =>
  parseName(der)
    .map(({ oid, value }) => `${lookUp(shortNames, oid) ?? oid}=${value}`)
    .join(', ');

const readableKey = (certificate: Certificate): string => {
  const key = certificate.publicKey();
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return `RSA ${modulusLength ?? 0}`;
  return namedCurve === undefined
    ? (key.asymmetricKeyType ?? 'unknown')
    : `EC ${lookUp(curveNames, namedCurve) ?? namedCurve}`;
};

/** Sums a certificate up. Throws `cms.invalid` for one with a malformed part. */
export const summarize = (certificate: Certificate): CertificateSummary => ({
  subject: readableName(certificate.subject),
  issuer: readableName(certificate.issuer),
  serial: certificate.serial,
  notBefore: certificate.notBefore,
  notAfter: certificate.notAfter,
  sha256: certificate.sha256,
  key: readableKey(certificate),
  names: (certificate.x509().subjectAltName ?? '')
    .split(', ')
    .filter((name) => name !== '')
    .map((name) => name.replace(/^(DNS|IP Address):/, '')),
});
