// XML property lists: bytes <-> values. Reading streams over saxes, ten times faster than building a tree first
// (docs/performance.md), and bounded: depth, number of keys and values, attributes and time have limits, entities of a DTD
// are never expanded, and the bytes become text piece by piece.
import { StringDecoder } from 'node:string_decoder';
import { build, type PlistValue as BuildValue } from 'plist';
import { SaxesParser } from 'saxes';
import { carried } from '../core/carried-text.ts';
import { type AppError, ProtocolError } from '../core/errors.ts';

export type PlistValue = string | number | bigint | boolean | Date | Buffer | PlistValue[] | PlistDict;
export interface PlistDict {
  [key: string]: PlistValue;
}

const maxDepth = 64;
const maxValues = 500_000;
const maxKeys = 500_000;
/** Long keys of a dictionary cost more than they can mean; Apple's longest has some sixty characters. */
const maxKeyLength = 4096;
/** A property list has one, its version. */
const maxAttributes = 64;
/** One integer, date or number is never longer; a string may be. */
const maxScalar = 1024;
/** Bytes that are turned into text at once; the time is looked at in between. */
const pieceSize = 64 * 1024;
/** The largest report of a large Mac takes a tenth of it on a slow computer. Milliseconds. */
const maxTime = 5000;

const invalid = (why: string): AppError =>
  new ProtocolError('plist.invalid', `The property list cannot be read: ${why}. Send an XML property list.`);

type Container =
  | { readonly kind: 'array'; readonly value: PlistValue[] }
  | { readonly kind: 'dict'; readonly value: PlistDict; key: string | undefined };

const scalarTags: ReadonlySet<string> = new Set(['string', 'integer', 'real', 'true', 'false', 'date', 'data', 'key']);

const base64Pattern = /^[A-Za-z0-9+/]*={0,2}$/;

const readScalar = (tag: string, text: string): PlistValue => {
  switch (tag) {
    case 'string':
      return text;
    case 'integer': {
      const trimmed = text.trim();
      if (!/^[+-]?\d{1,20}$/.test(trimmed)) throw invalid('an integer is not a number');
      const number = Number(trimmed);
      return Number.isSafeInteger(number) ? number : BigInt(trimmed);
    }
    case 'real': {
      const trimmed = text.trim();
      const number = Number(trimmed);
      if (trimmed === '' || Number.isNaN(number)) throw invalid('a real is not a number');
      return number;
    }
    case 'true':
      return true;
    case 'false':
      return false;
    case 'date': {
      const date = new Date(text.trim());
      if (Number.isNaN(date.getTime())) throw invalid('a date is malformed');
      return date;
    }
    default: {
      const compact = text.replace(/\s+/g, '');
      if (!base64Pattern.test(compact)) throw invalid('data is not base64');
      return Buffer.from(compact, 'base64');
    }
  }
};

/**
 * Reads an XML property list. Throws `plist.invalid` for anything else: binary or truncated input, undeclared
 * entities, nesting deeper than 64, more than half a million keys or values, more than five seconds. Integers beyond 2^53
 * come back as bigint.
 */
export const parsePlist = (bytes: Uint8Array): PlistValue => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) throw invalid('it is empty');
  if (buffer.subarray(0, 6).toString('latin1') === 'bplist') throw invalid('it is binary');
  const stack: Container[] = [];
  let root: { value: PlistValue } | undefined;
  let text = '';
  let open: string | undefined;
  let insidePlist = false;
  let values = 0;
  let keys = 0;
  let attributes = 0;

  const place = (value: PlistValue): void => {
    if (++values > maxValues) throw invalid('it has too many values');
    const parent = stack.at(-1);
    if (!parent) {
      if (root) throw invalid('it has more than one root value');
      root = { value };
    } else if (parent.kind === 'array') parent.value.push(value);
    else {
      if (parent.key === undefined) throw invalid('a value has no key');
      Object.defineProperty(parent.value, parent.key, { value, enumerable: true, writable: true, configurable: true });
      parent.key = undefined;
    }
  };

  const parser = new SaxesParser({ position: false });
  parser.on('error', (error) => {
    throw invalid(error.message.replace(/[.\s]+$/, ''));
  });
  parser.on('attribute', () => {
    if (++attributes > maxAttributes) throw invalid('it has too many attributes');
  });
  parser.on('opentag', ({ name }) => {
    if (open !== undefined) throw invalid(`<${open}> contains another element`);
    if (name === 'plist') {
      if (insidePlist) throw invalid('<plist> is nested');
      insidePlist = true;
      return;
    }
    if (!insidePlist) throw invalid('<plist> is missing');
    text = '';
    if (name === 'dict' || name === 'array') {
      if (stack.length >= maxDepth) throw invalid('it is nested too deeply');
      const container: Container =
        name === 'dict' ? { kind: 'dict', value: {}, key: undefined } : { kind: 'array', value: [] };
      place(container.value);
      stack.push(container);
    } else if (scalarTags.has(name)) open = name;
    else throw invalid(`<${name.slice(0, 40)}> is unknown`);
  });
  const addText = (piece: string): void => {
    if (open !== undefined) {
      text += piece;
      if (text.length > maxScalar && open !== 'string' && open !== 'data' && open !== 'key') {
        throw invalid(`<${open}> is too long`);
      }
    } else if (piece.trim() !== '') throw invalid('there is text outside of values');
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    if (name === 'plist') return;
    if (name === 'dict' || name === 'array') {
      const container = stack.pop();
      if (container?.kind === 'dict' && container.key !== undefined) throw invalid('a key has no value');
      return;
    }
    open = undefined;
    if (name === 'key') {
      const parent = stack.at(-1);
      if (parent?.kind !== 'dict' || parent.key !== undefined) throw invalid('a key is out of place');
      if (++keys > maxKeys) throw invalid('it has too many keys');
      if (text.length > maxKeyLength) throw invalid('a key is too long');
      parent.key = text;
    } else place(readScalar(name, text));
    text = '';
  });
  const decoder = new StringDecoder('utf8');
  const until = performance.now() + maxTime;
  for (let at = 0; at < buffer.length; at += pieceSize) {
    if (at > 0 && performance.now() > until) throw invalid('it takes too long to read');
    parser.write(decoder.write(buffer.subarray(at, at + pieceSize)));
  }
  parser.write(decoder.end()).close();
  if (!root) throw invalid('it has no value');
  return root.value;
};

/** Like parsePlist, but the root must be a dictionary. */
export const parsePlistDict = (bytes: Uint8Array): PlistDict => {
  const value = parsePlist(bytes);
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Date || Buffer.isBuffer(value)) {
    throw invalid('its root is not a dictionary');
  }
  return value;
};

export type PlistInput =
  string | number | bigint | boolean | Date | Uint8Array | readonly PlistInput[] | PlistInputDict;
export interface PlistInputDict {
  readonly [key: string]: PlistInput | undefined;
}

/** Builds an XML property list; characters that XML does not have are left out, and keys whose value is undefined are left out. */
export const buildPlist = (value: PlistInput): string => build(withoutUndefined(value) as BuildValue, { pretty: true });

const isDict = (value: PlistInput): value is PlistInputDict =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Uint8Array);

const withoutUndefined = (value: PlistInput): unknown => {
  // Stored before it was checked where it comes in: a profile with one character less is better than none.
  if (typeof value === 'string') return carried(value);
  if (Array.isArray(value)) return (value as readonly PlistInput[]).map(withoutUndefined);
  if (!isDict(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, PlistInput] => entry[1] !== undefined)
      .map(([key, item]) => [carried(key), withoutUndefined(item)]),
  );
};
