// Signing in at enrollment with the password of the directory.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { personLdif, startLdapDirectory, suffix, type LdapDirectory } from '../../support/ldap-directory.ts';
import { connectAndSync, ldapInput } from '../../support/ldap-office.ts';

describe('sign-in with an LDAP password', () => {
  let office: Office;
  let directory: LdapDirectory;

  beforeAll(async () => {
    directory = await startLdapDirectory({
      entries: `\ndn: ou=moved,${suffix}\nobjectClass: organizationalUnit\nou: moved\n${personLdif('anna')}`,
    });
    office = await startOffice();
    await allowUserEnrollment(office);
    await connectAndSync(office, ldapInput(directory.url));
  });
  afterAll(async () => {
    await office.stop();
    await directory.stop();
    expect(office.problems).toEqual([]);
  });

  const enroll = (password: string) =>
    office.device({ kind: 'iPhone', osVersion: '18.2' }).enrollAccountDriven({
      identifier: 'anna@office.example',
      discoveryOrigin: office.origin,
      password,
      managedAppleId: 'anna@appleid.office.example',
    });

  it('refuses a wrong password and an empty one, which a directory would take for an anonymous bind', async () => {
    await expect(enroll('wrong')).rejects.toThrow();
    await expect(enroll('')).rejects.toThrow();
    expect((await office.call('devices.list', {})).total).toBe(0);
  });

  it('enrolls with the right one, also after the entry was moved and before a sync noticed', async () => {
    await directory.modify(
      `dn: uid=anna,ou=people,${suffix}\nchangetype: modrdn\nnewrdn: uid=anna\ndeleteoldrdn: 0\nnewsuperior: ou=moved,${suffix}\n`,
    );
    await enroll('anna password');
    const { rows } = await office.call('devices.list', {});
    expect(rows.map(({ managedAppleId }) => managedAppleId)).toEqual(['a•••a@appleid.office.example']);
  });
});
