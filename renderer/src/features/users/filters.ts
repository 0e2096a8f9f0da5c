// The filters of the user list as the page holds them, and what they mean to the contract.
import type { inviteStatuses } from '../../../../shared/ipc/users.ts';
import type { MethodInput } from '../../../../shared/ipc/contract.ts';

export type InviteStatus = (typeof inviteStatuses)[number];

export interface UserFilters {
  readonly inviteStatus: InviteStatus | '';
  readonly enabled: 'yes' | 'no' | '';
  readonly groupId: string;
  readonly withoutManagedAppleId: boolean;
}

export const noFilters: UserFilters = { inviteStatus: '', enabled: '', groupId: '', withoutManagedAppleId: false };

export const inviteStatusLabel: Readonly<Record<InviteStatus, string>> = {
  completed: 'Completed',
  expired: 'Expired',
  'not-invited': 'Not Invited',
  pending: 'Pending',
};

/** True while anything narrows the list. */
export const isFiltered = (filters: UserFilters, search: string): boolean =>
  search.trim() !== '' ||
  filters.inviteStatus !== '' ||
  filters.enabled !== '' ||
  filters.groupId !== '' ||
  filters.withoutManagedAppleId;

/** The filters in the contract's words; what is not set stays out. */
export const toUserQuery = (filters: UserFilters, search: string): MethodInput<'users.list'> => ({
  ...(search.trim() === '' ? {} : { search: search.trim() }),
  ...(filters.inviteStatus === '' ? {} : { inviteStatuses: [filters.inviteStatus] }),
  ...(filters.enabled === '' ? {} : { enabled: filters.enabled === 'yes' }),
  ...(filters.groupId === '' ? {} : { groupId: filters.groupId }),
  ...(filters.withoutManagedAppleId ? { hasManagedAppleId: false } : {}),
});
