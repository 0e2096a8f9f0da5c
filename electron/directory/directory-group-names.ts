// Names for groups of a directory: here a name is unique, in a directory it is not.
import { randomUUID } from 'node:crypto';
import { cutText, onOneLine } from '../core/carried-text.ts';
import type { DirectoryGroupsStore, SyncedGroup } from '../db/stores/directories/directory-groups.ts';

export interface DirectoryGroup {
  readonly externalId: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly distinguishedName?: string | undefined;
}

const maxName = 128;
const maxDescription = 500;

const candidates = function* (group: DirectoryGroup, sourceName: string): Generator<string> {
  const name = cutText(onOneLine(group.name), maxName) || group.externalId;
  yield name;
  yield `${cutText(name, 80)} (${cutText(sourceName, 40)})`;
  for (let n = 2; ; n += 1) yield `${cutText(name, 80)} (${cutText(sourceName, 40)} ${n})`;
};

/** Rows for the groups, each with a name that no other group has. */
export const nameGroups = async (
  store: Pick<DirectoryGroupsStore, 'takenNames'>,
  sourceName: string,
  groups: readonly DirectoryGroup[],
  known: ReadonlyMap<string, SyncedGroup>,
): Promise<SyncedGroup[]> => {
  const given = new Set<string>();
  const rows: SyncedGroup[] = [];
  for (const group of groups) {
    const self = known.get(group.externalId);
    let name = self?.name ?? '';
    for (const candidate of candidates(group, sourceName)) {
      name = candidate;
      if (given.has(candidate.toLowerCase())) continue;
      if ((await store.takenNames([candidate], self ? [self.id] : [])).length === 0) break;
    }
    given.add(name.toLowerCase());
    rows.push({
      id: self?.id ?? randomUUID(),
      externalId: group.externalId,
      name,
      directoryName: cutText(onOneLine(group.name), maxName),
      description: cutText(onOneLine(group.description ?? ''), maxDescription),
      distinguishedName: group.distinguishedName ?? null,
    });
  }
  return rows;
};
