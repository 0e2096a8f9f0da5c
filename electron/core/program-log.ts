// The log of the program itself: JSON lines in a file of the data folder. Not the device log. What strangers can cause to
// be written is bounded twice: a line that comes over and over is counted, and a file that is large makes room.
import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describeFailure } from './errors.ts';
import type { LogFields, Logger } from './ports.ts';
import { minute } from './durations.ts';

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

export interface ProgramLogOptions {
  /** A file over this size is moved away. Bytes. */
  readonly maxBytes?: number;
  /** Lines with the same message at once, and as many more a minute as `perMinute`; the rest is counted. */
  readonly burst?: number;
  readonly perMinute?: number;
  /** Milliseconds. */
  readonly now?: () => number;
}

const maxWaitingBytes = 1024 * 1024;
/** One line: somebody's endless text must not fill the file by itself. Characters. */
const maxLine = 64 * 1024;
/** Messages are written in the code, so they are few; what is beyond this is counted together. */
const maxMessages = 500;

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size;
  } catch {
    // No log yet: nothing to move away.
    return 0;
  }
};

const moveAway = (file: string): boolean => {
  try {
    renameSync(file, `${file}.1`);
    return true;
  } catch {
    // Another program reads it, or it is gone: it is tried again after as many bytes.
    return false;
  }
};

/**
 * A file that is moved to `<file>.1` whenever it is over the limit, while it is written as well. A full disk must not end
 * the program: what cannot be written waits for the next line, and is dropped beyond a limit.
 */
const openRotating = (file: string, maxBytes: number) => {
  if (sizeOf(file) > maxBytes) moveAway(file);
  let descriptor = openSync(file, 'a', 0o600);
  let size = sizeOf(file);
  let waiting = Buffer.alloc(0);

  const makeRoom = (): void => {
    size = 0;
    if (!moveAway(file)) return;
    try {
      const next = openSync(file, 'a', 0o600);
      closeSync(descriptor);
      descriptor = next;
    } catch {
      // No more files can be opened: the one that was moved away takes the lines meanwhile.
    }
  };

  return {
    write(line: string): void {
      const text =
        line.length > maxLine
          ? `${JSON.stringify({ msg: 'a line was too long', begin: line.slice(0, 1000) })}\n`
          : line;
      if (waiting.length > maxWaitingBytes) return;
      waiting = Buffer.concat([waiting, Buffer.from(text)]);
      try {
        while (waiting.length > 0) {
          const written = writeSync(descriptor, waiting);
          waiting = waiting.subarray(written);
          size += written;
        }
      } catch {
        return;
      }
      if (size > maxBytes) makeRoom();
    },
  };
};

/** Says whether a message may be written now, and how many like it were left out since the last that was. */
const createFloodGate = (burst: number, perMinute: number, now: () => number) => {
  const gates = new Map<string, { level: number; at: number; omitted: number }>();
  return (message: string): { readonly omitted: number } | undefined => {
    const name = gates.has(message) || gates.size < maxMessages ? message : '';
    const gate = gates.get(name) ?? { level: burst, at: now(), omitted: 0 };
    gates.set(name, gate);
    gate.level = Math.min(burst, gate.level + (Math.max(0, now() - gate.at) * perMinute) / minute);
    gate.at = now();
    if (gate.level < 1) {
      gate.omitted += 1;
      return undefined;
    }
    gate.level -= 1;
    const { omitted } = gate;
    gate.omitted = 0;
    return { omitted };
  };
};

/**
 * Opens `<dataFolder>/logs/russet.log`. A file over 5 MiB is moved to `russet.log.1`, at the start and while running, so
 * both together stay near ten. Of lines with the same message 200 are written at once and then 60 a minute; the next one
 * that is written says how many were left out. Lines are written at once, so that a crash loses none.
 */
export const openProgramLog = (dataFolder: string, options: ProgramLogOptions = {}): Logger => {
  const { maxBytes = 5 * 1024 * 1024, burst = 200, perMinute = 60, now = Date.now } = options;
  const folder = join(dataFolder, folderName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = pino(
    {
      base: null,
      serializers: { error: describeFailure },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
    },
    openRotating(join(folder, fileName), maxBytes),
  );
  const gate = createFloodGate(burst, perMinute, now);
  const writer =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields?: LogFields): void => {
      if (!log.isLevelEnabled(level)) return;
      const passed = gate(message);
      if (!passed) return;
      log[level](passed.omitted === 0 ? (fields ?? {}) : { ...fields, omittedBefore: passed.omitted }, message);
    };
  return { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') };
};
