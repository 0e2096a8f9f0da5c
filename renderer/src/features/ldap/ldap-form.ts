// The wizard's values, and what the contract takes.
import type { MethodInput } from '@shared/ipc/contract.ts';
import { ldapOptions, type LdapDetails } from '@shared/ipc/directories/ldap.ts';
import { ldapPresets, type LdapType } from '@shared/model/ldap.ts';
import { typedNumber } from '../../lib/contract-form.ts';

type Server = MethodInput<'ldap.create'>;
type Scope = 'base' | 'one' | 'sub';

interface FoundValues {
  baseDn: string;
  scope: Scope;
  filter: string;
  guid: string;
}

interface NamedValues extends FoundValues {
  name: string;
  description: string;
}

export interface LdapFormValues {
  connection: {
    name: string;
    description: string;
    url: string;
    startTls: boolean;
    bindDn: string;
    password: string;
    passwordAgain: string;
    type: LdapType;
  };
  options: {
    failoverUrl: string;
    syncIntervalMinutes: string;
    discardEnabled: boolean;
    discardPercent: string;
    enabled: boolean;
    autoInvite: boolean;
    /** All certificates as one text. */
    caCertificates: string;
    referrals: 'follow' | 'ignore' | 'throw';
    resultsTimeout: string;
    resultsCount: string;
  };
  search: {
    baseDn: string;
    memberFormat: 'dn' | 'uid';
    users: FoundValues & {
      uid: string;
      firstName: string;
      lastName: string;
      displayName: string;
      email: string;
      principal: string;
      locale: string;
      memberOf: string;
    };
    groups: NamedValues;
    units: NamedValues;
    customAttributes: { name: string; attribute: string }[];
  };
  managedAppleId: { kind: 'none' | 'email' | 'upn'; appleidSubdomain: boolean };
}

/** Everything that depends on the type; base DNs and scopes stay as they are. */
export const withPreset = (search: LdapFormValues['search'], type: LdapType): LdapFormValues['search'] => {
  const preset = ldapPresets[type];
  return {
    ...search,
    memberFormat: preset.memberFormat,
    users: { ...search.users, ...preset.users },
    groups: { ...search.groups, ...preset.groups },
    units: { ...search.units, ...preset.units },
  };
};

const { users, groups, units, memberFormat } = ldapPresets['active-directory'];
const everywhere: Pick<FoundValues, 'baseDn' | 'scope'> = { baseDn: '', scope: 'sub' };

export const emptyLdapForm: LdapFormValues = {
  connection: {
    name: '',
    description: '',
    url: '',
    startTls: false,
    bindDn: '',
    password: '',
    passwordAgain: '',
    type: 'active-directory',
  },
  options: {
    failoverUrl: '',
    syncIntervalMinutes: '15',
    discardEnabled: true,
    discardPercent: '25',
    enabled: true,
    autoInvite: false,
    caCertificates: '',
    referrals: 'ignore',
    resultsTimeout: '30',
    resultsCount: '500',
  },
  search: {
    baseDn: '',
    memberFormat,
    users: { ...everywhere, ...users },
    groups: { ...everywhere, ...groups },
    units: { ...everywhere, ...units },
    customAttributes: [],
  },
  managedAppleId: { kind: 'none', appleidSubdomain: false },
};

export const formOfServer = ({ connection, options, search, managedAppleId }: LdapDetails): LdapFormValues => ({
  connection: { ...connection, password: '', passwordAgain: '' },
  options: {
    ...options,
    syncIntervalMinutes: String(options.syncIntervalMinutes),
    discardPercent: String(options.discardPercent),
    resultsTimeout: String(options.resultsTimeout),
    resultsCount: String(options.resultsCount),
    caCertificates: options.caCertificates.join('\n'),
  },
  search,
  managedAppleId,
});

/** A share that is not asked for, because its tick box is off, cannot be wrong. */
const discardShare = ({ discardEnabled, discardPercent }: LdapFormValues['options']): number => {
  const typed = typedNumber(discardPercent);
  const allowed = ldapOptions.shape.discardPercent.safeParse(typed);
  return discardEnabled || allowed.success ? typed : Number(emptyLdapForm.options.discardPercent);
};

/** An empty password keeps the stored one. */
export const toServer = ({ connection, options, search, managedAppleId }: LdapFormValues): Server => ({
  connection: {
    name: connection.name,
    description: connection.description,
    url: connection.url,
    startTls: connection.startTls,
    bindDn: connection.bindDn,
    type: connection.type,
    ...(connection.password !== '' && { password: connection.password }),
  },
  options: {
    ...options,
    syncIntervalMinutes: typedNumber(options.syncIntervalMinutes),
    discardPercent: discardShare(options),
    resultsTimeout: typedNumber(options.resultsTimeout),
    resultsCount: typedNumber(options.resultsCount),
    caCertificates: options.caCertificates.trim() === '' ? [] : [options.caCertificates],
  },
  search,
  managedAppleId,
});

export const connectionFields = [
  'connection.name',
  'connection.description',
  'connection.url',
  'connection.bindDn',
  'connection.password',
  'connection.passwordAgain',
] as const;

export const optionFields = [
  'options.failoverUrl',
  'options.syncIntervalMinutes',
  'options.discardPercent',
  'options.resultsTimeout',
  'options.resultsCount',
  'options.caCertificates',
] as const;

export const userFields = [
  'guid',
  'uid',
  'firstName',
  'lastName',
  'displayName',
  'email',
  'principal',
  'locale',
  'memberOf',
] as const;

export const namedFields = ['guid', 'name', 'description'] as const;

/** Attributes without which nobody can be taken in. */
export const requiredAttributes: {
  readonly users: readonly (typeof userFields)[number][];
  readonly groups: readonly (typeof namedFields)[number][];
  readonly units: readonly (typeof namedFields)[number][];
} = { users: ['guid', 'uid', 'displayName', 'email'], groups: ['guid', 'name'], units: ['guid', 'name'] };

export const searchFields = [
  'search.baseDn',
  ...(['users', 'groups', 'units'] as const).flatMap(
    (part) => [`search.${part}.baseDn`, `search.${part}.filter`] as const,
  ),
  ...userFields.map((name) => `search.users.${name}` as const),
  ...(['groups', 'units'] as const).flatMap((part) => namedFields.map((name) => `search.${part}.${name}` as const)),
] as const;

/** Fields of the rows of custom attributes. */
export const customAttributeFields = (rows: LdapFormValues['search']['customAttributes']) =>
  rows.flatMap(
    (_, index) => [`search.customAttributes.${index}.name`, `search.customAttributes.${index}.attribute`] as const,
  );

export const wizardSteps = ['connection', 'options', 'search', 'managedAppleId', 'preview'] as const;

/** Fields of each page of the wizard, for checking one page before the next. */
export const fieldsOfStep = (step: number, form: LdapFormValues) =>
  [
    [...connectionFields],
    [...optionFields],
    [...searchFields, ...customAttributeFields(form.search.customAttributes)],
    [],
    [],
  ][step] ?? [];

/** The page that shows one of these fields; undefined if none does. */
export const stepOfFields = (paths: readonly string[], form: LdapFormValues): number | undefined => {
  const step = wizardSteps.findIndex((_, index) =>
    (fieldsOfStep(index, form) as readonly string[]).some((name) => paths.includes(name)),
  );
  return step < 0 ? undefined : step;
};
