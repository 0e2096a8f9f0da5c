// Turns what an admin pastes or chooses as a certificate into what the contract takes.
import { certificatePemOf, isKeyBlock, pemBlocks, pemCertificates } from '@shared/pem.ts';
import type { Texts } from '../../lib/texts.ts';

export interface PemParts {
  /** All certificates, in the order they came. */
  readonly certificates: string;
  /** The first private key, or an empty string. */
  readonly key: string;
}

/** Sorts a PEM text into certificates and key, since many tools write both into one file. */
export const splitPem = (text: string): PemParts => {
  const blocks = pemBlocks(text);
  return {
    certificates: pemCertificates(text).join('').trimEnd(),
    key: blocks.find(isKeyBlock)?.pem.trimEnd() ?? '',
  };
};

/** True if the key asks for a passphrase. */
export const isEncryptedKey = (pem: string): boolean => pemBlocks(pem).some(({ isEncrypted }) => isEncrypted);

/** Bytes as Base64, in pieces: a call with all bytes as arguments would overflow the stack. */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
};

export type CertificateFile =
  | { readonly kind: 'pem'; readonly text: string }
  | { readonly kind: 'pkcs12'; readonly base64: string }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Largest file that is read: a chain with its key has a few kilobytes. */
const maxBytes = 150_000;

/** A `.cer` file in DER: a SEQUENCE that begins with another one, where PKCS#12 has its version. */
const isBareCertificate = (bytes: Uint8Array): boolean => {
  const length = bytes[1] ?? 0;
  return bytes[2 + (length & 0x7f)] === 0x30;
};

/** Notepad of Windows may save a text as UTF-16; a byte order mark tells. */
const textOf = (bytes: Uint8Array): string => {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : encoding).decode(bytes);
};

/**
 * Tells PEM, PKCS#12 and a bare certificate by content, not by file name: DER begins with a SEQUENCE (0x30) and a length
 * of several bytes, which no text does. A certificate in DER is given as PEM.
 */
export const recognise = (bytes: Uint8Array, t: Texts<'server'>): CertificateFile => {
  if (bytes.length === 0) return { kind: 'unusable', problem: t('file.empty') };
  if (bytes.length > maxBytes) {
    return { kind: 'unusable', problem: t('file.tooLarge') };
  }
  if (bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80) {
    const base64 = toBase64(bytes);
    return isBareCertificate(bytes) ? { kind: 'pem', text: certificatePemOf(base64) } : { kind: 'pkcs12', base64 };
  }
  const text = textOf(bytes);
  if (pemBlocks(text).length > 0) return { kind: 'pem', text };
  return {
    kind: 'unusable',
    problem: t('file.unknown'),
  };
};
