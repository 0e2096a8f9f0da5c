// The attributes that rules on users may use.
import { say } from '../locales/admin-texts.ts';
import { type RuleAttribute, type RuleCatalogue, type RuleGroup, rowsOf } from './rules.ts';

/** Attributes that the directory tells or that were assigned are named by this and their own name. */
export const customAttributePrefix = 'attribute:';

/** The attribute whose values are ids of user groups. */
export const groupAttribute = 'userGroup';

const fixed = [
  { id: 'displayName', label: say('userAttributes.displayName'), type: 'text' },
  { id: 'email', label: say('userAttributes.email'), type: 'text' },
  { id: 'username', label: say('userAttributes.username'), type: 'text' },
  { id: 'firstName', label: say('userAttributes.firstName'), type: 'text' },
  { id: 'lastName', label: say('userAttributes.lastName'), type: 'text' },
  { id: 'enabled', label: say('userAttributes.enabled'), type: 'yes-no' },
  { id: 'hasManagedAppleId', label: say('userAttributes.hasManagedAppleId'), type: 'yes-no' },
  {
    id: 'source',
    label: say('userAttributes.source'),
    type: 'list',
    options: [
      { value: 'local', label: say('userAttributes.fromLocal') },
      { value: 'ldap', label: say('userAttributes.fromLdap') },
      { value: 'entra', label: say('userAttributes.fromEntra') },
    ],
  },
  {
    id: 'inviteStatus',
    label: say('userAttributes.inviteStatus'),
    type: 'list',
    options: [
      { value: 'not-invited', label: say('userAttributes.inviteNotInvited') },
      { value: 'pending', label: say('userAttributes.invitePending') },
      { value: 'completed', label: say('userAttributes.inviteCompleted') },
      { value: 'expired', label: say('userAttributes.inviteExpired') },
    ],
  },
  { id: 'devices', label: say('userAttributes.devices'), type: 'number', hint: say('userAttributes.devicesHint') },
  { id: 'createdAt', label: say('userAttributes.createdAt'), type: 'time' },
  { id: 'locale', label: say('userAttributes.locale'), type: 'text', hint: say('userAttributes.localeHint') },
  {
    id: 'userGroupName',
    label: say('userAttributes.userGroupName'),
    type: 'text',
    hint: say('userAttributes.userGroupNameHint'),
  },
  {
    id: 'userGroupDn',
    label: say('userAttributes.userGroupDn'),
    type: 'text',
    hint: say('userAttributes.userGroupDnHint'),
  },
  {
    id: 'userGroupGuid',
    label: say('userAttributes.userGroupGuid'),
    type: 'text',
    hint: say('userAttributes.userGroupGuidHint'),
  },
] as const satisfies readonly RuleAttribute[];

export type FixedUserAttribute = (typeof fixed)[number]['id'];

/** What a catalogue of users holds beside what every user has. */
export interface UserCatalogueParts {
  /** Absent: a rule may name any group. */
  readonly groups?: readonly { readonly id: string; readonly name: string }[];
  /** Names of attributes that some user has or will have from a directory. */
  readonly customAttributes: readonly string[];
}

/** The catalogue for rules on users. */
export const userCatalogue = ({ groups, customAttributes }: UserCatalogueParts): RuleCatalogue => [
  ...fixed,
  {
    id: groupAttribute,
    label: say('userAttributes.userGroup'),
    type: 'list',
    ...(groups && { options: groups.map(({ id, name }) => ({ value: id, label: name })) }),
  },
  ...customAttributes.map((name): RuleAttribute => ({ id: customAttributePrefix + name, label: name, type: 'text' })),
];

/** Names of the custom attributes that a tree uses. */
export const customAttributesOf = (tree: RuleGroup): string[] => [
  ...new Set(
    rowsOf(tree).flatMap(({ attribute }) =>
      attribute.startsWith(customAttributePrefix) ? [attribute.slice(customAttributePrefix.length)] : [],
    ),
  ),
];

/** Ids of the groups that a tree asks for. */
export const groupsNamedBy = (tree: RuleGroup): string[] => [
  ...new Set(
    rowsOf(tree).flatMap(({ attribute, value }) =>
      attribute === groupAttribute && typeof value === 'string' ? [value] : [],
    ),
  ),
];
