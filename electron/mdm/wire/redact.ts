// Takes secrets out of a property list before it goes to the device log: what is stored there may be shown and exported.

const secretKeys = [
  'Token',
  'PushMagic',
  'UnlockToken',
  'BootstrapToken',
  'DigestResponse',
  'AuthToken',
  'TokenData',
  'PushToken',
  'Passcode',
  'Password',
  'NewPassword',
  'CurrentPassword',
  'PIN',
  'Challenge',
];

const pattern = new RegExp(`(<key>(?:${secretKeys.join('|')})</key>\\s*)<(data|string)>[^<]*</\\2>`, 'g');

/** The text of an XML property list with the values of known secrets replaced; bytes that are no text come back as a note. */
export const redactPlist = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (text.includes('\0')) return `(${String(bytes.length)} bytes that are not text)`;
  return text.replace(pattern, '$1<string>(hidden)</string>');
};
