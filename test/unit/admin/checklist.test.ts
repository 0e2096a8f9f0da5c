import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../support/english.ts';
import { checklist, type ChecklistFacts } from '../../../electron/admin/server/checklist.ts';

const now = Date.UTC(2026, 4, 4, 12);
const day = 86_400_000;

const complete: ChecklistFacts = {
  now,
  push: { notAfter: now + 300 * day, alarm: undefined },
  businessManager: {
    accountConnected: true,
    organizationName: 'Office',
    appsAndBooksConnected: true,
    appsAndBooksSameOrganization: true,
    validatedDomains: ['office.example'],
    federated: false,
  },
  people: { users: 3, withManagedAppleId: 2 },
  userEnrollmentSettings: ['Private phones'],
  devices: 1,
};

const itemOf = (id: string, change: Partial<ChecklistFacts>) =>
  inEnglish(checklist({ ...complete, ...change })).find((item) => item.id === id);

describe('the setup checklist', () => {
  it('is done when everything is set up', () => {
    expect(checklist(complete).map((item) => item.state)).toEqual(Array(6).fill('done'));
  });

  it.each([
    ['no push certificate', { notAfter: undefined, alarm: undefined }, 'open', 'Import it'],
    ['one that works', { notAfter: now + 30 * day, alarm: undefined }, 'done', '3 Jun 2026'],
    ['one that ends within 30 days', { notAfter: now + 30 * day - 1, alarm: undefined }, 'warning', 'expires on'],
    ['one that ended', { notAfter: now, alarm: undefined }, 'warning', 'expired on 4 May 2026'],
    ['pushes that are paused', { notAfter: now + 300 * day, alarm: 'Pushes are paused.' }, 'warning', 'paused'],
  ])('judges %s', (_what, push, state, words) => {
    expect(itemOf('push', { push })).toMatchObject({ state, detail: expect.stringContaining(words) as string });
  });

  it('warns when Apple Business Manager is connected but could accept no Managed Apple ID', () => {
    const businessManager = { ...complete.businessManager, validatedDomains: [] };
    expect(itemOf('business-manager', { businessManager })?.state).toBe('warning');
    expect(itemOf('business-manager', { businessManager: { ...businessManager, federated: true } })?.state).toBe(
      'done',
    );
  });

  it('warns when Apps and Books belongs to another organization', () => {
    const businessManager = { ...complete.businessManager, appsAndBooksSameOrganization: false };
    expect(itemOf('apps-and-books', { businessManager })?.state).toBe('warning');
  });

  it('warns when nobody has a Managed Apple ID', () => {
    expect(itemOf('people', { people: { users: 1, withManagedAppleId: 0 } })).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('1 user,') as string,
    });
  });
});
