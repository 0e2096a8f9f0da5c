// What a sync makes of some people of a directory: who is new, who changed, and what cannot be as the directory says. Names
// and Managed Apple IDs are unique here; who gives one up and who takes it over are settled together.
import { randomUUID } from 'node:crypto';
import { fold } from '../../shared/model/fold.ts';
import { maskManagedAppleId } from '../../shared/model/managed-apple-id.ts';
import type {
  DirectoryPeopleStore,
  Holder,
  KnownPerson,
  SyncedPerson,
} from '../db/stores/directories/directory-people.ts';
import {
  managedAppleIdBy,
  usableParts,
  whyUnusable,
  type DirectoryPerson,
  type PersonProblem,
} from '../model/directory-person.ts';
import { enrollingCountsMs } from '../people/admission.ts';
import type { DirectorySource, ImportReport } from './directory-import.ts';

export interface Decisions {
  readonly inserts: readonly SyncedPerson[];
  readonly updates: readonly SyncedPerson[];
  /** Ids of those who stay as they are. */
  readonly unchanged: readonly string[];
  /** Ids of those whom the directory disabled. */
  readonly disabled: readonly string[];
  /** Everybody whose memberships are to be written, by id. */
  readonly members: ReadonlyMap<string, DirectoryPerson>;
  readonly skipped: ImportReport['skipped'];
  readonly clashes: ImportReport['clashes'];
}

const lower = (text: string): string => text.toLowerCase();
const nameOf = (person: DirectoryPerson): string =>
  (person.displayName || person.username || person.externalId).slice(0, 200);

/** Sorted, so that equal attributes are equal texts. */
const attributesText = (attributes: DirectoryPerson['attributes']): string =>
  JSON.stringify(Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))));

const compared = [
  ...(['username', 'email', 'firstName', 'lastName', 'displayName', 'managedAppleId', 'enabled', 'locale'] as const),
  ...(['attributes', 'syncState', 'externalId'] as const),
];
const same = (a: SyncedPerson, b: SyncedPerson): boolean => compared.every((key) => a[key] === b[key]);

/**
 * The records that stand for people of the directory. One that a deleted directory left behind is taken only where this
 * one has none of its own, and only for whom it is by name too: ids such as 1001 mean somebody else in another directory.
 */
const recordsOf = (people: readonly DirectoryPerson[], known: readonly KnownPerson[]): Map<string, KnownPerson> => {
  const records = new Map(known.filter(({ isOwn }) => isOwn).map((row) => [row.externalId, row]));
  for (const person of people) {
    if (records.has(person.externalId)) continue;
    const left = known.find(
      (row) =>
        !row.isOwn &&
        row.externalId === person.externalId &&
        (lower(row.username) === lower(person.username) || lower(row.email) === lower(person.email)),
    );
    if (left) records.set(person.externalId, left);
  }
  return records;
};

/** Somebody and a value that only one may have. */
interface Claim {
  readonly id: string;
  readonly present: string | null;
  /** As `present` for who wants no other, or may have none. */
  readonly wanted: string | null;
}

/**
 * Who keeps what they have because somebody else has, or gets, what they want; with that other's id. The others all get
 * what they want at once, so that two people can swap. `outside` tells who has a value and makes no claim here.
 */
const settle = (claims: readonly Claim[], outside: (value: string) => string | undefined): Map<string, string> => {
  const losers = new Map<string, string>();
  for (let settled = false; !settled;) {
    settled = true;
    const taken = new Map<string, string>();
    const stays = ({ id, present, wanted }: Claim): boolean => losers.has(id) || present === wanted;
    for (const claim of claims) if (stays(claim) && claim.present !== null) taken.set(lower(claim.present), claim.id);
    for (const claim of claims) {
      if (stays(claim) || claim.wanted === null) continue;
      const holder = taken.get(lower(claim.wanted)) ?? outside(lower(claim.wanted));
      if (holder === undefined || holder === claim.id) taken.set(lower(claim.wanted), claim.id);
      else {
        losers.set(claim.id, holder);
        settled = false;
      }
    }
  }
  return losers;
};

/** The batch, and whoever of `rest` has to give up a name or a Managed Apple ID that somebody of it is to get. */
export const withPartners = async (
  store: Pick<DirectoryPeopleStore, 'holders'>,
  source: DirectorySource,
  batch: readonly DirectoryPerson[],
  rest: ReadonlyMap<string, DirectoryPerson>,
): Promise<DirectoryPerson[]> => {
  const whole = new Map(batch.map((person) => [person.externalId, person]));
  for (let added = batch; added.length > 0;) {
    const held = await store.holders(
      added.map(({ username }) => username),
      added.flatMap((person) => managedAppleIdBy(source.managedAppleId, person) ?? []),
    );
    added = held.flatMap(({ sourceId, externalId }) => {
      const partner = sourceId === source.id && externalId !== null ? rest.get(externalId) : undefined;
      return partner && !whole.has(partner.externalId) ? [partner] : [];
    });
    for (const person of added) whole.set(person.externalId, person);
  }
  return [...whole.values()];
};

/**
 * Decides about some people; reads only. `present` are the ids of everybody in the directory where they are known: an
 * account that is not among them is gone, and one made anew there under the same name is its successor.
 */
export const decidePeople = async (
  store: DirectoryPeopleStore,
  source: DirectorySource,
  batch: readonly DirectoryPerson[],
  now: number,
  present?: ReadonlySet<string>,
): Promise<Decisions> => {
  const people = [...new Map(batch.map((person) => [person.externalId, person])).values()];
  const rows = await store.known(
    source.id,
    people.map((person) => person.externalId),
  );
  const records: Map<string, SyncedPerson> = recordsOf(people, rows);
  const wantedIds = new Map(people.map((person) => [person, managedAppleIdBy(source.managedAppleId, person)]));
  const held = await store.holders(
    people.map((person) => person.username),
    [...wantedIds.values()].filter((id) => id !== undefined),
  );
  const holders = new Map(held.map((holder) => [holder.id, holder]));
  const byName = new Map(held.map((holder) => [lower(holder.username), holder]));
  const byAppleId = new Map(
    held.flatMap((holder) =>
      holder.managedAppleId === null ? [] : ([[lower(holder.managedAppleId), holder]] as const),
    ),
  );

  const skipped: ImportReport['skipped'][number][] = [];
  const clashes: ImportReport['clashes'][number][] = [];
  const skip = (person: DirectoryPerson, problem: Omit<PersonProblem, 'attribute'> & Partial<PersonProblem>): void => {
    skipped.push({ who: nameOf(person), ...problem });
  };

  const isGone = ({ sourceId, externalId, syncState }: Holder): boolean =>
    sourceId === source.id &&
    (syncState === 'no-sync' || (present !== undefined && externalId !== null && !present.has(externalId)));
  for (const person of people) {
    const holder = byName.get(lower(person.username));
    if (records.has(person.externalId) || !holder || !isGone(holder) || whyUnusable(person)) continue;
    if (lower(holder.email) !== lower(person.email) || fold(holder.displayName) !== fold(person.displayName)) continue;
    const [former] = await store.known(source.id, [holder.externalId ?? '']);
    if (former === undefined) continue;
    records.set(person.externalId, former);
    skip(person, { reason: 'was made anew in the directory; the record and the devices here are those of before' });
  }

  const ids = new Map(people.map((person) => [person, records.get(person.externalId)?.id ?? randomUUID()]));
  const idOf = (person: DirectoryPerson): string => ids.get(person) ?? '';
  const claimants = new Map(people.map((person) => [idOf(person), person]));
  const outsideOf = (table: ReadonlyMap<string, Holder>) => (value: string) => {
    const holder = table.get(value);
    return holder && !claimants.has(holder.id) ? holder.id : undefined;
  };
  const whoIs = (id: string): { displayName: string; username: string } | undefined =>
    claimants.get(id) ?? holders.get(id);

  const problems = new Map(people.map((person) => [person, whyUnusable(person)]));
  /** Whoever is new and unusable is left out; whoever is known keeps the part that is unusable. */
  const usable = people.filter((person) => !problems.get(person) || records.has(person.externalId));
  const names = settle(
    usable.map((person) => {
      const self = records.get(person.externalId);
      return {
        id: idOf(person),
        present: self?.username ?? null,
        wanted: self ? usableParts(person, self).username : person.username,
      };
    }),
    outsideOf(byName),
  );
  for (const person of people) {
    const holder = names.get(idOf(person));
    const problem =
      problems.get(person) ??
      (holder === undefined
        ? undefined
        : {
            reason: `the user name ${person.username} already belongs to ${whoIs(holder)?.displayName ?? 'somebody else'}`,
            attribute: 'username' as const,
          });
    if (problem) skip(person, problem);
  }
  const taken = usable.filter((person) => records.has(person.externalId) || !names.has(idOf(person)));

  const bound = new Set(
    await store.withUserEnrollment(
      [...records.values()].map((row) => row.id),
      now - enrollingCountsMs,
    ),
  );
  const appleIdOf = (person: DirectoryPerson): { present: string | null; wanted: string | null } => {
    const held = records.get(person.externalId)?.managedAppleId ?? null;
    const wanted = wantedIds.get(person);
    return { present: held, wanted: wanted === undefined || lower(wanted) === held?.toLowerCase() ? held : wanted };
  };
  const isFixed = (person: DirectoryPerson): boolean => bound.has(idOf(person)) && appleIdOf(person).present !== null;
  const appleIds = settle(
    taken.map((person) => {
      const { present: held, wanted } = appleIdOf(person);
      return { id: idOf(person), present: held, wanted: isFixed(person) ? held : wanted };
    }),
    outsideOf(byAppleId),
  );

  const next = new Map<DirectoryPerson, SyncedPerson>();
  for (const person of taken) {
    const self = records.get(person.externalId);
    const { present: held, wanted } = appleIdOf(person);
    const outside = isFixed(person) && wanted !== null && wanted !== held ? byAppleId.get(lower(wanted)) : undefined;
    const holder = appleIds.get(idOf(person)) ?? (outside && outside.id !== idOf(person) ? outside.id : undefined);
    if (holder !== undefined) {
      const other = whoIs(holder);
      clashes.push({
        who: person.displayName,
        managedAppleId: maskManagedAppleId(wanted ?? '') ?? '',
        heldBy: other ? `${other.displayName} (${other.username})` : 'somebody else',
      });
    } else if (isFixed(person) && wanted !== held) {
      skip(person, { reason: 'keeps the Managed Apple ID while a device is under User Enrollment' });
    }
    const parts = self ? usableParts(person, self) : person;
    next.set(person, {
      id: idOf(person),
      externalId: person.externalId,
      username: self && names.has(self.id) ? self.username : parts.username,
      email: parts.email,
      firstName: person.firstName,
      lastName: person.lastName,
      displayName: parts.displayName,
      managedAppleId: holder !== undefined || isFixed(person) ? held : wanted,
      enabled: person.enabled ?? self?.enabled ?? true,
      locale: person.locale ?? null,
      attributes: attributesText(person.attributes),
      syncState: person.sync ?? 'direct',
    });
  }

  const isNew = (person: DirectoryPerson): boolean => !records.has(person.externalId);
  const isSame = (person: DirectoryPerson, row: SyncedPerson): boolean => {
    const self = records.get(person.externalId);
    return self !== undefined && same(self, row);
  };
  const decided = [...next];
  return {
    inserts: decided.filter(([person]) => isNew(person)).map(([, row]) => row),
    updates: decided.filter(([person, row]) => !isNew(person) && !isSame(person, row)).map(([, row]) => row),
    unchanged: decided.filter(([person, row]) => isSame(person, row)).map(([, row]) => row.id),
    disabled: decided
      .filter(([person, row]) => !row.enabled && records.get(person.externalId)?.enabled === true)
      .map(([, row]) => row.id),
    members: new Map(decided.map(([person, row]) => [row.id, person])),
    skipped,
    clashes,
  };
};
