// The log of the program itself: JSON lines in a file of the data folder, bounded in size. Not the device log.
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describeFailure } from './errors.ts';
import type { Logger } from './ports.ts';

const maxBytes = 5 * 1024 * 1024;
const maxWaitingBytes = 1024 * 1024;
const folderName = 'logs';
const fileName = 'russet.log';

/** Field names whose values never reach the file, at the top and one level down. */
const secretFields = [
  'password',
  'key',
  'privateKey',
  'keyPem',
  'token',
  'pushMagic',
  'unlockToken',
  'passphrase',
  'challenge',
];

const rotate = (file: string) => {
  try {
    if (statSync(file).size > maxBytes) renameSync(file, `${file}.1`);
  } catch {
    // No log yet: nothing to move away.
  }
};

/**
 * Opens `<dataFolder>/logs/russet.log`; a file over 5 MiB is moved to `russet.log.1` first. Lines are written at once, so
 * that a crash loses none.
 */
export const openProgramLog = (dataFolder: string): Logger => {
  const folder = join(dataFolder, folderName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, fileName);
  rotate(file);
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600, maxLength: maxWaitingBytes });
  // A full disk must not end the program: what cannot be written waits, and is dropped beyond the limit.
  destination.on('error', () => undefined);
  const log = pino(
    {
      base: null,
      serializers: { error: describeFailure },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
    },
    destination,
  );
  return {
    debug: (message, fields) => {
      log.debug(fields ?? {}, message);
    },
    info: (message, fields) => {
      log.info(fields ?? {}, message);
    },
    warn: (message, fields) => {
      log.warn(fields ?? {}, message);
    },
    error: (message, fields) => {
      log.error(fields ?? {}, message);
    },
  };
};
