// Property lists as a device writes and reads them. Written XML keeps <real> apart from <integer>, as Apple does.
import { buildBinary, parse, parseBinary } from 'plist';

/** A number written as <real> even when it is whole, such as a capacity of 128.0. */
export interface Real {
  readonly real: number;
}

export type PlistInput = string | number | boolean | Date | Uint8Array | Real | readonly PlistInput[] | PlistInputDict;
export interface PlistInputDict {
  readonly [key: string]: PlistInput | undefined;
}

export type PlistOutput = string | number | boolean | Date | Uint8Array | null | PlistOutput[] | PlistDict;
export interface PlistDict {
  [key: string]: PlistOutput;
}

export const real = (value: number): Real => ({ real: value });

const isReal = (value: PlistInput): value is Real =>
  typeof value === 'object' && 'real' in value && typeof value.real === 'number' && Object.keys(value).length === 1;

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const element = (value: PlistInput): string => {
  if (typeof value === 'string') return `<string>${escape(value)}</string>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? `<integer>${String(value)}</integer>` : `<real>${String(value)}</real>`;
  }
  if (value instanceof Date) return `<date>${value.toISOString().replace(/\.\d+Z$/, 'Z')}</date>`;
  if (value instanceof Uint8Array) return `<data>${Buffer.from(value).toString('base64')}</data>`;
  if (isReal(value)) return `<real>${String(value.real)}</real>`;
  if (isList(value)) return `<array>${value.map((item) => element(item)).join('')}</array>`;
  const entries = Object.entries(value).flatMap(([key, item]) =>
    item === undefined ? [] : [`<key>${escape(key)}</key>${element(item)}`],
  );
  return `<dict>${entries.join('')}</dict>`;
};

const isList = (value: PlistInput): value is readonly PlistInput[] => Array.isArray(value);

const doctype =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

/** XML property list. Keys whose value is undefined are left out. */
export const encodePlist = (value: PlistInput): Buffer =>
  Buffer.from(`${doctype}<plist version="1.0">\n${element(value)}\n</plist>\n`, 'utf8');

/** Binary property list of the same value. */
export const encodeBinaryPlist = (value: PlistInput): Buffer =>
  Buffer.from(buildBinary(parse(encodePlist(value).toString())));

const toOutput = (value: unknown): PlistOutput => value as PlistOutput;

/** Decodes XML or binary. Throws if the bytes are neither. */
export const decodePlist = (bytes: Uint8Array): PlistOutput => {
  const buffer = Buffer.from(bytes);
  if (buffer.subarray(0, 6).toString('latin1') === 'bplist') return toOutput(parseBinary(buffer));
  return toOutput(parse(buffer.toString('utf8')));
};

export const isDict = (value: unknown): value is PlistDict =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);

/** Decodes a property list whose root is a dictionary. */
export const decodeDict = (bytes: Uint8Array): PlistDict => {
  const value = decodePlist(bytes);
  if (!isDict(value)) throw new Error('the property list is not a dictionary');
  return value;
};
