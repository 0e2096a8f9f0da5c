// Takes a text apart that an admin pasted: certificates and private keys in PEM, in any order.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { AppError } from '../core/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { isCertificateBlock, isKeyBlock, type PemBlock, pemBlocks } from '../../shared/pem.ts';
import { parseCertificate, type Certificate } from '../wire/certificate.ts';

export interface PemContents {
  readonly certificates: readonly Certificate[];
  readonly keys: readonly KeyObject[];
}

const MAX_LENGTH = 1_000_000;

const readKey = ({ pem, isEncrypted }: PemBlock, passphrase: string | undefined, code: ErrorCode): KeyObject => {
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
  for (const block of pemBlocks(text)) {
    if (isCertificateBlock(block)) {
      const position = certificates.length + 1;
      try {
        // A trusted certificate has what OpenSSL thinks of it behind its end: only the certificate itself is kept.
        const certificate = parseCertificate(new X509Certificate(block.pem).raw);
        if (!certificates.some(({ sha256 }) => sha256 === certificate.sha256)) certificates.push(certificate);
      } catch (cause) {
        throw new AppError(code, say('certificates.blockDamaged', { position }), { cause });
      }
    } else if (isKeyBlock(block)) keys.push(readKey(block, passphrase, code));
  }
  return { certificates, keys };
};
