// What the audit trail tells of an LDAP server.
import { X509Certificate } from 'node:crypto';
import type { LdapItem, LdapServerInput } from '../../shared/ipc/directories/ldap.ts';
import { pemCertificates } from '../../shared/pem.ts';
import type { LdapConfig } from '../db/stores/directories/ldap-servers.ts';
import type { AuditedValues } from '../office/audit.ts';
import { attributesOf } from '../office/audited-attributes.ts';

/** The certificates themselves are long: their fingerprints tell which they are. */
export const auditedConfig = (
  { connection, options, search, managedAppleId }: LdapConfig,
  password?: string,
): AuditedValues => ({
  ...attributesOf(connection),
  ...attributesOf(options, ['caCertificates']),
  'CA Certificates': options.caCertificates
    .flatMap(pemCertificates)
    .map((pem) => new X509Certificate(pem).fingerprint256),
  ...attributesOf(search, ['customAttributes']),
  'Custom Attributes': search.customAttributes.map(({ name, attribute }) => `${name}: ${attribute}`),
  ...attributesOf({ managedAppleId }),
  Password: { secret: password },
});

/** The server as it was typed; a password that was given is recorded as such, never what it is. */
export const auditedInput = (input: LdapServerInput): AuditedValues => {
  const { password, ...connection } = input.connection;
  return auditedConfig({ ...input, connection }, password);
};

const shownItems = 50;

/** What is read of the directory, in words. */
export const itemNames = (items: readonly LdapItem[]): string =>
  items
    .slice(0, shownItems)
    .map(({ kind, dn, name }) => `${kind} ${name} (${dn})`)
    .join(', ');
