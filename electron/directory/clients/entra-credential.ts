// The app's credential: checked when it is entered, sealed when it is stored, described but never returned.
import { createHash, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { EntraInput, EntraState } from '../../../shared/ipc/directories/entra.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { pemCertificates } from '../../../shared/pem.ts';
import { AppError } from '../../core/errors.ts';
import type { SecretBox } from '../../core/ports.ts';
import { readPem } from '../../pki/pem.ts';
import type { EntraCredential } from './entra-token.ts';

const stored = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), secret: z.string() }),
  z.strictObject({ kind: z.literal('certificate'), certificatePem: z.string(), privateKeyPem: z.string() }),
]);

/** Microsoft takes no shorter key, and none can sign an assertion. */
const shortestKeyBits = 2048;

/** Throws `certificate.invalid` unless the PEM holds a certificate that is valid now and its RSA key. */
export const credentialOf = (input: NonNullable<EntraInput['credential']>, now: number): EntraCredential => {
  if (input.kind === 'secret') return input;
  const { keys } = readPem(input.pem, undefined, 'certificate.invalid');
  const found = pemCertificates(input.pem);
  const [key] = keys;
  if (key === undefined || found.length === 0) {
    throw new AppError('certificate.invalid', say('entra.pem'));
  }
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < shortestKeyBits) {
    throw new AppError('certificate.invalid', say('entra.rsa'));
  }
  const certificatePem = found.find((pem) => new X509Certificate(pem).checkPrivateKey(key));
  if (certificatePem === undefined) {
    throw new AppError('certificate.invalid', say('entra.otherKey'));
  }
  if (Date.parse(new X509Certificate(certificatePem).validTo) <= now) {
    throw new AppError('certificate.invalid', say('entra.certificateExpired'));
  }
  return {
    kind: 'certificate',
    certificatePem,
    privateKeyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};

export const sealCredential = (box: SecretBox, credential: EntraCredential): Uint8Array =>
  box.seal(Buffer.from(JSON.stringify(credential)));

/** Throws `secrets.unreadable`. */
export const openCredential = (box: SecretBox, sealed: Uint8Array): EntraCredential =>
  stored.parse(JSON.parse(Buffer.from(box.open(sealed)).toString('utf8')));

/** What may be shown of it. */
export const describeCredential = (credential: EntraCredential): NonNullable<EntraState['credential']> => {
  if (credential.kind === 'secret') return { kind: 'secret' };
  const certificate = new X509Certificate(credential.certificatePem);
  return {
    kind: 'certificate',
    subject: certificate.subject.replace(/\n/g, ', '),
    expiresAt: Date.parse(certificate.validTo),
    thumbprint: createHash('sha1').update(certificate.raw).digest('hex').toUpperCase(),
  };
};
