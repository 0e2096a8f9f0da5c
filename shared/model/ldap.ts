// Words and presets of LDAP directories, shared by the wizard and the sync.

export const ldapTypes = ['active-directory', 'openldap', 'other'] as const;
export type LdapType = (typeof ldapTypes)[number];

export const ldapScopes = ['base', 'one', 'sub'] as const;
export const ldapReferrals = ['follow', 'ignore', 'throw'] as const;

/** What can be picked for the sync. */
export const ldapItemKinds = ['user', 'group', 'ou'] as const;
export type LdapItemKind = (typeof ldapItemKinds)[number];

/** The permanent id that stands for everything under the base DN of users. */
export const wholeTree = 'everybody';

/** Custom attributes may not take the names that the sync itself fills. */
export const reservedAttributes = ['distinguishedName', 'samAccountName', 'userPrincipalName', 'uid'] as const;

export interface LdapSearchPreset {
  readonly memberFormat: 'dn' | 'uid';
  readonly users: {
    readonly filter: string;
    readonly guid: string;
    readonly uid: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly displayName: string;
    readonly email: string;
    readonly principal: string;
    readonly locale: string;
    readonly memberOf: string;
  };
  readonly groups: {
    readonly filter: string;
    readonly guid: string;
    readonly name: string;
    readonly description: string;
  };
  readonly units: {
    readonly filter: string;
    readonly guid: string;
    readonly name: string;
    readonly description: string;
  };
}

const openLdap: LdapSearchPreset = {
  memberFormat: 'dn',
  users: {
    filter: '(objectClass=inetOrgPerson)',
    guid: 'entryUUID',
    uid: 'uid',
    firstName: 'givenName',
    lastName: 'sn',
    displayName: 'cn',
    email: 'mail',
    principal: '',
    locale: 'preferredLanguage',
    memberOf: 'memberOf',
  },
  groups: {
    filter: '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))',
    guid: 'entryUUID',
    name: 'cn',
    description: 'description',
  },
  units: { filter: '(objectClass=organizationalUnit)', guid: 'entryUUID', name: 'ou', description: 'description' },
};

/** Attributes and filters that fit the usual set-up of each type. */
export const ldapPresets: Readonly<Record<LdapType, LdapSearchPreset>> = {
  'active-directory': {
    memberFormat: 'dn',
    users: {
      filter: '(&(objectCategory=person)(objectClass=user))',
      guid: 'objectGUID',
      uid: 'sAMAccountName',
      firstName: 'givenName',
      lastName: 'sn',
      displayName: 'displayName',
      email: 'mail',
      principal: 'userPrincipalName',
      locale: 'preferredLanguage',
      memberOf: 'memberOf',
    },
    groups: { filter: '(objectClass=group)', guid: 'objectGUID', name: 'cn', description: 'description' },
    units: {
      filter: '(|(objectClass=organizationalUnit)(objectClass=container))',
      guid: 'objectGUID',
      name: 'name',
      description: 'description',
    },
  },
  openldap: openLdap,
  other: openLdap,
};
