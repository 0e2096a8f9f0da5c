// What a form of the console fills in by itself stands in the contract: the command line need not say it either.
import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/ipc/contract.ts';
import { ldapPresets } from '../../../shared/model/ldap.ts';

describe('defaults of the contract', () => {
  it('a user is called by the names, and signs in with the e-mail address', () => {
    const anna = { email: 'anna@office.example', firstName: ' Anna ', lastName: 'Example' };
    expect(contract['users.create'].input.parse(anna)).toEqual({
      ...anna,
      firstName: 'Anna',
      username: 'anna@office.example',
      displayName: 'Anna Example',
      groupIds: [],
    });
    const named = { ...anna, username: 'a@office.example', displayName: 'A.' };
    expect(contract['users.create'].input.parse(named)).toMatchObject({ ...named, firstName: 'Anna' });
  });

  it('an LDAP server needs an address and a base DN; the rest is the usual of its type', () => {
    const connection = { name: 'Office', url: 'ldaps://ldap.office.example', type: 'active-directory' } as const;
    const { input } = contract['ldap.create'];
    const parsed = input.parse({ connection, search: { baseDn: 'dc=office' } });
    const preset = ldapPresets['active-directory'];
    expect(parsed).toMatchObject({
      options: { syncIntervalMinutes: 15, enabled: true },
      managedAppleId: { kind: 'none', appleidSubdomain: false },
      search: {
        memberFormat: 'dn',
        users: { ...preset.users, baseDn: '', scope: 'sub' },
        groups: preset.groups,
        units: preset.units,
      },
    });
    // Taken again it stays as it is, and what is given counts.
    expect(input.parse(parsed)).toEqual(parsed);
    const own = input.parse({ connection, search: { baseDn: 'dc=office', users: { email: 'proxyAddresses' } } });
    expect(own.search.users).toEqual({ ...parsed.search.users, email: 'proxyAddresses' });
  });
});
