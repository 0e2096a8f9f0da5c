// RSA keys for simulated devices and stand-ins. One takes a fifth of a second of the processor or more, and an office with
// its devices needs a dozen: a process makes few and hands them out in turn.
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);
const count = 32;
const keys: Promise<KeyObject>[] = [];
let handedOut = 0;

/** A private RSA key of 2048 bits: never one of the last 31 of this process. */
export const readyRsaKey = (): Promise<KeyObject> => {
  const place = handedOut++ % count;
  return (keys[place] ??= generate('rsa', { modulusLength: 2048 }).then(({ privateKey }) => privateKey));
};
