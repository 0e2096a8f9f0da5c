import { describe, expect, it } from 'vitest';
import {
  emptyListState,
  type ListState,
  parseListState,
  writeListState,
} from '../../../renderer/src/lib/list-state.ts';

const defaults: ListState = { ...emptyListState, sortBy: 'name', filters: { idle: ['hide'] } };

describe('the state of a list in the address', () => {
  it('comes back as it was written', () => {
    const state: ListState = {
      search: 'anna & co',
      sortBy: 'lastSeenAt',
      sortDirection: 'desc',
      page: 3,
      pageSize: 100,
      filters: { status: ['active', 'wiped'], idle: [] },
    };
    const params = writeListState(state, defaults, new URLSearchParams());
    expect(parseListState(new URLSearchParams(params.toString()), defaults)).toEqual(state);
  });

  it('leaves the address empty when everything is default', () => {
    expect(writeListState(defaults, defaults, new URLSearchParams()).toString()).toBe('');
  });

  it('keeps the open tab and drops what it does not know', () => {
    const params = writeListState(defaults, defaults, new URLSearchParams('tab=logs&q=old'));
    expect(params.toString()).toBe('tab=logs');
  });

  it('takes defaults for odd values', () => {
    const state = parseListState(new URLSearchParams('page=-1&size=7&sort='), defaults);
    expect(state).toMatchObject({ page: 0, pageSize: 50, filters: { idle: ['hide'] } });
  });
});
