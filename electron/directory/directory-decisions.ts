// What becomes of each person of a batch: added, changed, left alone, or taken over in part. Reads only.
import { randomUUID } from 'node:crypto';
import { say } from '../../shared/locales/admin-texts.ts';
import { maskManagedAppleId } from '../../shared/model/managed-apple-id.ts';
import type {
  DirectoryPeopleStore,
  Holder,
  KnownPerson,
  SyncedPerson,
} from '../db/stores/directories/directory-people.ts';
import type { DirectoryMatchesStore, Namesake, NewMatch } from '../db/stores/directories/directory-matches.ts';
import {
  managedAppleIdBy,
  problemsOf,
  tidied,
  type DirectoryPerson,
  type PersonProblem,
} from '../model/directory-person.ts';
import { enrollingCountsMs } from '../people/admission.ts';
import type { DirectorySource, ImportReport } from './import-report.ts';
import { settleClaims, type Claim } from './claims.ts';

export interface Decisions {
  readonly inserts: SyncedPerson[];
  readonly updates: SyncedPerson[];
  /** Ids of those who stay as they are. */
  readonly unchanged: string[];
  /** Ids of those who give up a user name or Managed Apple ID: another one of the batch may get it. */
  readonly vacated: string[];
  readonly disabled: string[];
  /** Ids of everybody whose memberships are to be written, with the person they belong to. */
  readonly members: Map<string, DirectoryPerson>;
  readonly skipped: ImportReport['skipped'][number][];
  /** Ids there of those whose entry was not taken over as a whole. */
  readonly leftOut: string[];
  readonly clashes: ImportReport['clashes'][number][];
  /** Newcomers who may be people here already, and are not taken in before somebody chose. */
  readonly matches: NewMatch[];
  /** Newcomers whose name somebody of another directory has: who is gone there, is not gone here. */
  readonly elsewhere: NewMatch[];
  /** Ids there of everybody taken over: they are no question any more. */
  readonly settled: string[];
}

/** What the decision about newcomers depends on, beside the batch. */
export interface Newcomers {
  readonly store: Pick<DirectoryMatchesStore, 'policy' | 'namesakes' | 'list'>;
  /** Everybody the directory tells of, if that is known: whoever is not among them is gone, though not yet marked. */
  readonly everybody: ReadonlySet<string> | undefined;
  /** Ids there whose namesake an administrator called the same person. */
  readonly adopt: ReadonlySet<string>;
}

export const nothingDecided = (): Decisions => ({
  inserts: [],
  updates: [],
  unchanged: [],
  vacated: [],
  disabled: [],
  members: new Map(),
  skipped: [],
  leftOut: [],
  clashes: [],
  matches: [],
  elsewhere: [],
  settled: [],
});

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
  a.lockedThere === b.lockedThere &&
  a.locale === b.locale &&
  a.attributes === b.attributes &&
  a.syncState === b.syncState;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether a record is the person. One of the same directory is; one that a deleted directory left behind is if its id
 * is unique in the world, or the name or address agrees: "anna" of another server is another Anna.
 */
const isPerson = (row: KnownPerson, person: DirectoryPerson): boolean =>
  row.own ||
  guid.test(person.externalId) ||
  lower(row.username) === lower(person.username) ||
  lower(row.email) === lower(person.email);

/** The records of people; one of the directory itself always wins over what a deleted one left behind. */
const recordsOf = (
  rows: readonly KnownPerson[],
  people: readonly DirectoryPerson[],
): ReadonlyMap<DirectoryPerson, KnownPerson> => {
  const byExternalId = new Map<string, KnownPerson[]>();
  for (const row of rows) byExternalId.set(row.externalId, [...(byExternalId.get(row.externalId) ?? []), row]);
  return new Map(
    people.flatMap((person) => {
      const fitting = (byExternalId.get(person.externalId) ?? []).filter((row) => isPerson(row, person));
      const found =
        fitting.find((row) => row.own) ??
        fitting.find((row) => lower(row.username) === lower(person.username)) ??
        fitting[0];
      return found === undefined ? [] : [[person, found] as const];
    }),
  );
};

/** Who here may be a newcomer, and who of the newcomers was called the same person. */
const findNamesakes = async (
  people: DirectoryPeopleStore,
  { store, everybody, adopt }: Newcomers,
  source: DirectorySource,
  newcomers: readonly DirectoryPerson[],
): Promise<{
  readonly adopted: ReadonlyMap<DirectoryPerson, KnownPerson>;
  readonly open: ReadonlyMap<DirectoryPerson, Namesake>;
}> => {
  const adopted = new Map<DirectoryPerson, KnownPerson>();
  const open = new Map<DirectoryPerson, Namesake>();
  if (newcomers.length === 0) return { adopted, open };
  const found = await store.namesakes(
    newcomers.map(({ username }) => username),
    newcomers.map(({ email }) => email),
  );
  if (found.length === 0) return { adopted, open };
  // Somebody whom a directory still tells of is somebody else.
  const free = found.filter(
    ({ sourceId, externalId, syncState }) =>
      sourceId === null ||
      syncState === 'no-sync' ||
      (sourceId === source.id && everybody !== undefined && !everybody.has(externalId ?? '')),
  );
  const { existing } = await store.policy(source.id);
  const apart = new Map(
    (await store.list()).flatMap((match) =>
      match.apart && match.sourceId === source.id ? [[match.person.externalId, match.userId] as const] : [],
    ),
  );
  const used = new Set<string>();
  const toAdopt = new Map<string, DirectoryPerson>();
  for (const person of newcomers) {
    const fitting = (key: 'username' | 'email'): Namesake[] =>
      free.filter((one) => lower(one[key]) === lower(person[key]) && !used.has(one.id));
    const [byName] = fitting('username');
    const byAddress = fitting('email');
    // An address that several share says of none of them who it is.
    const namesake = byName ?? (byAddress.length === 1 ? byAddress[0] : undefined);
    if (namesake === undefined) continue;
    const chosen = adopt.has(person.externalId);
    if (apart.get(person.externalId) === namesake.id && !chosen) continue;
    used.add(namesake.id);
    if (chosen || existing === 'adopt') toAdopt.set(namesake.id, person);
    else open.set(person, namesake);
  }
  for (const row of await people.records([...toAdopt.keys()])) {
    const person = toAdopt.get(row.id);
    if (person) adopted.set(person, { ...row, externalId: person.externalId });
  }
  return { adopted, open };
};

interface Entry {
  readonly id: string;
  readonly person: DirectoryPerson;
  readonly self: KnownPerson | undefined;
  readonly problems: readonly PersonProblem[];
  readonly wantedId: string | undefined;
}

/** Somebody new with a problem is no account that could hold a name. */
const mayBe = ({ self, problems }: Entry): boolean => self !== undefined || problems.length === 0;

const whoIs = ({ displayName, username, externalId }: DirectoryPerson): string =>
  (displayName || username || externalId).slice(0, 200);

/** Decides about one batch. */
export const decide = async (
  store: DirectoryPeopleStore,
  source: DirectorySource,
  batch: readonly DirectoryPerson[],
  now: number,
  newcomers: Newcomers,
): Promise<Decisions> => {
  const people = [...new Map(batch.map((person) => [person.externalId, tidied(person)])).values()];
  const externalIds = people.map((person) => person.externalId);
  const known = recordsOf(await store.known(source.id, externalIds), people);
  const { adopted, open } = await findNamesakes(
    store,
    newcomers,
    source,
    people.filter((person) => !known.has(person) && problemsOf(person).length === 0),
  );
  const records = new Map([...known, ...adopted]);
  const entries = people
    .filter((person) => !open.has(person))
    .map((person): Entry => {
      const self = records.get(person);
      const wantedId = managedAppleIdBy(source.managedAppleId, person);
      return { id: self?.id ?? randomUUID(), person, self, problems: problemsOf(person), wantedId };
    });
  const held = await store.holders(
    people.map((person) => person.username),
    entries.flatMap(({ wantedId }) => wantedId ?? []),
  );
  const bound = new Set(
    await store.withUserEnrollment(
      [...records.values()].map((row) => row.id),
      now - enrollingCountsMs,
    ),
  );
  const labels = new Map<string, Pick<Holder, 'displayName' | 'username'>>([
    ...held.map((holder) => [holder.id, holder] as const),
    ...entries.map(({ id, person }) => [id, person] as const),
  ]);
  const decisions = nothingDecided();
  for (const [person, namesake] of open) {
    decisions.matches.push({ userId: namesake.id, person });
    const key = lower(namesake.username) === lower(person.username) ? 'username' : 'email';
    decisions.leftOut.push(person.externalId);
    decisions.skipped.push({
      who: whoIs(person),
      reason: say(key === 'username' ? 'sync.namesakeByName' : 'sync.namesakeByAddress', {
        value: person[key],
        holder: namesake.displayName,
      }),
      attribute: key,
    });
  }

  const nameClaims = entries.filter(mayBe).map(({ id, person, self, problems }): Claim => {
    const usable = !problems.some(({ attribute }) => attribute === 'username');
    return { id, current: self && lower(self.username), wanted: usable ? lower(person.username) : undefined };
  });
  const names = settleClaims(nameClaims, new Map(held.map((one) => [lower(one.username), one.id])));
  const taken = (entry: Entry): boolean =>
    entry.self !== undefined || (entry.problems.length === 0 && names.granted.has(entry.id));
  const keepsId = ({ self }: Entry): boolean =>
    self !== undefined && self.managedAppleId !== null && bound.has(self.id);

  const idClaims = entries.filter(taken).map((entry): Claim => {
    const current = entry.self?.managedAppleId ?? undefined;
    const wanted = keepsId(entry) ? undefined : entry.wantedId;
    return { id: entry.id, current: current && lower(current), wanted: wanted && lower(wanted) };
  });
  const ids = settleClaims(
    idClaims,
    new Map(held.flatMap((one) => (one.managedAppleId === null ? [] : [[lower(one.managedAppleId), one.id] as const]))),
  );

  /** The Managed Apple ID that the account gets or keeps. */
  const managedAppleIdFor = (entry: Entry): string | null => {
    const { id, person, self, wantedId } = entry;
    const present = self?.managedAppleId ?? null;
    if (wantedId === undefined || lower(wantedId) === present?.toLowerCase()) return present;
    if (ids.granted.has(id)) return wantedId;
    decisions.leftOut.push(person.externalId);
    const owner = ids.ownerOf(lower(wantedId));
    if (owner !== undefined && owner !== id) {
      const holder = labels.get(owner);
      decisions.clashes.push({
        who: person.displayName,
        managedAppleId: maskManagedAppleId(wantedId) ?? '',
        heldBy: `${holder?.displayName ?? ''} (${holder?.username ?? ''})`,
      });
    } else {
      decisions.skipped.push({
        who: person.displayName,
        reason: say('sync.keepsManagedAppleId'),
      });
    }
    return present;
  };

  for (const entry of entries) {
    const { id, person, self } = entry;
    const hasName = names.granted.has(id);
    const owner = names.ownerOf(lower(person.username));
    const problem =
      entry.problems[0] ??
      (hasName
        ? undefined
        : {
            reason: say('sync.nameTaken', {
              username: person.username,
              holder: labels.get(owner ?? '')?.displayName ?? '',
            }),
            attribute: 'username' as const,
          });
    const holder = self === undefined && !hasName ? held.find((one) => one.id === owner) : undefined;
    if (holder !== undefined && (holder.sourceId ?? source.id) !== source.id && person.enabled !== false) {
      decisions.elsewhere.push({ userId: holder.id, person });
    }
    if (problem !== undefined) {
      decisions.leftOut.push(person.externalId);
      decisions.skipped.push({ who: whoIs(person), ...problem });
    }
    if (!taken(entry)) continue;
    if (hasName) decisions.settled.push(person.externalId);
    const unusable = new Set(entry.problems.map(({ attribute }) => attribute));
    // Whatever is wrong with an entry, the rest of it counts: who is locked out there is locked out here.
    const next: SyncedPerson = {
      id,
      externalId: person.externalId,
      username: hasName ? person.username : (self?.username ?? person.username),
      email: unusable.has('email') && self ? self.email : person.email,
      firstName: person.firstName,
      lastName: person.lastName,
      displayName: unusable.has('displayName') && self ? self.displayName : person.displayName,
      managedAppleId: managedAppleIdFor(entry),
      // Who comes back is enabled again only if nothing but the going disabled them.
      enabled:
        self?.disabledHere !== true && (person.enabled ?? (self?.disabledGone === true || (self?.enabled ?? true))),
      lockedThere: person.enabled === false,
      locale: person.locale ?? null,
      attributes: attributesText(person.attributes),
      syncState: person.sync ?? 'direct',
    };
    decisions.members.set(id, person);
    if (!self) decisions.inserts.push(next);
    else if (self.own && same(self, next)) decisions.unchanged.push(id);
    else {
      decisions.updates.push(next);
      if (self.enabled && !next.enabled) decisions.disabled.push(id);
      if (lower(self.username) !== lower(next.username) || self.managedAppleId !== next.managedAppleId) {
        decisions.vacated.push(id);
      }
    }
  }
  return decisions;
};
