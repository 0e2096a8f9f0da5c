// Words for user groups.
import type { GroupSummary } from '../../../../shared/ipc/groups.ts';

const kindLabel: Readonly<Record<Exclude<GroupSummary['kind'], 'directory'>, string>> = {
  'built-in': 'Built-in',
  manual: 'Manually Managed',
  dynamic: 'Dynamically Managed',
};

const sourceLabel: Readonly<Record<GroupSummary['source'], string>> = {
  local: 'Directory',
  ldap: 'LDAP',
  entra: 'Entra ID',
};

/** What kind of group it is; of a directory's group which directory. */
export const groupKindLabel = ({ kind, source }: Pick<GroupSummary, 'kind' | 'source'>): string =>
  kind === 'directory' ? sourceLabel[source] : kindLabel[kind];

/** Where a group comes from, with the name of the directory if it is still there. */
export const groupSourceLabel = ({ source, sourceName }: Pick<GroupSummary, 'source' | 'sourceName'>): string =>
  source === 'local'
    ? 'Local'
    : sourceName === undefined
      ? sourceLabel[source]
      : `${sourceLabel[source]}: ${sourceName}`;

/** The choice when a group is added. */
export const groupKindChoice = [
  {
    kind: 'dynamic',
    label: 'Dynamically Managed (Most Common)',
    text: 'Rules decide who belongs to the group, now and from now on.',
  },
  {
    kind: 'manual',
    label: 'Manually Managed (Limited purpose)',
    text: 'You decide who is in the group, person by person.',
  },
] as const;

/** A line under the title of a group that is not changed here. */
export const whyFixed = ({ kind, source }: Pick<GroupSummary, 'kind' | 'source'>): string | undefined => {
  if (kind === 'built-in') return 'Built in: everybody is in this group. It cannot be changed or deleted.';
  if (kind !== 'directory') return undefined;
  return `From ${sourceLabel[source]}: change it there; the next sync brings it here.`;
};

/** Why a group cannot be deleted now; undefined if it can. */
export const whyNotDeletable = (
  group: Pick<GroupSummary, 'kind' | 'settings'> & { readonly usedBy?: readonly string[] },
): string | undefined => {
  if (group.kind === 'built-in') return 'This group is built in and always holds everybody.';
  if (group.kind === 'directory') return 'This group comes from a directory: take it out of the sync there.';
  const { usedBy = [] } = group;
  if (usedBy.length > 0) return `Rules ask for this group: ${usedBy.join(', ')}. Take it out of these rules first.`;
  if (group.settings.length === 0) return undefined;
  const names = group.settings.map((name) => `“${name}”`).join(', ');
  return `The registration ${group.settings.length === 1 ? 'setting' : 'settings'} ${names} ${
    group.settings.length === 1 ? 'is' : 'are'
  } distributed to this group. Take the group out of the distribution in User Settings first.`;
};
