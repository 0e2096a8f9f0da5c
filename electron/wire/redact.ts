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

/** What the office must not learn of a personal device, should it or a forged message say it. */
const hardwareKeys = ['UDID', 'SerialNumber', 'IMEI', 'MEID'];

const patternOf = (keys: readonly string[]): RegExp =>
  new RegExp(`(<key>(?:${keys.join('|')})</key>\\s*)<(data|string)>[^<]*</\\2>`, 'g');
const secrets = patternOf(secretKeys);
const secretsAndHardware = patternOf([...secretKeys, ...hardwareKeys]);

/**
 * The text of an XML property list with the values of known secrets replaced, under User Enrollment (an EnrollmentID is in
 * it) also the identifiers of the hardware; bytes that are no text come back as a note.
 */
export const redactPlist = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (text.includes('\0')) return `(${String(bytes.length)} bytes that are not text)`;
  return text.replace(
    text.includes('<key>EnrollmentID</key>') ? secretsAndHardware : secrets,
    '$1<string>(hidden)</string>',
  );
};
