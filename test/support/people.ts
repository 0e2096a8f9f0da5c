// Builders for people, groups and settings in tests, and a database of their own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../electron/core/ports.ts';
import type { Executor } from '../../electron/db/executor.ts';
import { openDatabase } from '../../electron/db/open.ts';
import type { NewUser } from '../../electron/people/users.ts';
import type { EnrollmentState, EnrollmentType } from '../../shared/model/enrollment.ts';
import { prepareDatabase } from './prepared.ts';

export const noon = Date.UTC(2026, 4, 4, 12);

/** A clock that stands still. */
export const stoppedClock: Clock = { now: () => noon, schedule: () => () => undefined };

/** A fresh database; `close` removes it. */
export const temporaryDatabase = async (): Promise<{
  executor: Executor;
  folder: string;
  close: () => Promise<void>;
}> => {
  const folder = await mkdtemp(join(tmpdir(), 'russet-people-'));
  await prepareDatabase(folder);
  const database = await openDatabase(folder);
  return {
    executor: database.executor,
    folder,
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Input for a user whose fields follow from the name, such as `anna`. */
export const person = (name: string, more: Partial<NewUser> = {}): NewUser => ({
  email: `${name}@office.example`,
  username: `${name}@office.example`,
  firstName: name,
  lastName: 'Example',
  displayName: `${name} Example`,
  groupIds: [],
  ...more,
});

/** Writes an enrollment row for a user, as if a device had enrolled. */
export const giveDevice = async (
  executor: Executor,
  device: { id: string; userId: string; type?: EnrollmentType; state?: EnrollmentState },
): Promise<void> => {
  const type = device.type ?? 'device';
  await executor.write((query) =>
    query
      .insertInto('enrollments')
      .values({
        id: device.id,
        type,
        flow: type === 'user' ? 'account-user' : 'profile-device',
        state: device.state ?? 'enrolled',
        platform: 'iOS',
        user_id: device.userId,
        ownership: 'not-set',
        profile_identifier: 'russet.enrollment',
        server_origin: 'https://mdm.office.example',
        name: 'iPhone',
        topic: 'com.apple.mgmt.test',
        supervised: 0,
        awaiting_configuration: 0,
        declarative_management: 0,
        authenticated_at: noon,
        enrolled_at: noon,
        last_seen_at: noon,
      })
      .execute(),
  );
};

/** Writes an enrollment link for a user. */
export const giveLink = async (
  executor: Executor,
  link: { userId: string; expiresAt: number; usedAt?: number; withdrawnAt?: number },
): Promise<void> => {
  const id = `${link.userId}-${String(link.expiresAt)}`;
  await executor.write((query) =>
    query
      .insertInto('invitations')
      .values({
        id,
        user_id: link.userId,
        token_hash: id,
        created_at: noon,
        expires_at: link.expiresAt,
        used_at: link.usedAt ?? null,
        withdrawn_at: link.withdrawnAt ?? null,
      })
      .execute(),
  );
};
