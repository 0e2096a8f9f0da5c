// The renewal of a device's identity: an InstallProfile of its own enrollment profile with a fresh challenge. It is asked
// for from the half of the identity's life on, at most once a day, until the device has done it.
import type { Clock } from '../../core/ports.ts';
import { identityLifetimeMs, renewalWindowMs } from '../../model/identity-lifetime.ts';
import type { Channel, Enrollment } from '../../model/enrollment.ts';
import { installProfile, profileKind } from './catalog.ts';
import type { CommandDatabase } from './database.ts';
import { type CommandQueueService, urgentPriority } from './queue.ts';
import type { CommandRecord } from './store.ts';
import { day } from '../../core/durations.ts';

export interface RenewalDeps {
  readonly database: Pick<CommandDatabase, 'transaction'>;
  readonly queue: Pick<CommandQueueService, 'prepare' | 'addWithin'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The enrollment profile with a fresh challenge. */
  readonly renewalProfile: (enrollment: Enrollment) => Promise<Uint8Array>;
}

/** The kind under which the renewal of an enrollment waits in the queue. Nothing else may install that profile. */
export const renewalKind = (enrollment: Pick<Enrollment, 'profileIdentifier'>): string =>
  profileKind(enrollment.profileIdentifier);

export const isRenewal = (command: CommandRecord, enrollment: Enrollment): boolean =>
  command.requestType === 'InstallProfile' && command.kind === renewalKind(enrollment);

/** Whether the device should be asked now. Identities issued before `issuedBefore` (ms) are not left their half of life. */
export const isRenewalDue = (
  { certificateNotAfter, renewalRequestedAt = 0 }: Pick<Enrollment, 'certificateNotAfter' | 'renewalRequestedAt'>,
  now: number,
  issuedBefore: number,
): boolean =>
  certificateNotAfter !== undefined &&
  (certificateNotAfter - now <= renewalWindowMs || certificateNotAfter - identityLifetimeMs < issuedBefore) &&
  now - renewalRequestedAt >= day;

/** Queues the renewal before everything else; it is given up when the next one is due. */
export const queueRenewal = async (deps: RenewalDeps, enrollment: Enrollment, channel: Channel): Promise<void> => {
  const payload = Buffer.from(await deps.renewalProfile(enrollment));
  const built = installProfile({ identifier: enrollment.profileIdentifier, payload });
  const command = deps.queue.prepare(channel, built, {
    requestedBy: 'Russet (identity renewal)',
    priority: urgentPriority,
    lifetimeMs: day,
  });
  await deps.database.transaction(async (stores) => {
    await stores.enrollments.update(enrollment.id, { renewalRequestedAt: deps.clock.now() });
    await deps.queue.addWithin(stores, [command]);
  });
};
