// The one way by which people and groups of a directory become users and groups here. A sync hands over what it read;
// writes go out in batches that each are whole, so that a sync killed half-way leaves no half person behind.
import { say } from '../../shared/locales/admin-texts.ts';
import type { Clock } from '../core/ports.ts';
import { refusesRow } from '../db/database-error.ts';
import { inSavepoint, inTransaction, type Executor } from '../db/executor.ts';
import { createDirectoryGroupsStore } from '../db/stores/directories/directory-groups.ts';
import { createDirectoryMatchesStore } from '../db/stores/directories/directory-matches.ts';
import {
  createDirectoryPeopleStore,
  type DirectorySource as SourceRef,
} from '../db/stores/directories/directory-people.ts';
import type { DirectorySource, ImportReport } from './import-report.ts';
import { decide, nothingDecided, type Decisions, type Newcomers } from './directory-decisions.ts';
import { nameGroups, type DirectoryGroup } from './directory-group-names.ts';
import type { DirectoryPerson } from '../model/directory-person.ts';

export interface ImportProgress {
  /**
   * When the sync began, in milliseconds; default: now. Everybody seen is stamped with it, whatever the clock does
   * meanwhile, so that `finish` knows them.
   */
  readonly since?: number | undefined;
  /** True if the list is everybody: then whoever here is not in it may have come anew under another id. */
  readonly whole?: boolean | undefined;
  /** Ids there of people whom an administrator called the same as their namesake here. */
  readonly adopt?: readonly string[] | undefined;
  /** Stops between two batches; what was done until then stays. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

/** What `apply` and `finish` would do, in numbers. */
export interface ImportPlan {
  /** People of the directory who are synced now. */
  readonly known: number;
  readonly created: number;
  /** Known people with other data, disabled ones included. */
  readonly changed: number;
  /** Known people who are not in the list any more. */
  readonly missing: number;
  /** How many of the listed groups are known. */
  readonly knownGroups: number;
}

export interface DirectoryImport {
  /** Takes people in or updates them, in batches. Groups must have been applied before. */
  apply(source: DirectorySource, people: readonly DirectoryPerson[], options?: ImportProgress): Promise<ImportReport>;
  /** Writes nothing. Expects the whole list of a full sync. */
  plan(
    source: DirectorySource,
    people: readonly DirectoryPerson[],
    groups?: readonly DirectoryGroup[],
  ): Promise<ImportPlan>;
  /** Adds groups or updates names and descriptions. */
  applyGroups(
    source: DirectorySource,
    groups: readonly DirectoryGroup[],
    options?: Pick<ImportProgress, 'since'>,
  ): Promise<{ created: number; updated: number }>;
  /** Changes the members of one group as a delta tells; people not imported are left out. */
  changeMembers(
    source: SourceRef,
    groupExternalId: string,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<void>;
  /**
   * Ends a full sync that began at `since`: people it did not stamp are kept without sync, groups it did not stamp are
   * deleted unless a user setting or a rule uses them (`keptGroups`).
   */
  finish(
    source: SourceRef,
    since: number,
  ): Promise<{ missing: number; deletedGroups: readonly string[]; keptGroups: readonly string[] }>;
  /** A delta says that these people are gone: they are kept without sync. Resolves to how many. */
  remove(source: SourceRef, externalIds: readonly string[]): Promise<number>;
  /**
   * The directory has these people, but the office does not want them from there: they are kept without sync and not
   * counted as gone; whoever is locked there is disabled here. Resolves to how many left.
   */
  leaveOut(
    source: SourceRef,
    people: readonly { readonly externalId: string; readonly locked: boolean }[],
    since?: number,
  ): Promise<number>;
  /** The directory is deleted here: its people become local ones, its groups manual ones. */
  release(sourceId: string): Promise<void>;
}

const batchSize = 500;
/** What belongs together may make a batch this much larger. */
const largestBatch = 4 * batchSize;

/** Parts of a list that are each written as one. */
const batchesOf = function* <T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += batchSize) yield all.slice(at, at + batchSize);
};

/** People whose addresses go from one to the other stand in the same batch, so that a swap is one step. */
const batchesOfPeople = async function* (
  executor: Executor,
  source: DirectorySource,
  people: readonly DirectoryPerson[],
): AsyncGenerator<readonly DirectoryPerson[]> {
  const store = createDirectoryPeopleStore(executor);
  const waiting = new Map(people.map((person) => [person.externalId, person]));
  const take = (externalIds: readonly string[]): DirectoryPerson[] =>
    externalIds.flatMap((id) => {
      const person = waiting.get(id);
      return person !== undefined && waiting.delete(id) ? [person] : [];
    });
  while (waiting.size > 0) {
    const batch = take([...waiting.keys()].slice(0, batchSize));
    for (let added = batch; added.length > 0 && batch.length < largestBatch; batch.push(...added)) {
      const holders = await store.holders(
        added.map(({ username }) => username),
        [],
      );
      added = take(holders.flatMap((one) => (one.sourceId === source.id ? [one.externalId ?? ''] : [])));
    }
    yield batch;
  }
};

/** `endAccess` ends sessions and tokens of people whom a directory disabled, in the transaction with that executor. */
export const createDirectoryImport = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly endAccess: (userIds: readonly string[], bound: Executor) => Promise<void>;
}): DirectoryImport => {
  const { executor, clock, endAccess } = deps;

  const writePeople = async (
    bound: Executor,
    source: DirectorySource,
    batch: readonly DirectoryPerson[],
    now: number,
    newcomers: Omit<Newcomers, 'store'>,
  ): Promise<Decisions> => {
    const store = createDirectoryPeopleStore(bound);
    const matches = createDirectoryMatchesStore(bound);
    const decisions = await decide(store, source, batch, clock.now(), { ...newcomers, store: matches });
    if (decisions.matches.length > 0) await matches.note(source.id, decisions.matches, now);
    if (decisions.elsewhere.length > 0) await matches.noteElsewhere(source.id, decisions.elsewhere, now);
    if (decisions.settled.length > 0) await matches.settle(source.id, decisions.settled);
    if (decisions.vacated.length > 0) await store.vacate(decisions.vacated);
    if (decisions.updates.length > 0) await store.update(source, decisions.updates, now);
    if (decisions.inserts.length > 0) await store.insert(source, decisions.inserts, now);
    if (decisions.unchanged.length > 0) await store.touch(decisions.unchanged, now);
    const members = [...decisions.members].filter(([, person]) => person.groupExternalIds !== undefined);
    await store.setMemberships(
      source.id,
      members.map(([id]) => id),
      members.flatMap(([userId, person]) =>
        (person.groupExternalIds ?? []).map((groupExternalId) => ({ userId, groupExternalId })),
      ),
    );
    if (decisions.disabled.length > 0) await endAccess(decisions.disabled, bound);
    return decisions;
  };

  /** What becomes of somebody whose row the database does not take: they stay as they are, and are not gone. */
  const refused = async (
    bound: Executor,
    source: DirectorySource,
    person: DirectoryPerson,
    now: number,
  ): Promise<Decisions> => {
    const store = createDirectoryPeopleStore(bound);
    const own = (await store.known(source.id, [person.externalId])).filter((row) => row.own).map(({ id }) => id);
    await store.touch(own, now);
    const who = (person.displayName || person.username || person.externalId).slice(0, 200);
    const reason = say('sync.refusedRow');
    return {
      ...nothingDecided(),
      unchanged: own,
      skipped: [{ who, reason, attribute: 'username' }],
      leftOut: [person.externalId],
    };
  };

  /** All of them at once; if one row is refused, one by one, so that it costs nobody else. */
  const applyBatch = (
    source: DirectorySource,
    batch: readonly DirectoryPerson[],
    now: number,
    newcomers: Omit<Newcomers, 'store'>,
  ): Promise<readonly Decisions[]> =>
    inTransaction(executor, async (bound) => {
      try {
        return [await inSavepoint(bound, (inner) => writePeople(inner, source, batch, now, newcomers))];
      } catch (error) {
        if (!refusesRow(error)) throw error;
      }
      const decided: Decisions[] = [];
      for (const person of batch) {
        try {
          decided.push(await inSavepoint(bound, (inner) => writePeople(inner, source, [person], now, newcomers)));
        } catch (error) {
          if (!refusesRow(error)) throw error;
          decided.push(await refused(bound, source, person, now));
        }
      }
      return decided;
    });

  return {
    async apply(source, people, { signal, progress, whole, adopt, since = clock.now() } = {}) {
      const everybody = whole === true ? new Set(people.map(({ externalId }) => externalId)) : undefined;
      const newcomers = { everybody, adopt: new Set(adopt) };
      let [created, updated, unchanged, done] = [0, 0, 0, 0];
      const skipped: ImportReport['skipped'][number][] = [];
      const leftOut: string[] = [];
      const clashes: ImportReport['clashes'][number][] = [];
      for await (const batch of batchesOfPeople(executor, source, people)) {
        if (signal?.aborted) break;
        for (const decided of await applyBatch(source, batch, since, newcomers)) {
          created += decided.inserts.length;
          updated += decided.updates.length;
          unchanged += decided.unchanged.length;
          skipped.push(...decided.skipped);
          leftOut.push(...decided.leftOut);
          clashes.push(...decided.clashes);
        }
        done += batch.length;
        progress?.(done, people.length);
      }
      return { created, updated, unchanged, skipped, leftOut, clashes };
    },

    async plan(source, people, groups = []) {
      const store = createDirectoryPeopleStore(executor);
      const known = await store.countSynced(source.id);
      const everybody = new Set(people.map(({ externalId }) => externalId));
      const newcomers = { store: createDirectoryMatchesStore(executor), everybody, adopt: new Set<string>() };
      let [created, changed, stillThere] = [0, 0, 0];
      for await (const batch of batchesOfPeople(executor, source, people)) {
        const rows = await store.known(
          source.id,
          batch.map((person) => person.externalId),
        );
        stillThere += rows.filter((row) => row.own && row.syncState !== null && row.syncState !== 'no-sync').length;
        const decided = await decide(store, source, batch, clock.now(), newcomers);
        created += decided.inserts.length;
        changed += decided.updates.length;
      }
      const groupIds = groups.map(({ externalId }) => externalId);
      const knownGroups = (await createDirectoryGroupsStore(executor).known(source.id, groupIds)).length;
      return { known, created, changed, missing: Math.max(0, known - stillThere), knownGroups };
    },

    async applyGroups(source, groups, { since = clock.now() } = {}) {
      let [created, updated] = [0, 0];
      for (const batch of batchesOf(groups)) {
        await inTransaction(executor, async (bound) => {
          const store = createDirectoryGroupsStore(bound);
          const rows = await store.known(
            source.id,
            batch.map((group) => group.externalId),
          );
          // What a deleted directory left behind serves where there is none of this one; the newest comes first.
          const known = new Map([...rows].reverse().map((group) => [group.externalId, group]));
          const wanted = await nameGroups(store, source.name, batch, known);
          const fresh = wanted.filter(({ externalId }) => !known.has(externalId));
          await store.save(source, wanted, since);
          created += fresh.length;
          updated += wanted.length - fresh.length;
        });
      }
      return { created, updated };
    },

    changeMembers: (source, groupExternalId, { add, remove }) =>
      inTransaction(executor, async (bound) => {
        const store = createDirectoryGroupsStore(bound);
        if (remove.length > 0) await store.removeMembers(source.id, groupExternalId, remove);
        if (add.length > 0) await store.addMembers(source.id, groupExternalId, add);
      }),

    async finish(source, since) {
      const missing = await createDirectoryPeopleStore(executor).markUnseen(source.id, since);
      await createDirectoryMatchesStore(executor).dropUnseen(source.id, since);
      const { deleted, kept } = await createDirectoryGroupsStore(executor).removeUnseen(source.id, since);
      return { missing: missing.length, deletedGroups: deleted, keptGroups: kept };
    },

    async remove(source, externalIds) {
      await createDirectoryMatchesStore(executor).settle(source.id, externalIds);
      return (await createDirectoryPeopleStore(executor).markRemoved(source.id, externalIds)).length;
    },

    leaveOut: (source, people, since = clock.now()) =>
      inTransaction(executor, async (bound) => {
        const externalIds = people.map(({ externalId }) => externalId);
        await createDirectoryMatchesStore(bound).settle(source.id, externalIds);
        const { left, disabled } = await createDirectoryPeopleStore(bound).markOutside(source.id, people, since);
        if (disabled.length > 0) await endAccess(disabled, bound);
        return left.length;
      }),

    release: (sourceId) =>
      inTransaction(executor, async (bound) => {
        await createDirectoryPeopleStore(bound).release(sourceId, clock.now());
        await createDirectoryMatchesStore(bound).forget(sourceId);
      }),
  };
};
