// The one way by which people and groups of a directory become users and groups here. A sync hands over what it read;
// writes go out in batches that each are whole, so that a sync killed half-way leaves no half person behind.
import { randomUUID } from 'node:crypto';
import { maskManagedAppleId } from '../../shared/model/managed-apple-id.ts';
import type { Clock } from '../core/ports.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createDirectoryGroupsStore } from '../db/stores/directories/directory-groups.ts';
import {
  createDirectoryPeopleStore,
  type DirectoryPeopleStore,
  type DirectorySource as SourceRef,
  type Holder,
  type SyncedPerson,
} from '../db/stores/directories/directory-people.ts';
import { enrollingCountsMs } from '../people/admission.ts';
import { nameGroups, type DirectoryGroup } from './directory-group-names.ts';
import {
  managedAppleIdBy,
  whyUnusable,
  type DirectoryPerson,
  type ManagedAppleIdRule,
  type SkippedPerson,
} from '../model/directory-person.ts';

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
  /** External ids of those whose entry was not taken over as a whole: skipped, or with a clash. */
  readonly leftOut: readonly string[];
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

const lower = (text: string): string => text.toLowerCase();

/** Sorted, so that equal attributes are equal texts. */
const attributesText = (attributes: DirectoryPerson['attributes']): string =>
  JSON.stringify(Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))));

const same = (a: SyncedPerson, b: SyncedPerson): boolean =>
  a.username === b.username &&
  a.email === b.email &&
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  a.displayName === b.displayName &&
  a.managedAppleId === b.managedAppleId &&
  a.enabled === b.enabled &&
  a.locale === b.locale &&
  a.attributes === b.attributes &&
  a.syncState === b.syncState;

interface Decisions {
  readonly inserts: SyncedPerson[];
  readonly updates: SyncedPerson[];
  /** Ids of those who stay as they are. */
  readonly unchanged: string[];
  readonly disabled: string[];
  /** Ids of everybody whose memberships are to be written, with the person they belong to. */
  readonly members: Map<string, DirectoryPerson>;
  readonly skipped: ImportReport['skipped'][number][];
  readonly leftOut: string[];
  readonly clashes: ImportReport['clashes'][number][];
}

/** Decides about one batch: reads only. */
const decide = async (
  store: DirectoryPeopleStore,
  source: DirectorySource,
  batch: readonly DirectoryPerson[],
  now: number,
): Promise<Decisions> => {
  const people = [...new Map(batch.map((person) => [person.externalId, person])).values()];
  const known = new Map(
    (
      await store.known(
        source.id,
        people.map((person) => person.externalId),
      )
    ).map((row) => [row.externalId, row]),
  );
  const wantedIds = new Map(people.map((person) => [person, managedAppleIdBy(source.managedAppleId, person)]));
  const held = await store.holders(
    people.map((person) => person.username),
    [...wantedIds.values()].filter((id) => id !== undefined),
  );
  const names = new Map<string, Holder>();
  const ids = new Map<string, Holder>();
  for (const holder of held) {
    names.set(lower(holder.username), holder);
    if (holder.managedAppleId !== null) ids.set(lower(holder.managedAppleId), holder);
  }
  const bound = new Set(
    await store.withUserEnrollment(
      [...known.values()].map((row) => row.id),
      now - enrollingCountsMs,
    ),
  );
  const decisions: Decisions = {
    inserts: [],
    updates: [],
    unchanged: [],
    disabled: [],
    members: new Map(),
    skipped: [],
    leftOut: [],
    clashes: [],
  };

  /** The Managed Apple ID that the account gets or keeps. */
  const managedAppleIdFor = (person: DirectoryPerson, self: SyncedPerson | undefined, id: string): string | null => {
    const present = self?.managedAppleId ?? null;
    const wanted = wantedIds.get(person);
    if (wanted === undefined || lower(wanted) === present?.toLowerCase()) return present;
    const holder = ids.get(lower(wanted));
    if (holder && holder.id !== id) {
      decisions.leftOut.push(person.externalId);
      decisions.clashes.push({
        who: person.displayName,
        managedAppleId: maskManagedAppleId(wanted) ?? '',
        heldBy: `${holder.displayName} (${holder.username})`,
      });
      return present;
    }
    if (present !== null && self && bound.has(self.id)) {
      decisions.leftOut.push(person.externalId);
      decisions.skipped.push({
        who: person.displayName,
        reason: 'keeps the Managed Apple ID while a device is under User Enrollment',
      });
      return present;
    }
    return wanted;
  };

  const keep = (self: SyncedPerson, person: DirectoryPerson): void => {
    // Whatever else is wrong with the entry, somebody who was locked out there is locked out here.
    if (self.enabled && person.enabled === false) {
      decisions.updates.push({ ...self, enabled: false });
      decisions.disabled.push(self.id);
    } else decisions.unchanged.push(self.id);
  };

  for (const person of people) {
    const self = known.get(person.externalId);
    const id = self?.id ?? randomUUID();
    const nameHolder = names.get(lower(person.username));
    const problem =
      whyUnusable(person) ??
      (nameHolder && nameHolder.id !== id
        ? {
            reason: `the user name ${person.username} already belongs to ${nameHolder.displayName}`,
            attribute: 'username' as const,
          }
        : undefined);
    if (problem !== undefined) {
      decisions.leftOut.push(person.externalId);
      decisions.skipped.push({
        who: (person.displayName || person.username || person.externalId).slice(0, 200),
        ...problem,
      });
      if (self) keep(self, person);
      continue;
    }
    const managedAppleId = managedAppleIdFor(person, self, id);
    const next: SyncedPerson = {
      id,
      externalId: person.externalId,
      username: person.username,
      email: person.email,
      firstName: person.firstName,
      lastName: person.lastName,
      displayName: person.displayName,
      managedAppleId,
      enabled: person.enabled ?? self?.enabled ?? true,
      locale: person.locale ?? null,
      attributes: attributesText(person.attributes),
      syncState: person.sync ?? 'direct',
    };
    const holder: Holder = { id, username: next.username, displayName: next.displayName, managedAppleId };
    names.set(lower(next.username), holder);
    if (managedAppleId !== null) ids.set(lower(managedAppleId), holder);
    decisions.members.set(id, person);
    if (!self) decisions.inserts.push(next);
    else if (same(self, next)) decisions.unchanged.push(id);
    else {
      decisions.updates.push(next);
      if (self.enabled && !next.enabled) decisions.disabled.push(id);
    }
  }
  return decisions;
};

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

  const applyBatch = async (
    source: DirectorySource,
    batch: readonly DirectoryPerson[],
    now: number,
  ): Promise<Decisions> => {
    return inTransaction(executor, async (bound) => {
      const store = createDirectoryPeopleStore(bound);
      const decisions = await decide(store, source, batch, clock.now());
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
    });
  };

  return {
    async apply(source, people, { signal, progress, since = clock.now() } = {}) {
      let [created, updated, unchanged, done] = [0, 0, 0, 0];
      const skipped: ImportReport['skipped'][number][] = [];
      const leftOut: string[] = [];
      const clashes: ImportReport['clashes'][number][] = [];
      for (const batch of batchesOf(people)) {
        if (signal?.aborted) break;
        const decided = await applyBatch(source, batch, since);
        created += decided.inserts.length;
        updated += decided.updates.length;
        unchanged += decided.unchanged.length;
        skipped.push(...decided.skipped);
        leftOut.push(...decided.leftOut);
        clashes.push(...decided.clashes);
        done += batch.length;
        progress?.(done, people.length);
      }
      return { created, updated, unchanged, skipped, leftOut, clashes };
    },

    async plan(source, people, groups = []) {
      const store = createDirectoryPeopleStore(executor);
      const known = await store.countSynced(source.id);
      let [created, changed, stillThere] = [0, 0, 0];
      for (const batch of batchesOf(people)) {
        const rows = await store.known(
          source.id,
          batch.map((person) => person.externalId),
        );
        stillThere += rows.filter((row) => row.syncState !== null && row.syncState !== 'no-sync').length;
        const decided = await decide(store, source, batch, clock.now());
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
          const known = new Map(
            (
              await store.known(
                source.id,
                batch.map((group) => group.externalId),
              )
            ).map((group) => [group.externalId, group]),
          );
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
