// A whole PKI over a real database in a temporary folder, with a clock that tests move.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../electron/core/ports.ts';
import { createSecretBox } from '../../../electron/core/secret-box.ts';
import { openDatabase } from '../../../electron/db/open.ts';
import { createPkiTransaction } from '../../../electron/office/certificate-changes.ts';
import {
  createIssuedCertificates,
  createPkiSecrets,
  createPkiSettings,
} from '../../../electron/db/stores/protocol/pki.ts';
import { openAuthority } from '../../../electron/pki/authority.ts';
import { prepareDatabase } from '../prepared.ts';

export const DAY = 86_400_000;

export const movableClock = (start: number): Clock & { advance(ms: number): void } => {
  let now = start;
  return { now: () => now, schedule: () => () => undefined, advance: (ms) => void (now += ms) };
};

export const openPki = async (start = Date.now()) => {
  const folder = await mkdtemp(join(tmpdir(), 'russet-pki-'));
  await prepareDatabase(folder);
  const database = await openDatabase(folder);
  const clock = movableClock(start);
  const deps = {
    transaction: createPkiTransaction({ executor: database.executor, clock }),
    settings: createPkiSettings(database.executor),
    secrets: createPkiSecrets(database.executor),
    issued: createIssuedCertificates(database.executor),
    secretBox: createSecretBox(randomBytes(32), 'key-file'),
    clock,
    organization: 'Test Office',
  };
  return {
    ...deps,
    folder,
    executor: database.executor,
    authority: await openAuthority(deps),
    async close() {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
};

export type TestPki = Awaited<ReturnType<typeof openPki>>;
