// Words for user groups.
import type { GroupSummary } from '../../../../shared/ipc/groups.ts';

export const groupKindLabel: Readonly<Record<GroupSummary['kind'], string>> = {
  'built-in': 'Built-in',
  manual: 'Manually Managed',
  dynamic: 'Dynamically Managed',
  directory: 'Directory',
};

/** Why a group cannot be deleted now; undefined if it can. */
export const whyNotDeletable = (group: Pick<GroupSummary, 'kind' | 'settings'>): string | undefined => {
  if (group.kind === 'built-in') return 'This group is built in and always holds everybody.';
  if (group.kind === 'directory') return 'This group comes from a directory. Delete it there, then sync.';
  if (group.settings.length === 0) return undefined;
  const names = group.settings.map((name) => `“${name}”`).join(', ');
  return `The registration ${group.settings.length === 1 ? 'setting' : 'settings'} ${names} ${
    group.settings.length === 1 ? 'is' : 'are'
  } distributed to this group. Take the group out of the distribution in User Settings first.`;
};
