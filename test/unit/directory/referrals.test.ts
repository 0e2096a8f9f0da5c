// Where a referral may lead, and how the password of the bind user goes there.
import { describe, expect, it } from 'vitest';
import { equals, referralTarget, type LdapServer } from '../../../electron/directory/clients/ldap-client.ts';

const server: LdapServer = {
  url: 'ldap://dc1.office.example',
  failoverUrl: undefined,
  startTls: false,
  caCertificates: [],
  timeoutMs: 1000,
  bindDn: 'CN=Reader,CN=Users,DC=office,DC=example',
  password: 'secret',
  referrals: 'follow',
  pageSize: 100,
};
const search = { baseDn: 'DC=office,DC=example', scope: 'sub', filter: equals('cn', 'anna'), attributes: [] } as const;
const target = (uri: string, changes: Partial<LdapServer> = {}, domains: readonly string[] = []) => {
  const { url, startTls } = referralTarget(uri, { ...server, ...changes }, search, domains).server;
  return `${url} ${startTls || url.startsWith('ldaps:') ? 'by TLS' : 'in the clear'}`;
};

describe('a referral', () => {
  it.each([
    ['ldap://office.example/OU=Sales,DC=office,DC=example', 'ldap://office.example by TLS'],
    ['ldap://dc2.office.example/DC=office,DC=example', 'ldap://dc2.office.example by TLS'],
    ['ldap://berlin.office.example/DC=berlin,DC=office,DC=example', 'ldap://berlin.office.example by TLS'],
    ['ldaps://dc2.office.example/DC=office,DC=example', 'ldaps://dc2.office.example by TLS'],
    // The admin chose how this one is reached.
    ['ldap://DC1.office.example:1389/DC=office,DC=example', 'ldap://DC1.office.example:1389 in the clear'],
  ])('into the own domain is followed: %s', (uri, expected) => {
    expect(target(uri)).toBe(expected);
  });

  it.each([
    'ldap://evil.example/DC=office,DC=example',
    'ldap://evil-office.example/DC=office,DC=example',
    'ldap://office.example.evil.example/DC=office,DC=example',
    'ldap://example/DC=office,DC=example',
  ])('to %s is refused', (uri) => {
    expect(() => target(uri)).toThrow('password of the bind user is not sent there');
  });

  it('is followed within the forest that the server tells, whatever the bind user is called', () => {
    const bindDn = 'OFFICE\\reader';
    expect(() => target('ldap://office.example/DC=office,DC=example', { bindDn })).toThrow();
    expect(
      target('ldap://office.example/DC=office,DC=example', { bindDn }, ['berlin.office.example', 'office.example']),
    ).toBe('ldap://office.example by TLS');
    // No domain, no match.
    expect(() => target('ldap://dc9.elsewhere/DC=a', { bindDn }, ['', 'elsewhere'])).toThrow();
  });
});
