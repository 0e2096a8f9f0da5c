import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../renderer/src/lib/decode-text.ts';

describe('text files', () => {
  it('are read in the encodings that spreadsheets write', () => {
    const text = 'Größe,Ω';
    expect(decodeText(Buffer.from(text))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(text);
    expect(decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toBe(text);
    expect(decodeText(Buffer.from('Größe', 'latin1'))).toBe('Größe');
  });
});
