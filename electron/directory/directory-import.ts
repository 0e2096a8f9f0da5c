// The one way by which people and groups of a directory become users and groups here. A sync hands over what it read;
// writes go out in batches that each are whole, so that a sync killed half-way leaves no half person behind.
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createDirectoryGroupsStore } from '../db/stores/directories/directory-groups.ts';
import {
  createDirectoryPeopleStore,
  type DirectorySource as SourceRef,
} from '../db/stores/directories/directory-people.ts';
import { decidePeople, withPartners, type Decisions } from './decide-people.ts';
import { nameGroups, type DirectoryGroup } from './directory-group-names.ts';
import type { DirectoryPerson, ManagedAppleIdRule, SkippedPerson } from '../model/directory-person.ts';
import { isConstraintFailure } from '../db/database-error.ts';

export interface DirectorySource extends SourceRef {
  /** What the admin calls the directory; tells groups of the same name apart. */
  readonly name: string;
  readonly managedAppleId: ManagedAppleIdRule;
}

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** People who were not taken in, or whose account stays as it was. */
  readonly skipped: readonly SkippedPerson[];
  /** Accounts that keep the Managed Apple ID they have, or none, because another one has what the rule makes. */
  readonly clashes: readonly {
    readonly who: string;
    /** Masked. */
    readonly managedAppleId: string;
    readonly heldBy: string;
  }[];
}

export interface ImportProgress {
  /**
   * When the sync began, in milliseconds; default: now. Everybody seen is stamped with it, whatever the clock does
   * meanwhile, so that `finish` knows them.
   */
  readonly since?: number | undefined;
  /** Stops between two batches; what was done until then stays. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number) => void) | undefined;
  /** The people are all whom the directory has: whoever is not among them is gone there. Default: false. */
  readonly complete?: boolean | undefined;
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
  /** The directory is deleted here: its people become local ones, its groups manual ones. */
  release(sourceId: string): Promise<void>;
}

const batchSize = 500;

const batchesOf = function* <T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += batchSize) yield all.slice(at, at + batchSize);
};

/** `endAccess` ends sessions and tokens of people whom a directory disabled, in the transaction with that executor. */
export const createDirectoryImport = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
  readonly endAccess: (userIds: readonly string[], bound: Executor) => Promise<void>;
}): DirectoryImport => {
  const { executor, clock, endAccess } = deps;

  /** Takes from `rest` a batch and whoever has a name that one of it is to get. `present`: see `decidePeople`. */
  const applyBatch = (
    source: DirectorySource,
    rest: ReadonlyMap<string, DirectoryPerson>,
    size: number,
    since: number,
    present: ReadonlySet<string> | undefined,
  ): Promise<Decisions & { readonly batch: readonly DirectoryPerson[] }> =>
    inTransaction(executor, async (bound) => {
      const store = createDirectoryPeopleStore(bound);
      const batch = await withPartners(store, source, [...rest.values()].slice(0, size), rest);
      const decisions = await decidePeople(store, source, batch, clock.now(), present);
      if (decisions.updates.length > 0) await store.update(source, decisions.updates, since);
      if (decisions.inserts.length > 0) await store.insert(source, decisions.inserts, since);
      if (decisions.unchanged.length > 0) await store.touch(decisions.unchanged, since);
      const members = [...decisions.members].filter(([, person]) => person.groupExternalIds !== undefined);
      await store.setMemberships(
        source.id,
        members.map(([id]) => id),
        members.flatMap(([userId, person]) =>
          (person.groupExternalIds ?? []).map((groupExternalId) => ({ userId, groupExternalId })),
        ),
      );
      if (decisions.disabled.length > 0) await endAccess(decisions.disabled, bound);
      return { ...decisions, batch };
    });

  return {
    async apply(source, people, { signal, progress, since = clock.now(), complete = false } = {}) {
      let [created, updated, unchanged] = [0, 0, 0];
      const skipped: ImportReport['skipped'][number][] = [];
      const clashes: ImportReport['clashes'][number][] = [];
      const rest = new Map(people.map((person) => [person.externalId, person]));
      const total = rest.size;
      const present = complete ? new Set(rest.keys()) : undefined;
      let size = batchSize;
      while (rest.size > 0 && !signal?.aborted) {
        try {
          const decided = await applyBatch(source, rest, size, since, present);
          created += decided.inserts.length;
          updated += decided.updates.length;
          unchanged += decided.unchanged.length;
          skipped.push(...decided.skipped);
          clashes.push(...decided.clashes);
          for (const { externalId } of decided.batch) rest.delete(externalId);
          size = batchSize;
        } catch (error) {
          // One odd row never costs the rest: the batch is tried in smaller ones, down to the person nobody can save.
          const [first] = rest.values();
          if (!isConstraintFailure(error) || first === undefined) throw error;
          if (size > 1) size = Math.ceil(Math.min(size, rest.size) / 8);
          else {
            rest.delete(first.externalId);
            skipped.push({
              who: (first.displayName || first.username || first.externalId).slice(0, 200),
              reason: 'could not be saved beside another record that is here already',
              attribute: 'username',
            });
          }
        }
        progress?.(total - rest.size, total);
      }
      return { created, updated, unchanged, skipped, clashes };
    },

    async plan(source, people, groups = []) {
      const store = createDirectoryPeopleStore(executor);
      const known = await store.countSynced(source.id);
      let [created, changed, stillThere] = [0, 0, 0];
      const present = new Set(people.map((person) => person.externalId));
      for (const batch of batchesOf(people)) {
        const rows = await store.known(
          source.id,
          batch.map((person) => person.externalId),
        );
        stillThere += rows.filter((row) => row.syncState !== null && row.syncState !== 'no-sync').length;
        const decided = await decidePeople(store, source, batch, clock.now(), present);
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
          // As with people: what a deleted directory left behind is taken where this one has none of its own, by name too.
          const names = new Map(
            batch.map(({ externalId, name }) => [externalId, name.trim().slice(0, 128).toLowerCase()]),
          );
          const left = rows.filter(
            (row) => !row.isOwn && row.directoryName.toLowerCase() === names.get(row.externalId),
          );
          const known = new Map([...left, ...rows.filter(({ isOwn }) => isOwn)].map((row) => [row.externalId, row]));
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
      const { deleted, kept } = await createDirectoryGroupsStore(executor).removeUnseen(source.id, since);
      return { missing: missing.length, deletedGroups: deleted, keptGroups: kept };
    },

    async remove(source, externalIds) {
      return (await createDirectoryPeopleStore(executor).markRemoved(source.id, externalIds)).length;
    },

    release: (sourceId) => createDirectoryPeopleStore(executor).release(sourceId, clock.now()),
  };
};
