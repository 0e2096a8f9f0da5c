// The core's own upkeep by the clock: what expires is marked, what is old is dropped.
import { say } from '../../shared/locales/admin-texts.ts';
import type { Executor } from '../db/executor.ts';
import type { SettingsStore } from '../db/stores/office/settings.ts';
import { createPinsStore } from '../db/stores/people/pins.ts';
import { createSignInFailureStore } from '../db/stores/people/sign-in-failures.ts';
import type { Stores } from '../db/stores.ts';
import type { CommandQueueService } from '../mdm/command/queue.ts';
import { failuresKeptMs } from '../sign-in/lockout.ts';
import type { CoreEvents } from '../core/events.ts';
import type { Job } from '../core/jobs.ts';
import type { Clock } from '../core/ports.ts';
import { day, hour, minute } from '../core/durations.ts';

export interface MaintenanceDeps {
  readonly executor: Executor;
  readonly stores: Stores;
  readonly settings: SettingsStore;
  readonly queue: CommandQueueService;
  readonly renewListenerCertificate: () => Promise<void>;
  readonly careForAuthorities: () => Promise<void>;
  /** Looks at who does not renew their identity, and tells of it. */
  readonly watchRenewals: () => Promise<void>;
  readonly events: CoreEvents;
  readonly clock: Pick<Clock, 'now'>;
}

/** An identity that ends within this time although its renewal was asked for deserves attention. */
const lateRenewalWarningMs = 60 * day;

/** Rows of one pruning step: check-ins wait for no more than that. */
const pruneStep = 1000;

export const maintenanceJobs = (deps: MaintenanceDeps): Job[] => {
  const { executor, stores, settings, queue, events, clock } = deps;

  const pruneLog = async (): Promise<void> => {
    const { logDays, rawLogDays } = await settings.all();
    const now = clock.now();
    let more = true;
    while (more) more = await stores.log.prune(now - logDays * day, now - rawLogDays * day, pruneStep);
  };

  const markExpired = async (): Promise<void> => {
    for (const id of await stores.enrollments.expired(clock.now())) {
      await stores.enrollments.setState(id, 'expired');
      events.changed('devices', [id]);
    }
    for (const id of await stores.enrollments.notRenewed(clock.now() + lateRenewalWarningMs)) {
      const problem = say('devices.notRenewed');
      await stores.enrollments.update(id, { renewalFailure: { at: clock.now(), problem } });
      events.changed('devices', [id]);
    }
    await deps.watchRenewals();
  };

  return [
    { name: 'expire commands', everyMs: minute, run: () => queue.expire() },
    { name: 'mark expired identities', everyMs: hour, run: markExpired },
    { name: 'look after the authorities', everyMs: day, run: deps.careForAuthorities },
    { name: 'renew the listener certificate', everyMs: 6 * hour, run: deps.renewListenerCertificate },
    { name: 'prune the device log', everyMs: 6 * hour, run: pruneLog },
    {
      name: 'forget old failed sign-ins',
      everyMs: day,
      run: () => createSignInFailureStore(executor).removeOlder(clock.now() - failuresKeptMs),
    },
    { name: 'forget expired PINs', everyMs: hour, run: () => createPinsStore(executor).forgetEnded(clock.now()) },
    { name: 'remove expired tokens', everyMs: day, run: () => stores.tokens.removeExpired(clock.now() - 30 * day) },
  ];
};
