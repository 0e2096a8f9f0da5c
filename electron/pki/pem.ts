// Takes a text apart that an admin pasted: certificates and private keys in PEM, in any order.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { AppError } from '../core/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { parseCertificate, type Certificate } from '../wire/certificate.ts';

export interface PemContents {
  readonly certificates: readonly Certificate[];
  readonly keys: readonly KeyObject[];
}

const MAX_LENGTH = 1_000_000;
const block = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;

const readKey = (pem: string, label: string, passphrase: string | undefined, code: ErrorCode): KeyObject => {
  const isEncrypted = label === 'ENCRYPTED PRIVATE KEY' || pem.includes('Proc-Type: 4,ENCRYPTED');
  if (isEncrypted && !passphrase) {
    throw new AppError(code, say('certificates.keyEncrypted'));
  }
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(isEncrypted && passphrase ? { passphrase } : {}) });
  } catch (cause) {
    throw new AppError(code, isEncrypted ? say('certificates.passphraseWrong') : say('certificates.keyDamaged'), {
      cause,
    });
  }
};

/** Reads every block of the text. Throws an AppError with `code` that says which block is wrong. */
export const readPem = (text: string, passphrase: string | undefined, code: ErrorCode): PemContents => {
  if (text.length > MAX_LENGTH) throw new AppError(code, say('certificates.textTooLong'));
  const certificates: Certificate[] = [];
  const keys: KeyObject[] = [];
  for (const match of text.matchAll(block)) {
    const [pem, label = '', body = ''] = match;
    if (label === 'CERTIFICATE' || label === 'X509 CERTIFICATE' || label === 'TRUSTED CERTIFICATE') {
      const position = certificates.length + 1;
      try {
        const certificate = parseCertificate(Buffer.from(body, 'base64'));
        certificate.x509();
        if (!certificates.includes(certificate)) certificates.push(certificate);
      } catch (cause) {
        throw new AppError(code, say('certificates.blockDamaged', { position }), {
          cause,
        });
      }
    } else if (label.endsWith('PRIVATE KEY')) {
      keys.push(readKey(pem, label, passphrase, code));
    }
  }
  return { certificates, keys };
};
