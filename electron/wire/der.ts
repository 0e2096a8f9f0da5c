// Reads ASN.1 as devices send it: DER, and BER with indefinite lengths or strings in parts, which `toDer` rewrites first.
// Every length is checked against the bytes that are really there: hostile input costs little and is never read past its
// end.
import { type AppError, ProtocolError } from '../core/errors.ts';

/** Tags that the PKI code meets. Bit 0x20 says constructed, bits 0xc0 the class. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element: `source[start, end)` with its header, `source[content, end)` without. Nothing is copied. */
export interface DerNode {
  readonly source: Buffer;
  readonly tag: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

const MAX_CHILDREN = 4096;
const MAX_DEPTH = 24;

const malformed = (why: string): AppError => new ProtocolError('cms.invalid', `The message is not valid DER: ${why}.`);

const readHeader = (source: Buffer, start: number, limit: number): { content: number; length: number } => {
  if (start + 2 > limit) throw malformed('it ends inside a header');
  if (((source[start] ?? 0) & 0x1f) === 0x1f) throw malformed('it uses a tag number above 30');
  const first = source[start + 1] ?? 0;
  if (first < 0x80) return { content: start + 2, length: first };
  if (first === 0x80) return { content: start + 2, length: -1 };
  const count = first & 0x7f;
  if (count > 4 || start + 2 + count > limit) throw malformed('a length field is too long');
  return { content: start + 2 + count, length: source.readUIntBE(start + 2, count) };
};

const readAt = (source: Buffer, start: number, limit: number): DerNode => {
  const { content, length } = readHeader(source, start, limit);
  if (length < 0) throw malformed('it has an indefinite length where a definite one belongs');
  const end = content + length;
  if (end > limit) throw malformed('an element is longer than what is left');
  return { source, tag: source[start] ?? 0, start, content, end };
};

/** Reads the element that fills `source` exactly. Throws `cms.invalid`. */
export const readDer = (source: Buffer): DerNode => {
  const node = readAt(source, 0, source.length);
  if (node.end !== source.length) throw malformed('bytes follow its end');
  return node;
};

/** The elements directly inside a constructed one. Throws `cms.invalid`. */
export const childrenOf = (node: DerNode): DerNode[] => {
  if ((node.tag & 0x20) === 0) throw malformed('a primitive element stands where a constructed one belongs');
  const children: DerNode[] = [];
  let at = node.content;
  while (at < node.end) {
    if (children.length === MAX_CHILDREN) throw malformed('an element has too many parts');
    const child = readAt(node.source, at, node.end);
    children.push(child);
    at = child.end;
  }
  return children;
};

/** Narrows to an element of the given tag. Throws `cms.invalid` naming what was expected. */
export const expectTag = (node: DerNode | undefined, tag: number, what: string): DerNode => {
  if (node?.tag !== tag) throw malformed(`${what} is missing or of another type`);
  return node;
};

/** Content without header, a view into the source. */
export const contentOf = (node: DerNode): Buffer => node.source.subarray(node.content, node.end);

/** The whole element with header, a view into the source. */
export const encodedOf = (node: DerNode): Buffer => node.source.subarray(node.start, node.end);

/** The value wrapped by an OCTET STRING or by an implicitly tagged one. */
export const octetsOf = (node: DerNode): Buffer => {
  if ((node.tag & 0x20) === 0) return contentOf(node);
  return Buffer.concat(childrenOf(node).map((part) => contentOf(expectTag(part, tags.octetString, 'a string part'))));
};

/** Content of a BIT STRING of whole bytes. */
export const bitStringOf = (node: DerNode | undefined): Buffer => {
  const content = contentOf(expectTag(node, tags.bitString, 'a bit string'));
  if (content[0] !== 0) throw malformed('a bit string does not end at a byte');
  return content.subarray(1);
};

/** Far beyond what anybody uses: the longest in the wild, of 2.25 and a UUID, has 20 bytes. */
const MAX_OID_BYTES = 64;

/**
 * Dotted form of an OBJECT IDENTIFIER, with arcs of any size (X.690 8.19). Throws `cms.invalid` for one that ends inside
 * an arc or pads it: what has two encodings could pass for another identifier.
 */
export const oidOf = (node: DerNode | undefined): string => {
  const content = contentOf(expectTag(node, tags.oid, 'an object identifier'));
  if (content.length === 0 || content.length > MAX_OID_BYTES) {
    throw malformed('an object identifier has an impossible size');
  }
  const parts: bigint[] = [];
  let value = 0n;
  let isInside = false;
  for (const byte of content) {
    if (!isInside && byte === 0x80) throw malformed('an object identifier is padded');
    value = (value << 7n) | BigInt(byte & 0x7f);
    isInside = (byte & 0x80) !== 0;
    if (!isInside) {
      parts.push(value);
      value = 0n;
    }
  }
  if (isInside) throw malformed('an object identifier ends inside a number');
  const [first = 0n, ...rest] = parts;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
};

/** Lower-case hexadecimal of an INTEGER without the sign byte. */
export const integerHexOf = (node: DerNode | undefined): string => {
  const content = contentOf(expectTag(node, tags.integer, 'an integer'));
  const unsigned = content.length > 1 && content[0] === 0 ? content.subarray(1) : content;
  return unsigned.toString('hex');
};

/** Text of any of the string types that names and challenges use, or undefined for another type. */
export const textOf = (node: DerNode): string | undefined => {
  const content = contentOf(node);
  switch (node.tag) {
    case tags.utf8String:
      return content.toString('utf8');
    case tags.printableString:
    case tags.ia5String:
    case tags.teletexString:
      return content.toString('latin1');
    case tags.bmpString:
      return content.length % 2 === 0 ? Buffer.from(content).swap16().toString('utf16le') : undefined;
    default:
      return undefined;
  }
};

const encodedLength = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
};

/** Encodes one element from its tag and the parts of its content. */
export const derElement = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag]), encodedLength(length), ...parts]);
};

/** Strings of the universal class that BER may send in parts. */
const stringTags: ReadonlySet<number> = new Set([tags.bitString, tags.octetString]);

/**
 * Whether an element, or one inside it, has an indefinite length or is a string in parts. Reads headers only and copies
 * nothing: every message of every device passes here. What is malformed is left to whoever reads it.
 */
const hasBer = (source: Buffer, start: number, limit: number, depth: number): boolean => {
  let at = start;
  while (at + 2 <= limit) {
    const tag = source[at] ?? 0;
    const first = source[at + 1] ?? 0;
    if (first === 0x80) return true;
    const isConstructed = (tag & 0x20) !== 0;
    if (isConstructed && stringTags.has(tag & ~0x20)) return true;
    const count = first < 0x80 ? 0 : first & 0x7f;
    if (count > 4 || at + 2 + count > limit) return false;
    const content = at + 2 + count;
    const end = content + (count === 0 ? first : source.readUIntBE(at + 2, count));
    if (end > limit) return false;
    if (isConstructed && depth < MAX_DEPTH && hasBer(source, content, end, depth + 1)) return true;
    at = end;
  }
  return false;
};

interface Converted {
  readonly bytes: Buffer;
  readonly end: number;
}

/** The content of a BIT STRING in parts: all but the last are whole bytes (X.690 8.6.4). */
const joinedBits = (parts: readonly Buffer[]): Buffer => {
  const contents = parts.map((part) => contentOf(expectTag(readDer(part), tags.bitString, 'a part of a bit string')));
  const unused = contents.at(-1)?.[0] ?? 0;
  if (contents.slice(0, -1).some((content) => content[0] !== 0)) throw malformed('a bit string has a gap');
  return Buffer.concat([Buffer.of(unused), ...contents.map((content) => content.subarray(1))]);
};

const convert = (source: Buffer, start: number, limit: number, depth: number): Converted => {
  if (depth > MAX_DEPTH) throw malformed('it is nested too deeply');
  const { content, length } = readHeader(source, start, limit);
  const tag = source[start] ?? 0;
  const end = length < 0 ? limit : content + length;
  if (end > limit) throw malformed('an element is longer than what is left');
  if ((tag & 0x20) === 0) {
    if (length < 0) throw malformed('a primitive element has no length');
    return { bytes: source.subarray(start, end), end };
  }
  // What is DER throughout stays as it came: the signature of a certificate covers its bytes.
  if (length >= 0 && !stringTags.has(tag & ~0x20) && !hasBer(source, content, end, depth)) {
    return { bytes: source.subarray(start, end), end };
  }
  const parts: Buffer[] = [];
  let at = content;
  for (;;) {
    if (length >= 0 && at === end) break;
    if (length < 0 && at + 2 <= end && source[at] === 0 && source[at + 1] === 0) {
      at += 2;
      break;
    }
    if (parts.length === MAX_CHILDREN) throw malformed('an element has too many parts');
    const part = convert(source, at, end, depth + 1);
    parts.push(part.bytes);
    at = part.end;
  }
  if (tag === (tags.octetString | 0x20)) {
    return { bytes: derElement(tags.octetString, ...parts.map((part) => octetsOf(readDer(part)))), end: at };
  }
  if (tag === (tags.bitString | 0x20)) return { bytes: derElement(tags.bitString, joinedBits(parts)), end: at };
  return { bytes: derElement(tag, ...parts), end: at };
};

/**
 * Rewrites BER as DER where it has indefinite lengths or strings in parts, at whatever level; DER comes back as it was.
 * Apple's encoder marks the outermost element as indefinite, other clients only some inside. Throws `cms.invalid`.
 */
export const toDer = (source: Buffer): Buffer => {
  if (!hasBer(source, 0, source.length, 0)) return source;
  const { bytes, end } = convert(source, 0, source.length, 0);
  if (end !== source.length) throw malformed('bytes follow its end');
  return bytes;
};
