// Who of the tenant is wanted, and whom a filter would bring, keep and lose before it is saved.
import type { EntraFilter, EntraGroup, EntraPreview } from '../../shared/ipc/directories/entra.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import { problemsOf } from '../model/directory-person.ts';
import type { EntraClient, GraphUser } from './clients/entra-client.ts';
import { isGuest, personOf, propertiesFor } from './clients/entra-people.ts';

/** What people are read with: also what the filter judges by. */
export const propertiesOf = (filter: EntraFilter, attributes: readonly string[]): string[] => [
  ...new Set([...propertiesFor(attributes), ...(filter.licensedOnly ? ['assignedLicenses'] : [])]),
];

/** Throws `input.invalid` for a filter by groups without groups. */
export const requireGroups = ({
  filter,
  groups,
}: {
  readonly filter: EntraFilter;
  readonly groups: readonly EntraGroup[];
}): void => {
  if (!filter.membersOnly || groups.length > 0) return;
  throw new AppError('input.invalid', say('entra.filterNeedsGroups'), {
    fields: { groups: say('entra.filterNeedsGroups') },
  });
};

/** Everybody in the groups, those of groups inside them included; undefined where membership does not count. */
export const wantedMembers = async (
  client: Pick<EntraClient, 'membersThroughout'>,
  filter: EntraFilter,
  groups: readonly EntraGroup[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string> | undefined> => {
  if (!filter.membersOnly) return undefined;
  const members = new Set<string>();
  for (const { id } of groups) {
    for (const member of (await client.membersThroughout(id, signal)) ?? []) members.add(member);
  }
  // Groups that were all emptied or deleted by mistake would lose everybody here.
  if (members.size === 0) throw new AppError('directory.failed', say('entra.nobodyInGroups'));
  return members;
};

/** Guests of other organizations never are. */
export const isWanted = (
  user: GraphUser,
  { enabledOnly, licensedOnly }: EntraFilter,
  members: ReadonlySet<string> | undefined,
): boolean => {
  if (isGuest(user) || members?.has(user.id) === false) return false;
  if (enabledOnly && user['accountEnabled'] === false) return false;
  const licences = user['assignedLicenses'];
  return !licensedOnly || (Array.isArray(licences) && licences.length > 0);
};

const shownNames = 20;

const part = (names: readonly string[]): EntraPreview['come'] => ({
  count: names.length,
  names: [...names].sort((a, b) => a.localeCompare(b)).slice(0, shownNames),
});

/** Reads the whole tenant and writes nothing. `synced`: who is here of it, by their ids there. */
export const previewFilter = async (
  client: EntraClient,
  { filter, groups }: { readonly filter: EntraFilter; readonly groups: readonly EntraGroup[] },
  synced: ReadonlyMap<string, string>,
): Promise<EntraPreview> => {
  const members = await wantedMembers(client, filter, groups);
  const properties = propertiesOf(filter, []);
  const [come, stay, unusable] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  let link: string | undefined;
  for (let last = false; !last;) {
    const page = await client.users(link, properties);
    for (const user of page.rows) {
      if (user['@removed'] !== undefined || !isWanted(user, filter, members)) continue;
      const person = personOf(user, []);
      const name = person.displayName || person.username || user.id;
      if (synced.has(user.id)) stay.set(user.id, name);
      else if (problemsOf(person).length > 0) unusable.set(user.id, name);
      else come.set(user.id, name);
    }
    ({ link, last } = page);
  }
  const go = [...synced].filter(([id]) => !stay.has(id)).map(([, name]) => name);
  return {
    come: part([...come.values()]),
    stay: part([...stay.values()]),
    go: part(go),
    unusable: part([...unusable.values()]),
  };
};
