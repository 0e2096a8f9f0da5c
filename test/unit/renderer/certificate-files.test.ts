import { describe, expect, it } from 'vitest';
import {
  isEncryptedKey,
  recognise,
  splitPem,
  toBase64,
} from '../../../renderer/src/features/server/certificate-files.ts';
import { expiryState } from '../../../renderer/src/features/server/server-form.ts';
import { currentTexts } from '../../../renderer/src/lib/texts.ts';

const block = (label: string, body: string): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;

const t = currentTexts('server');

describe('certificate files', () => {
  it('sorts one file with chain and key into its parts and drops what tools write between', () => {
    const text = `Bag Attributes\n${block('CERTIFICATE', 'AAAA')}\n${block('PRIVATE KEY', 'KKKK')}\nsubject=x\n${block('CERTIFICATE', 'BBBB')}\n`;
    expect(splitPem(text)).toEqual({
      certificates: `${block('CERTIFICATE', 'AAAA')}\n${block('CERTIFICATE', 'BBBB')}`,
      key: block('PRIVATE KEY', 'KKKK'),
    });
    expect(splitPem('nothing')).toEqual({ certificates: '', key: '' });
    expect(splitPem(block('EC PRIVATE KEY', 'x')).key).toContain('EC PRIVATE KEY');
  });

  it('knows an encrypted key of either notation', () => {
    expect(isEncryptedKey(block('ENCRYPTED PRIVATE KEY', 'x'))).toBe(true);
    expect(isEncryptedKey(block('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: x\n\nx'))).toBe(true);
    expect(isEncryptedKey(block('PRIVATE KEY', 'x'))).toBe(false);
  });

  it('tells PKCS#12 from PEM by content and refuses the rest with a reason', () => {
    expect(recognise(Uint8Array.of(0x30, 0x82, 1), t)).toEqual({ kind: 'pkcs12', base64: 'MIIB' });
    expect(recognise(new TextEncoder().encode(block('CERTIFICATE', 'x')), t)).toMatchObject({ kind: 'pem' });
    expect(recognise(new TextEncoder().encode('hello'), t)).toMatchObject({ kind: 'unusable' });
    expect(recognise(new Uint8Array(), t)).toMatchObject({ kind: 'unusable', problem: 'The file is empty.' });
    expect(recognise(new Uint8Array(200_000).fill(0x30), t)).toMatchObject({ kind: 'unusable' });
  });

  it('takes a bare certificate in DER as PEM, PEM in UTF-16, and no text that begins with a zero as DER', () => {
    const der = Uint8Array.of(0x30, 0x82, 0, 5, 0x30, 0x03, 2, 1, 0);
    expect(recognise(der, t)).toEqual({ kind: 'pem', text: `${block('CERTIFICATE', toBase64(der))}\n` });
    const text = block('CERTIFICATE', 'AAAA');
    expect(recognise(Buffer.from(`\ufeff${text}`, 'utf16le'), t)).toMatchObject({ kind: 'pem', text });
    expect(recognise(Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), t)).toMatchObject({ kind: 'pem', text });
    expect(recognise(new TextEncoder().encode(` 0 s:CN=a\n${text}`.trim()), t)).toMatchObject({ kind: 'pem' });
  });

  it('encodes more bytes than fit into one call', () => {
    const bytes = new Uint8Array(100_000).map((_, index) => index % 256);
    expect(Buffer.from(toBase64(bytes), 'base64').equals(Buffer.from(bytes))).toBe(true);
  });

  it('warns of an expiry from thirty days before', () => {
    const day = 86_400_000;
    expect(expiryState(31 * day, 0)).toBe('fine');
    expect(expiryState(30 * day, 0)).toBe('soon');
    expect(expiryState(0, 0)).toBe('past');
  });
});
