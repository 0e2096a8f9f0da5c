// How tools turn the characters of a PKCS#12 password into bytes.

/** One way to write a password: `wide` for the derivation of RFC 7292 (UTF-16, with its end), `plain` for PBKDF2. */
export interface Spelling {
  readonly wide: Buffer;
  readonly plain: Buffer;
}

const wideOf = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le').swap16();

/**
 * The ways to write a password, the one of the standards first. An ASCII password has a single one. Another may have been
 * typed composed or decomposed (macOS), in Latin-1 (a terminal of Windows), or as UTF-8 bytes widened one by one, which
 * OpenSSL did before 1.1. No password is either an empty text or nothing at all.
 */
export const spellingsOf = (password: string): Spelling[] => {
  if (password === '') {
    const plain = Buffer.alloc(0);
    return [
      { wide: wideOf(''), plain },
      { wide: Buffer.alloc(0), plain },
    ];
  }
  const texts = [...new Set([password, password.normalize('NFC'), password.normalize('NFD')])];
  return texts.flatMap((text) => {
    const utf8 = Buffer.from(text, 'utf8');
    const standard = { wide: wideOf(text), plain: utf8 };
    if (utf8.length === text.length) return [standard];
    const latin1 = Buffer.from(text, 'latin1');
    const isLatin1 = latin1.toString('latin1') === text;
    return [
      standard,
      ...(isLatin1 ? [{ wide: wideOf(text), plain: latin1 }] : []),
      { wide: wideOf(utf8.toString('latin1')), plain: utf8 },
    ];
  });
};
