import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../support/english.ts';
import { verbatim } from '../../../shared/locales/admin-texts.ts';
import { checklist, type ChecklistFacts } from '../../../electron/admin/server/checklist.ts';

const now = Date.UTC(2026, 4, 4, 12);
const day = 86_400_000;

const origin = 'https://mdm.office.example:8443';

const complete: ChecklistFacts = {
  now,
  office: { name: 'Office', hostName: 'mdm.office.example', hostChosen: true },
  certificate: { issuer: 'CN=Public CA', publiclyTrusted: true, warnings: [] },
  mailHost: 'smtp.office.example',
  domains: { checks: [{ domain: 'office.example', origin, ok: true, at: now - day }], origin },
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
    expect(checklist(complete).map((item) => item.state)).toEqual(Array(10).fill('done'));
  });

  it.each([
    ['no push certificate', { notAfter: undefined, alarm: undefined }, 'open', 'Import it'],
    ['one that works', { notAfter: now + 30 * day, alarm: undefined }, 'done', '3 Jun 2026'],
    ['one that ends within 30 days', { notAfter: now + 30 * day - 1, alarm: undefined }, 'warning', 'expires on'],
    ['one that ended', { notAfter: now, alarm: undefined }, 'warning', 'expired on 4 May 2026'],
    [
      'pushes that are paused',
      { notAfter: now + 300 * day, alarm: verbatim('Pushes are paused.') },
      'warning',
      'paused',
    ],
  ])('judges %s', (_what, push, state, words) => {
    expect(itemOf('push', { push })).toMatchObject({ state, detail: expect.stringContaining(words) as string });
  });

  it.each([
    ['nobody named the office', { name: undefined }, 'open', 'what the office is called'],
    ['nobody chose a host', { hostName: 'annas-mac', hostChosen: false }, 'open', 'the name of this computer'],
    ['the host is this computer for everybody', { hostName: 'LOCALHOST' }, 'warning', 'the computer itself'],
    ['the host is a loopback address', { hostName: '127.0.0.1' }, 'warning', 'the computer itself'],
    ['the host is an address', { hostName: '192.168.1.20' }, 'warning', 'an address'],
    ['the host is a bare name', { hostName: 'annas-mac' }, 'warning', 'bare name'],
    ['the host is known in the local network', { hostName: 'annas-mac.local' }, 'warning', 'the office only'],
  ])('does not count name and address as done when %s', (_what, change, state, words) => {
    expect(itemOf('office', { office: { ...complete.office, ...change } })).toMatchObject({
      state,
      detail: expect.stringContaining(words) as string,
    });
  });

  it('takes a certificate of our own for good only where the profile can bring the trust, and has', () => {
    const own: Partial<ChecklistFacts> = {
      certificate: { issuer: 'CN=Russet Office Root', publiclyTrusted: false, warnings: [] },
      userEnrollmentSettings: [],
    };
    expect(itemOf('certificate', own)?.state).toBe('done');
    expect(itemOf('certificate', { ...own, devices: 0 })).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('No device trusts') as string,
    });
    expect(itemOf('certificate', { ...own, userEnrollmentSettings: ['Private phones'] })).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('public authority') as string,
    });
    const warnings = [verbatim('It ends soon.')];
    expect(itemOf('certificate', { certificate: { ...complete.certificate, warnings } })).toMatchObject({
      state: 'warning',
      detail: 'It ends soon.',
    });
  });

  it('wants a mail server', () => {
    expect(itemOf('mail', { mailHost: undefined })?.state).toBe('open');
  });

  it.each([
    ['never checked', [], 'open', 'office.example'],
    ['checked and wrong', [{ domain: 'office.example', origin, ok: false, at: now }], 'warning', 'wrong'],
    [
      'checked for a former address',
      [{ domain: 'office.example', origin: 'https://old.example', ok: true, at: now }],
      'open',
      'present address',
    ],
    ['checked for another domain', [{ domain: 'other.example', origin, ok: true, at: now }], 'open', 'office.example'],
  ])('does not count a domain file as done that was %s', (_what, checks, state, words) => {
    expect(itemOf('domain', { domains: { checks, origin } })).toMatchObject({
      state,
      detail: expect.stringContaining(words) as string,
    });
  });

  it('takes the domain that was checked where identity is federated and none is declared', () => {
    const businessManager = { ...complete.businessManager, validatedDomains: [], federated: true };
    expect(itemOf('domain', { businessManager })?.state).toBe('done');
    expect(itemOf('domain', { businessManager, domains: { checks: [], origin } })?.state).toBe('open');
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
