// The filters of the user list: their words on screen and what they mean to the contract.
import type { MethodInput } from '@shared/ipc/contract.ts';
import { userFilter } from '@shared/ipc/people/users.ts';
import { lookUp } from '@shared/look-up.ts';
import { inviteStatuses, passwordExpirations, syncStates, userSources } from '@shared/model/user.ts';
import type { Facet } from '../../components/filter-bar.tsx';
import { emptyListState, type ListState } from '../../lib/list-state.ts';
import { nameOf, type Texts } from '../../lib/texts.ts';
import { decodeRules, rulesFilter } from './advanced-filter.ts';

export const userListDefaults: ListState = { ...emptyListState, sortBy: 'displayName' };

/** Facets of the list; groups come from the core. */
export const userFacets = (
  groups: readonly { readonly id: string; readonly name: string }[],
  t: Texts<'users'>,
): readonly Facet[] => [
  {
    id: 'invite',
    label: t('field.inviteStatus'),
    options: (['completed', 'expired', 'not-invited', 'pending'] as const).map((value) => ({
      value,
      label: t(`model:inviteStatus.${value}`),
    })),
  },
  {
    id: 'source',
    label: t('field.source'),
    options: userSources.map((value) => ({ value, label: t(`model:userSource.${value}`) })),
  },
  {
    id: 'sync',
    label: t('field.sync'),
    options: syncStates.map((value) => ({ value, label: t(`model:syncState.${value}`) })),
  },
  {
    id: 'password',
    label: t('field.passwordExpiration'),
    single: true,
    options: passwordExpirations.map((value) => ({ value, label: t(`model:passwordExpiration.${value}`) })),
  },
  {
    id: 'enabled',
    label: t('field.enabled'),
    single: true,
    options: [
      { value: 'yes', label: t('common:yes') },
      { value: 'no', label: t('common:no') },
    ],
  },
  {
    id: 'group',
    label: t('field.userGroup'),
    single: true,
    options: groups.map(({ id, name }) => ({ value: id, label: nameOf(name) })),
  },
  {
    id: 'maid',
    label: t('field.managedAppleId'),
    single: true,
    options: [
      { value: 'none', label: t('filter.none') },
      { value: 'set', label: t('filter.has') },
    ],
  },
  {
    id: 'mail',
    label: t('filter.mail'),
    single: true,
    options: [{ value: 'failed', label: t('filter.mailFailed') }],
  },
];

/** The state of the list in the contract's words; what is not set, or what the address names wrongly, stays out. */
export const toUserQuery = (state: ListState): MethodInput<'users.list'> => {
  const pick = (id: string): string | undefined => lookUp(state.filters, id)?.[0];
  const invite = inviteStatuses.filter((value) => state.filters.invite?.includes(value));
  const sources = userSources.filter((value) => state.filters.source?.includes(value));
  const sync = syncStates.filter((value) => state.filters.sync?.includes(value));
  const password = passwordExpirations.find((value) => value === pick('password'));
  const enabled = pick('enabled');
  const group = pick('group');
  const managedAppleId = pick('maid');
  const rules = decodeRules(state.filters[rulesFilter]);
  const sortBy = userFilter.shape.sortBy.safeParse(state.sortBy).data;
  return {
    page: state.page,
    pageSize: state.pageSize,
    ...(state.search.trim() === '' ? {} : { search: state.search.trim() }),
    ...(sortBy === undefined ? {} : { sortBy, sortDirection: state.sortDirection }),
    ...(invite.length === 0 ? {} : { inviteStatuses: invite }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(sync.length === 0 ? {} : { syncStates: sync }),
    ...(password === undefined ? {} : { passwordExpiration: password }),
    ...(enabled === undefined ? {} : { enabled: enabled === 'yes' }),
    ...(group === undefined ? {} : { groupId: group }),
    ...(managedAppleId === undefined ? {} : { hasManagedAppleId: managedAppleId === 'set' }),
    ...(pick('mail') === 'failed' ? { mailFailed: true } : {}),
    ...(rules === undefined ? {} : { rules }),
  };
};
