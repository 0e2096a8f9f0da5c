// Takes secrets out of what a device said before it goes to the device log: what is stored there may be shown and exported.
// The value is decoded, redacted and written anew, so that no spelling of XML (CDATA, references, comments, attributes)
// carries anything past it.
import { isUtf8 } from 'node:buffer';
import { isAppError } from '../core/errors.ts';
import { parsePlist, type PlistDict, type PlistValue } from './plist.ts';

/** Names are compared in lower case, letters and digits alone: `Push-Magic` and `pushMagic` are one. */
const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const secretNames: ReadonlySet<string> = new Set(
  [
    'Token',
    'PushMagic',
    'UnlockToken',
    'BootstrapToken',
    'DigestResponse',
    'AuthToken',
    'AccessToken',
    'RefreshToken',
    'Bearer',
    'TokenData',
    'PushToken',
    'Passcode',
    'PIN',
    'Challenge',
    'BypassCode',
    'ActivationLockBypassCode',
    'RecoveryKey',
    'PersonalRecoveryKey',
    'PasswordHash',
    'Secret',
    'SharedSecret',
    'PrivateKey',
  ].map(folded),
);

const isSecret = (name: string): boolean => secretNames.has(name) || name.endsWith('password');

/**
 * What the office must not learn of a personal device, should it or a forged message say it: what the tables of
 * compatibility forbid to ask there and tells one device, one radio or one contract from another.
 */
const hardwareNames: ReadonlySet<string> = new Set(
  [
    'UDID',
    'ProvisioningUDID',
    'SerialNumber',
    'Serial',
    'IMEI',
    'IMEI2',
    'MEID',
    'EID',
    'ICCID',
    'ECID',
    'UniqueChipID',
    'PhoneNumber',
    'WiFiMAC',
    'BluetoothMAC',
    'EthernetMAC',
    'EthernetMACs',
    'MACAddress',
    'HardwareAddress',
    'EASDeviceIdentifier',
    'iTunesStoreAccountHash',
  ].map(folded),
);

/** A hardware address, whatever it is called. */
const addressPattern = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;

const hidden = '(hidden)';

type Json = string | number | boolean | null | Json[] | { readonly [key: string]: Json };

interface Rules {
  readonly hardware: boolean;
}

const mustHide = (key: string, { hardware }: Rules): boolean => {
  const name = folded(key);
  return isSecret(name) || (hardware && hardwareNames.has(name));
};

const isHardwareAddress = (text: string, { hardware }: Rules): boolean => hardware && addressPattern.test(text.trim());

const redactJson = (value: Json, rules: Rules): Json => {
  if (typeof value === 'string') return isHardwareAddress(value, rules) ? hidden : value;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, rules));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mustHide(key, rules) ? hidden : redactJson(item, rules)]),
  );
};

const startsJson = (first: number | undefined): boolean => first === 0x7b || first === 0x5b;

/** Redacted JSON, as declarative management sends it inside of data; undefined for other text. */
const redactedJson = (text: string, rules: Rules): string | undefined => {
  if (!startsJson(text.charCodeAt(0))) return undefined;
  try {
    return JSON.stringify(redactJson(JSON.parse(text) as Json, rules));
  } catch {
    return undefined;
  }
};

const redactText = (text: string, rules: Rules): string =>
  isHardwareAddress(text, rules) ? hidden : (redactedJson(text, rules) ?? text);

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A property list inside of data may say the same things; undefined for other bytes. */
const redactedInner = (data: Buffer, rules: Rules): string | undefined => {
  if (data[0] !== 0x3c) return undefined;
  try {
    return written(parsePlist(data), rules);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
};

const dataElement = (data: Buffer, rules: Rules): string => {
  const shown =
    startsJson(data[0]) && isUtf8(data) ? redactedJson(data.toString('utf8'), rules) : redactedInner(data, rules);
  return `<data>${(shown === undefined ? data : Buffer.from(shown)).toString('base64')}</data>`;
};

const write = (value: PlistValue, rules: Rules, indent: string, lines: string[]): void => {
  switch (typeof value) {
    case 'string':
      lines.push(`${indent}<string>${escaped(redactText(value, rules))}</string>`);
      return;
    case 'bigint':
      lines.push(`${indent}<integer>${String(value)}</integer>`);
      return;
    case 'number': {
      const tag = Number.isInteger(value) ? 'integer' : 'real';
      lines.push(`${indent}<${tag}>${String(value)}</${tag}>`);
      return;
    }
    case 'boolean':
      lines.push(`${indent}<${String(value)}/>`);
      return;
    default:
  }
  if (value instanceof Date) lines.push(`${indent}<date>${value.toISOString().replace(/\.\d+Z$/, 'Z')}</date>`);
  else if (Buffer.isBuffer(value)) lines.push(indent + dataElement(value, rules));
  else if (Array.isArray(value)) {
    lines.push(`${indent}<array>`);
    for (const item of value) write(item, rules, `${indent}\t`, lines);
    lines.push(`${indent}</array>`);
  } else {
    lines.push(`${indent}<dict>`);
    for (const [key, item] of Object.entries(value)) {
      lines.push(`${indent}\t<key>${escaped(key)}</key>`);
      write(mustHide(key, rules) ? hidden : item, rules, `${indent}\t`, lines);
    }
    lines.push(`${indent}</dict>`);
  }
};

const header = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">`;

const written = (value: PlistValue, rules: Rules): string => {
  const lines = [header];
  write(value, rules, '', lines);
  lines.push('</plist>', '');
  return lines.join('\n');
};

const isDict = (value: PlistValue): value is PlistDict =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && !Buffer.isBuffer(value);

/** Under User Enrollment a message names an EnrollmentID. */
const isOfUserEnrollment = (value: PlistValue): boolean => isDict(value) && value['EnrollmentID'] !== undefined;

/** A name that Apple gave: what is longer or has digits may be a secret that slipped between the tags. */
const plainName = /^[A-Za-z][A-Za-z ._-]{0,39}$/;

/**
 * What a message that cannot be decoded looks like: its elements and the names of its keys, without any value, since
 * nobody can say which of them is a secret.
 */
const outlineOf = (text: string): string => {
  const withoutHiding = text.replace(/<!--[^]*?(?:-->|$)/g, '').replace(/<!\[CDATA\[[^]*?(?:\]\]>|$)/g, '\u2026');
  let key = false;
  const parts = withoutHiding.split(/(<[^<>]*>?)/).map((part) => {
    if (part.startsWith('<')) {
      const [, slash = '', name = ''] = /^<(\/?)\s*([A-Za-z]{1,20})/.exec(part) ?? [];
      key = slash === '' && name === 'key';
      if (name === '') return '<\u2026>';
      return `<${slash}${name}${/\/\s*>$/.test(part) && slash === '' ? '/' : ''}>`;
    }
    if (part.trim() === '') return part;
    return key && plainName.test(part.trim()) ? part : '\u2026';
  });
  return `(not a property list that can be read: its values are left out)\n${parts.join('')}`;
};

/**
 * The text of an XML property list with the values of known secrets replaced, under User Enrollment (an EnrollmentID is in
 * it) also whatever identifies the hardware. `decoded` is its value, should the caller have it already. What cannot be
 * decoded is shown without its values, and bytes that are no text as a note.
 */
export const redactPlist = (bytes: Uint8Array, decoded?: PlistValue): string => {
  try {
    const value = decoded ?? parsePlist(bytes);
    return written(value, { hardware: isOfUserEnrollment(value) });
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  if (bytes.length === 0) return '';
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (text.includes('\0')) return `(${String(bytes.length)} bytes that are not text)`;
  return outlineOf(text);
};
