// Basic Encoding Rules as LDAP uses them (RFC 4511 5.1): definite lengths only. Shares no code with the client under test.

export interface Tlv {
  readonly tag: number;
  readonly value: Buffer;
}

/** The first element and how many bytes it takes; undefined while it is not complete. Throws for what LDAP forbids. */
export const readTlv = (bytes: Buffer): { readonly tlv: Tlv; readonly size: number } | undefined => {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  if ((tag & 0x1f) === 0x1f) throw new Error('LDAP has no tags of several bytes');
  let start = 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new Error('LDAP wants definite lengths');
    if (bytes.length < 2 + count) return undefined;
    length = bytes.readUIntBE(2, count);
    start += count;
  }
  if (bytes.length < start + length) return undefined;
  return { tlv: { tag, value: bytes.subarray(start, start + length) }, size: start + length };
};

/** All elements of a constructed value. */
export const children = ({ value }: Tlv): Tlv[] => {
  const found: Tlv[] = [];
  for (let rest = value; rest.length > 0;) {
    const read = readTlv(rest);
    if (!read) throw new Error('a constructed value ends in the middle of an element');
    found.push(read.tlv);
    rest = rest.subarray(read.size);
  }
  return found;
};

/** The only element of what must hold exactly these tags. */
export const expectTag = (tlv: Tlv | undefined, tag: number, what: string): Tlv => {
  if (tlv?.tag !== tag) throw new Error(`${what}: tag ${String(tlv?.tag)} instead of ${String(tag)}`);
  return tlv;
};

export const integerOf = ({ value }: Tlv): number => (value.length === 0 ? 0 : value.readIntBE(0, value.length));

export const tlv = (tag: number, ...parts: readonly (Buffer | string)[]): Buffer => {
  const value = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)));
  if (value.length < 0x80) return Buffer.concat([Buffer.from([tag, value.length]), value]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return Buffer.concat([Buffer.from([tag, 0x84]), length, value]);
};

export const integer = (value: number, tag = 0x02): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return tlv(tag, bytes);
};
