// What becomes of people whom their directory tells of no more: they are kept, disabled, or disabled and their devices
// retired, as the directory's policy says. A sync asks only after it has read everything.
import { isAppError, type AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createDirectoryMatchesStore } from '../db/stores/directories/directory-matches.ts';
import { createGonePeopleStore, type GonePerson } from '../db/stores/directories/gone-people.ts';
import { createAudit } from '../office/audit.ts';
import type { DirectorySource } from './import-report.ts';

export interface GoneOutcome {
  /** Names of those who were disabled. */
  readonly disabled: readonly string[];
  /** Devices that were asked to go. */
  readonly retired: number;
  /** Devices that could not be asked, and why. */
  readonly failed: readonly { readonly who: string; readonly reason: AppError['text'] }[];
}

export const nobodyGone: GoneOutcome = { disabled: [], retired: 0, failed: [] };

export interface GonePeople {
  /**
   * External ids of those about whose going something is to be decided: enabled people of the directory who are not
   * `present`, or, without that list, whom syncs have found gone. Nobody where gone people are kept.
   */
  open(source: Pick<DirectorySource, 'id'>, present?: ReadonlySet<string>): Promise<readonly string[]>;
  /** How many may be disabled at once without asking; undefined where gone people are kept. */
  limit(source: Pick<DirectorySource, 'id'>): Promise<number | undefined>;
  /**
   * Disables those of them whom a sync has found gone, and retires what they have enrolled if the policy says so, each
   * device as an administrator would; also devices that an earlier sync did not get to.
   */
  settle(source: DirectorySource, externalIds: readonly string[]): Promise<GoneOutcome>;
}

export interface GonePeopleDeps {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  /** Ends sessions and tokens of people who were disabled, in the transaction with that executor. */
  readonly endAccess: (userIds: readonly string[], bound: Executor) => Promise<void>;
  /** Throws `command.forbidden` for a device that cannot be asked to go. */
  readonly retireDevice: (enrollmentId: string, actor: string) => Promise<void>;
}

const itself = 'Russet';

export const createGonePeople = ({ executor, clock, endAccess, retireDevice }: GonePeopleDeps): GonePeople => {
  const policyOf = (sourceId: string) => createDirectoryMatchesStore(executor).policy(sourceId);

  const disable = (source: DirectorySource, externalIds: ReadonlySet<string>, retiring: boolean) =>
    inTransaction(executor, async (bound) => {
      const store = createGonePeopleStore(bound);
      // Read anew: a sync may have found them under another id, and an administrator may have decided.
      const people = (await store.open(source.id, true)).filter(({ externalId }) => externalIds.has(externalId));
      if (people.length === 0) return [];
      const ids = people.map(({ id }) => id);
      await store.disable(ids, retiring, clock.now());
      await createAudit({ executor: bound, clock }).record(
        ...people.map(({ displayName }) => ({
          actor: itself,
          category: 'Users' as const,
          type: 'User' as const,
          name: displayName,
          activity: 'Disabled' as const,
          changes: [
            { attribute: 'Enabled', before: 'Yes', after: 'No' },
            { attribute: 'Gone From Directory', after: source.name },
          ],
        })),
      );
      await endAccess(ids, bound);
      return people.map(({ displayName }) => displayName);
    });

  const retire = async (person: GonePerson): Promise<Omit<GoneOutcome, 'disabled'>> => {
    let retired = 0;
    const failed: GoneOutcome['failed'][number][] = [];
    for (const enrollmentId of await createGonePeopleStore(executor).liveEnrollments(person.id)) {
      try {
        await retireDevice(enrollmentId, itself);
        retired += 1;
      } catch (error) {
        // It ended meanwhile, or takes no such command: that will not be otherwise the next time.
        if (!isAppError(error)) throw error;
        if (error.code !== 'record.notFound') failed.push({ who: person.displayName, reason: error.text });
      }
    }
    return { retired, failed };
  };

  return {
    async open(source, present) {
      if ((await policyOf(source.id)).gone === 'keep') return [];
      const people = await createGonePeopleStore(executor).open(source.id, present === undefined);
      return people.map(({ externalId }) => externalId).filter((id) => present?.has(id) !== true);
    },

    async limit(source) {
      const { gone, goneLimit } = await policyOf(source.id);
      return gone === 'keep' ? undefined : goneLimit;
    },

    async settle(source, externalIds) {
      const { gone } = await policyOf(source.id);
      const disabled = gone === 'keep' ? [] : await disable(source, new Set(externalIds), gone === 'retire');
      let retired = 0;
      const failed: GoneOutcome['failed'][number][] = [];
      const store = createGonePeopleStore(executor);
      for (const person of await store.retiring(source.id)) {
        // Somebody may have changed the policy since.
        const outcome = gone === 'retire' ? await retire(person) : { retired: 0, failed: [] };
        retired += outcome.retired;
        failed.push(...outcome.failed);
        await store.settle([person.id]);
      }
      return { disabled, retired, failed };
    },
  };
};
