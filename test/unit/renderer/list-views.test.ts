import { describe, expect, it } from 'vitest';
import { addressOfView, paramsOfView, withView } from '../../../renderer/src/lib/list-views.ts';

describe('the named views of a list', () => {
  it('keep search, filters and order, but neither the page nor the tab', () => {
    const address = addressOfView(new URLSearchParams('q=ben&sort=-name&status=active&page=3&tab=logs'));
    expect(address).toBe('q=ben&sort=-name&status=active');
    const params = paramsOfView({ name: 'Ben', address, columns: [] }, new URLSearchParams('q=anna&tab=logs'));
    expect(params.toString()).toBe('q=ben&sort=-name&status=active&tab=logs');
  });

  it('replace one of the same name where it stands, whatever its case', () => {
    const views = withView(withView([], 'Mine', 'q=1', []), 'Other', 'q=2', []);
    expect(withView(views, 'mine', 'q=3', [{ id: 'name', visible: true }])).toEqual([
      { name: 'mine', address: 'q=3', columns: [{ id: 'name', visible: true }] },
      { name: 'Other', address: 'q=2', columns: [] },
    ]);
  });
});
