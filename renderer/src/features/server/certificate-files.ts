// Turns what an admin pastes or chooses as a certificate into what the contract takes.
import type { Texts } from '../../lib/texts.ts';

export interface PemParts {
  /** All certificates, in the order they came. */
  readonly certificates: string;
  /** The first private key, or an empty string. */
  readonly key: string;
}

/** Sorts a PEM text into certificates and key, since many tools write both into one file. */
export const splitPem = (text: string): PemParts => {
  const blocks = text.match(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g) ?? [];
  const isKey = (block: string): boolean => /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(block);
  return {
    certificates: blocks.filter((block) => block.startsWith('-----BEGIN CERTIFICATE-----')).join('\n'),
    key: blocks.find(isKey) ?? '',
  };
};

/** True if the key asks for a passphrase. */
export const isEncryptedKey = (pem: string): boolean =>
  pem.includes('BEGIN ENCRYPTED PRIVATE KEY') || /Proc-Type:\s*4,ENCRYPTED/.test(pem);

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

/** Tells PEM from PKCS#12 by content, not by file name. A DER structure begins with a SEQUENCE (0x30). */
export const recognise = (bytes: Uint8Array, t: Texts<'server'>): CertificateFile => {
  if (bytes.length === 0) return { kind: 'unusable', problem: t('file.empty') };
  if (bytes.length > maxBytes) {
    return { kind: 'unusable', problem: t('file.tooLarge') };
  }
  if (bytes[0] === 0x30) return { kind: 'pkcs12', base64: toBase64(bytes) };
  const text = new TextDecoder().decode(bytes);
  if (text.includes('-----BEGIN ')) return { kind: 'pem', text };
  return {
    kind: 'unusable',
    problem: t('file.unknown'),
  };
};
