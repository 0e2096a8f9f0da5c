// Reads the property lists of devices that carry one odd value: a character that XML has none for, a number that is none.
// It costs itself and nothing around it. Only for bytes whose sender is known: it reads them twice.
import { lookUp } from '../../shared/look-up.ts';
import { isAppError } from '../core/errors.ts';
import { parsePlistDict, type PlistDict } from './plist.ts';

export interface LenientPlist {
  readonly dict: PlistDict;
  /** What was left out or replaced, by its key where it has one; empty for a sound list. */
  readonly odd: readonly string[];
}

/** XML 1.0, 2.2: characters that a document may contain. */
const isXmlCharacter = (code: number): boolean =>
  code === 0x09 ||
  code === 0x0a ||
  code === 0x0d ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const replacement = '\ufffd';

/** Replaces what XML cannot say, written plainly or as a character reference. */
const withoutOddCharacters = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, replacement)
    .replace(/&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,10}));/g, (reference, hex?: string, decimal?: string) =>
      isXmlCharacter(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ? reference : replacement,
    );

const readable: Readonly<Record<string, (text: string) => boolean>> = {
  real: (text) => text !== '' && !Number.isNaN(Number(text)),
  integer: (text) => /^[+-]?\d{1,20}$/.test(text),
  date: (text) => !Number.isNaN(new Date(text).getTime()),
  data: (text) => /^[A-Za-z0-9+/]*={0,2}$/.test(text.replace(/\s+/g, '')),
};

const scalar = /(?:<key>([^<]{0,200})<\/key>\s{0,200})?<(real|integer|date|data)>([^<]*)<\/\2\s*>/g;

/** At most so many names are kept: one odd report must not fill the log. */
const maxNamed = 20;

const repair = (text: string): { text: string; odd: string[] } => {
  const odd: string[] = [];
  const name = (what: string): void => {
    if (odd.length < maxNamed && !odd.includes(what)) odd.push(what);
  };
  const clean = withoutOddCharacters(text);
  if (clean !== text) {
    const marked = [...clean.matchAll(/<key>([^<]{0,200})<\/key>\s{0,200}<string>[^<]*\ufffd/g)];
    for (const [, key = ''] of marked.slice(0, maxNamed)) name(key);
    if (marked.length === 0) name('a character that XML does not have');
  }
  const whole = clean.replace(scalar, (found, key: string | undefined, tag: string, value: string) => {
    if (lookUp(readable, tag)?.(value.trim()) === true) return found;
    name(key ?? `a <${tag}> in a list`);
    return '';
  });
  return { text: whole, odd };
};

/**
 * Like `parsePlistDict`, but a value that cannot be read is left out and named, and characters that XML does not have
 * become U+FFFD. Throws `plist.invalid` for a list that is broken otherwise.
 */
export const parseDevicePlist = (bytes: Buffer): LenientPlist => {
  try {
    return { dict: parsePlistDict(bytes), odd: [] };
  } catch (error) {
    if (!isAppError(error, 'plist.invalid') || bytes.subarray(0, 6).toString('latin1') === 'bplist') throw error;
    const { text, odd } = repair(bytes.toString('utf8').replace(/^\ufeff?\s+/, ''));
    try {
      return { dict: parsePlistDict(Buffer.from(text, 'utf8')), odd };
    } catch (second) {
      // What is wrong with the bytes as they came says more than what is wrong after a repair.
      throw isAppError(second, 'plist.invalid') ? error : second;
    }
  }
};

/**
 * What a text that is no property list seems to say under some keys: only to tell whose it is, once its signature was
 * verified.
 */
export const stringsIn = (bytes: Buffer, keys: readonly string[]): Readonly<Record<string, string>> => {
  const found = new Map<string, string>();
  for (const [, key = '', value = ''] of bytes
    .toString('utf8')
    .matchAll(/<key>([A-Za-z]{1,40})<\/key>\s{0,200}<string>([^<&]{1,128})<\/string>/g)) {
    if (keys.includes(key) && !found.has(key)) found.set(key, value);
  }
  return Object.fromEntries(found);
};
