// One round of the Entra ID sync: people page by page, then the chosen groups. The cursor is stored after each page, so
// that a round that is cancelled or killed goes on where it was.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { isAppError, AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { TaskContext } from '../core/tasks.ts';
import type { DirectoryPeopleStore } from '../db/stores/directories/directory-people.ts';
import type { DirectoryGroupsStore } from '../db/stores/directories/directory-groups.ts';
import type { EntraCursor, EntraSource, EntraStore } from '../db/stores/directories/entra.ts';
import type { SkippedPerson } from '../model/directory-person.ts';
import type { DirectoryImport } from './directory-import.ts';
import type { DirectorySource } from './import-report.ts';
import { DeltaExpired, type EntraClient, type GraphGroup, type GraphUser } from './clients/entra-client.ts';
import { isWhole, personOf } from './clients/entra-people.ts';
import { isWanted, propertiesOf, wantedMembers } from './entra-filter.ts';
import { lookUp } from '../../shared/look-up.ts';

export interface EntraRound {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly skipped: readonly SkippedPerson[];
  /** How many people were taken over or left as they are, of those that were read. */
  readonly taken: number;
  /** True if everybody was read, not only what changed. */
  readonly whole: boolean;
  /** True if nobody who was left out before waits to be read again. */
  readonly settled: boolean;
  /** Lines for the admin: who was left out and why, clashes, groups that are gone. */
  readonly notes: readonly AdminText[];
}

export interface EntraSyncDeps {
  readonly store: Pick<EntraStore, 'setCursor'>;
  readonly directoryImport: DirectoryImport;
  readonly groups: Pick<DirectoryGroupsStore, 'setMembers'>;
  /** Ids there of everybody who is synced. */
  readonly people: Pick<DirectoryPeopleStore, 'synced'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Something was written that lists show. */
  readonly changed: (topic: 'users' | 'groups') => void;
}

interface Tally {
  created: number;
  updated: number;
  unchanged: number;
  removed: number;
  read: number;
  taken: number;
  readonly skipped: SkippedPerson[];
  readonly notes: AdminText[];
}

/** A group over all pages of a full list: members of a large one come in several parts. */
interface WholeGroup {
  name: string;
  description: string;
  readonly members: Set<string>;
  readonly nested: Set<string>;
}

/** So many of those who were left out are read again in a round; the others come first in the next one. */
const readAgainPerRound = 500;

/** From the beginning again; who is still to be invited stays known. */
export const afresh = ({ inviteSince }: EntraCursor): EntraCursor => (inviteSince === undefined ? {} : { inviteSince });

/** The source as the import of people knows it. */
export const entraDirectoryOf = ({ id, settings }: EntraSource): DirectorySource => ({
  kind: 'entra',
  id,
  name: settings.name,
  managedAppleId: { kind: settings.managedAppleId, appleidSubdomain: settings.appleidSubdomain },
});

/** Carries out one round. Throws what the client throws, and leaves everything read so far in place. */
export const runEntraRound = async (
  deps: EntraSyncDeps,
  source: EntraSource,
  client: EntraClient,
  { signal, progress }: TaskContext,
): Promise<EntraRound> => {
  const { store, directoryImport, clock } = deps;
  const { settings } = source;
  const properties = propertiesOf(settings.filter, settings.attributes);
  const directory = entraDirectoryOf(source);
  const tally: Tally = { created: 0, updated: 0, unchanged: 0, removed: 0, read: 0, taken: 0, skipped: [], notes: [] };
  let cursor: EntraCursor = source.cursor;
  let readAll = false;
  /** Left out in earlier rounds and not read since; left out in this one. */
  const waiting = new Set(source.cursor.leftOut);
  const leftOut = new Set<string>();
  /** Everybody in the chosen groups; undefined where that does not count. */
  let members: ReadonlySet<string> | undefined;
  const advance = async (next: EntraCursor): Promise<void> => {
    const ids = [...new Set([...waiting, ...leftOut])];
    cursor = { ...next, leftOut: ids };
    if (ids.length === 0) delete cursor.leftOut;
    await store.setCursor(source.id, cursor);
  };

  /** The whole person behind a change; `gone` if there is none any more, undefined if Graph does not give them. */
  const completed = async (user: GraphUser): Promise<GraphUser | 'gone' | undefined> => {
    try {
      // What was never set is absent here as well.
      return (await client.user(user.id, properties, signal)) ?? 'gone';
    } catch (error) {
      if (!isAppError(error, 'directory.failed')) throw error;
      tally.notes.push(say('sync.notRead', { who: user.id, problem: error.text }));
      return undefined;
    }
  };

  const takePeople = async (rows: readonly GraphUser[], full: boolean): Promise<void> => {
    const gone: string[] = [];
    const present: GraphUser[] = [];
    const outside: { externalId: string; locked: boolean }[] = [];
    for (const row of rows) {
      signal.throwIfAborted();
      waiting.delete(row.id);
      leftOut.delete(row.id);
      if (row['@removed'] !== undefined) {
        gone.push(row.id);
        continue;
      }
      const user = full || isWhole(row, properties) ? row : await completed(row);
      if (user === 'gone') gone.push(row.id);
      else if (!user) leftOut.add(row.id);
      else if (isWanted(user, settings.filter, members)) present.push(user);
      else outside.push({ externalId: row.id, locked: user['accountEnabled'] === false });
    }
    const people = present.map((user) => personOf(user, settings.attributes));
    const report = await directoryImport.apply(directory, people, { since: cursor.fullSince });
    tally.created += report.created;
    tally.updated += report.updated;
    tally.unchanged += report.unchanged;
    const unusable = report.skipped.filter(({ attribute }) => attribute !== undefined);
    tally.skipped.push(...unusable);
    tally.taken += people.length - unusable.length;
    for (const id of report.leftOut) leftOut.add(id);
    tally.notes.push(
      ...report.skipped.map(({ who, reason }) => say('sync.personSkipped', { who, reason })),
      ...report.clashes.map((clash) => say('sync.managedAppleIdTaken', clash)),
    );
    if (gone.length > 0) tally.removed += await directoryImport.remove(directory, gone);
    if (outside.length > 0) tally.removed += await directoryImport.leaveOut(directory, outside, cursor.fullSince);
    tally.read += rows.length;
    progress(tally.read, undefined, say('tasks.peopleRead'));
    if (report.created + report.updated + gone.length + outside.length > 0) deps.changed('users');
  };

  const syncPeople = async (): Promise<void> => {
    const full = cursor.users === undefined || (cursor.usersOpen === true && cursor.fullSince !== undefined);
    const whole = cursor.users === undefined;
    readAll = whole;
    if (whole) {
      waiting.clear();
      cursor = { ...cursor, fullSince: clock.now() };
    }
    for (;;) {
      signal.throwIfAborted();
      const page = await client.users(cursor.users, properties, signal);
      await takePeople(page.rows, full);
      await advance({ ...cursor, users: page.link, usersOpen: !page.last });
      if (page.last) break;
    }
    if (whole && tally.read === 0) {
      await advance(afresh(cursor));
      throw new AppError('directory.failed', say('entra.nobody'));
    }
  };

  const readAgain = async (): Promise<void> => {
    const ids = [...waiting].slice(0, readAgainPerRound);
    if (ids.length === 0) return;
    const before = tally.created;
    await takePeople(
      ids.map((id) => ({ id })),
      false,
    );
    const next = { ...cursor };
    // Who comes late was nobody here when the groups told of them.
    if (tally.created > before) delete next.groups;
    await advance(next);
  };

  /** Who came into the chosen groups or left them: of that, people themselves tell nothing. */
  const followMembers = async (): Promise<void> => {
    if (members === undefined) return;
    const { members: before } = cursor;
    if (before !== undefined) {
      const known = new Set(before);
      for (const id of members) if (!known.has(id)) waiting.add(id);
    }
    const wanted = members;
    const left = [...(await deps.people.synced(source.id)).keys()].filter((id) => !wanted.has(id));
    if (left.length > 0) {
      tally.removed += await directoryImport.leaveOut(
        directory,
        left.map((externalId) => ({ externalId, locked: false })),
        cursor.fullSince,
      );
      deps.changed('users');
    }
    await advance({ ...cursor, members: [...members] });
  };

  const readAllGroups = async (): Promise<{ groups: Map<string, WholeGroup>; link: string }> => {
    const ids = settings.groups.map(({ id }) => id);
    const groups = new Map<string, WholeGroup>();
    let link: string | undefined;
    for (;;) {
      signal.throwIfAborted();
      const page = await client.groups(link, ids, signal);
      for (const row of page.rows) {
        if (row.removed) continue;
        const known = groups.get(row.id) ?? {
          name: '',
          description: '',
          members: new Set<string>(),
          nested: new Set<string>(),
        };
        known.name = row.name ?? known.name;
        known.description = row.description ?? known.description;
        for (const id of row.joined) known.members.add(id);
        for (const id of row.left) known.members.delete(id);
        for (const id of row.nested.joined) known.nested.add(id);
        for (const id of row.nested.left) known.nested.delete(id);
        groups.set(row.id, known);
      }
      link = page.link;
      if (page.last) return { groups, link };
    }
  };

  const syncAllGroups = async (): Promise<void> => {
    const { groups, link } = await readAllGroups();
    for (const { id, name } of settings.groups) {
      if (!groups.has(id)) tally.notes.push(say('sync.entraGroupGone', { name }));
    }
    await directoryImport.applyGroups(
      directory,
      [...groups].map(([externalId, { name, description }]) => ({ externalId, name, description })),
      { since: cursor.fullSince },
    );
    for (const [id, { members }] of groups) await deps.groups.setMembers(source.id, id, [...members]);
    deps.changed('groups');
    await advance({
      ...cursor,
      groups: link,
      nested: Object.fromEntries(
        [...groups].flatMap(([id, { nested }]) => (nested.size === 0 ? [] : [[id, [...nested]]])),
      ),
    });
  };

  const takeGroupChange = async (row: GraphGroup): Promise<void> => {
    if (row.removed) {
      const name = settings.groups.find(({ id }) => id === row.id)?.name ?? row.id;
      tally.notes.push(say('sync.entraGroupDeleted', { name }));
      await deps.groups.setMembers(source.id, row.id, []);
      cursor = { ...cursor, nested: { ...cursor.nested, [row.id]: [] } };
      return;
    }
    if (row.name !== undefined) {
      await directoryImport.applyGroups(
        directory,
        [{ externalId: row.id, name: row.name, description: row.description }],
        { since: cursor.fullSince },
      );
    }
    if (row.nested.joined.length + row.nested.left.length > 0) {
      const inside = new Set([...(lookUp(cursor.nested ?? {}, row.id) ?? []), ...row.nested.joined]);
      for (const id of row.nested.left) inside.delete(id);
      cursor = { ...cursor, nested: { ...cursor.nested, [row.id]: [...inside] } };
    }
    await directoryImport.changeMembers(directory, row.id, { add: row.joined, remove: row.left });
  };

  /** A group does not tell what changes in the groups inside it: whoever has some is read through each time. */
  const syncNested = async (): Promise<void> => {
    const known = Object.entries(cursor.nested ?? {});
    for (const [id] of known) {
      signal.throwIfAborted();
      const members = await client.membersThroughout(id, signal);
      if (members !== undefined) await deps.groups.setMembers(source.id, id, members);
    }
    // Where the last one has left, this was the last time.
    const still = known.filter(([, inside]) => inside.length > 0);
    if (still.length < known.length) await advance({ ...cursor, nested: Object.fromEntries(still) });
  };

  const syncGroupChanges = async (): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const page = await client.groups(cursor.groups, [], signal);
      for (const row of page.rows) await takeGroupChange(row);
      await advance({ ...cursor, groups: page.link });
      if (page.rows.length > 0) deps.changed('groups');
      if (page.last) return;
    }
  };

  const round = async (): Promise<void> => {
    members = await wantedMembers(client, settings.filter, settings.groups, signal);
    await syncPeople();
    // During a round that reads everybody, people come before it is known who has left.
    await followMembers();
    await readAgain();
    if (settings.groups.length > 0) {
      // Cursors of before do not know which groups have groups inside.
      await (cursor.groups === undefined || cursor.nested === undefined ? syncAllGroups() : syncGroupChanges());
      await syncNested();
    }
    if (cursor.fullSince === undefined) return;
    const { missing, deletedGroups, keptGroups } = await directoryImport.finish(directory, cursor.fullSince);
    tally.removed += missing;
    tally.notes.push(
      ...deletedGroups.map((name) => say('sync.groupDropped', { name })),
      ...keptGroups.map((name) => say('sync.groupKept', { name })),
    );
    if (missing > 0) deps.changed('users');
    if (deletedGroups.length > 0) deps.changed('groups');
    const ended = { ...cursor };
    delete ended.fullSince;
    await advance(ended);
  };

  try {
    await round();
  } catch (error) {
    if (!(error instanceof DeltaExpired)) throw error;
    tally.notes.push(say('sync.entraForgot'));
    await advance(afresh(cursor));
    await round().catch((again: unknown) => {
      throw again instanceof DeltaExpired ? new AppError('directory.failed', say('entra.ownLinks')) : again;
    });
  }
  const { created, updated, unchanged, removed, skipped, taken, notes } = tally;
  return { created, updated, unchanged, removed, skipped, taken, whole: readAll, settled: waiting.size === 0, notes };
};
