// DER for the simulated device: a writer and a strict reader, just enough for certificates, CSRs, CMS and SCEP.
// Written apart from the server's ASN.1 code on purpose, so that a mistake there cannot hide here.

/** One decoded TLV. `content` is the value, `raw` the whole encoding. */
export interface DerNode {
  readonly tag: number;
  readonly content: Buffer;
  readonly raw: Buffer;
}

const encodeLength = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
};

/** Encodes one TLV whose value is the concatenation of `parts`. */
export const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content]);
};

export const sequence = (...parts: readonly Buffer[]): Buffer => tlv(0x30, ...parts);

/** A SET OF: DER wants its members sorted by their encoding. */
export const setOf = (...parts: readonly Buffer[]): Buffer =>
  tlv(0x31, ...[...parts].sort((a, b) => Buffer.compare(a, b)));

export const octetString = (value: Buffer): Buffer => tlv(0x04, value);
export const bitString = (value: Buffer, unusedBits = 0): Buffer => tlv(0x03, Buffer.from([unusedBits]), value);
export const nullValue = (): Buffer => Buffer.from([0x05, 0x00]);
export const utf8String = (value: string): Buffer => tlv(0x0c, Buffer.from(value, 'utf8'));
export const printableString = (value: string): Buffer => tlv(0x13, Buffer.from(value, 'ascii'));
export const booleanTrue = (): Buffer => Buffer.from([0x01, 0x01, 0xff]);

/** A context-specific tag; `constructed` for explicit tagging and implicit sequences or sets. */
export const contextTag = (number: number, constructed: boolean, ...parts: readonly Buffer[]): Buffer =>
  tlv((constructed ? 0xa0 : 0x80) | number, ...parts);

/** A non-negative INTEGER from a number or from big-endian bytes. */
export const integer = (value: number | Buffer): Buffer => {
  let bytes = value;
  if (typeof bytes === 'number') {
    const hex = bytes.toString(16);
    bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  }
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  return (trimmed[0] ?? 0) & 0x80 ? tlv(0x02, Buffer.from([0]), trimmed) : tlv(0x02, trimmed);
};

export const oid = (dotted: string): Buffer => {
  const arcs = dotted.split('.').map(Number);
  const [first = 0, second = 0, ...rest] = arcs;
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(0x06, Buffer.from(bytes));
};

/** UTCTime to 2049, GeneralizedTime after, as X.509 and CMS want it. */
export const time = (when: Date): Buffer => {
  const digits = when.toISOString().replace(/[-:T]|\.\d+/g, '');
  return when.getUTCFullYear() < 2050
    ? tlv(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : tlv(0x18, Buffer.from(digits, 'ascii'));
};

/** Reads the TLV at `offset`. Throws if it is truncated, of indefinite length or has a long-form tag. */
export const readTlv = (bytes: Buffer, offset = 0): DerNode => {
  const tag = bytes[offset];
  let length = bytes[offset + 1];
  if (tag === undefined || length === undefined) throw new Error('DER: truncated');
  if ((tag & 0x1f) === 0x1f) throw new Error('DER: long tags are not used in these formats');
  let header = 2;
  if (length === 0x80) throw new Error('DER: indefinite length is not DER');
  if (length > 0x80) {
    const count = length & 0x7f;
    if (count > 4) throw new Error('DER: length too large');
    length = bytes.readUIntBE(offset + 2, count);
    header += count;
  }
  const end = offset + header + length;
  if (end > bytes.length) throw new Error('DER: truncated');
  return { tag, content: bytes.subarray(offset + header, end), raw: bytes.subarray(offset, end) };
};

/** The TLVs inside a constructed value. */
export const children = (node: DerNode): DerNode[] => {
  const found: DerNode[] = [];
  for (let offset = 0; offset < node.content.length;) {
    const child = readTlv(node.content, offset);
    found.push(child);
    offset += child.raw.length;
  }
  return found;
};

/** The child at `index`; throws naming `what` when it is not there. */
export const childAt = (node: DerNode, index: number, what: string): DerNode => {
  const child = children(node)[index];
  if (child === undefined) throw new Error(`DER: ${what} is missing`);
  return child;
};

export const readOid = (node: DerNode): string => {
  if (node.tag !== 0x06) throw new Error('DER: expected an object identifier');
  const arcs: number[] = [];
  let value = 0;
  for (const byte of node.content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      arcs.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
};

/** The octets of an OCTET STRING, also of one that was split into constructed parts. */
export const readOctets = (node: DerNode): Buffer =>
  (node.tag & 0x20) === 0 ? node.content : Buffer.concat(children(node).map((part) => readOctets(part)));
