// The attributes that rules on users may use.
import { type RuleAttribute, type RuleCatalogue, type RuleGroup, rowsOf } from './rules.ts';

/** Attributes that the directory tells or that were assigned are named by this and their own name. */
export const customAttributePrefix = 'attribute:';

/** The attribute whose values are ids of user groups. */
export const groupAttribute = 'userGroup';

const fixed = [
  { id: 'displayName', label: 'Display Name', type: 'text' },
  { id: 'email', label: 'E-mail', type: 'text' },
  { id: 'username', label: 'Username', type: 'text' },
  { id: 'firstName', label: 'First Name', type: 'text' },
  { id: 'lastName', label: 'Last Name', type: 'text' },
  { id: 'enabled', label: 'Enabled', type: 'yes-no' },
  { id: 'hasManagedAppleId', label: 'Has a Managed Apple ID', type: 'yes-no' },
  {
    id: 'source',
    label: 'Source',
    type: 'list',
    options: [
      { value: 'local', label: 'Local' },
      { value: 'ldap', label: 'LDAP' },
      { value: 'entra', label: 'Entra ID' },
    ],
  },
  {
    id: 'inviteStatus',
    label: 'Invite Status',
    type: 'list',
    options: [
      { value: 'not-invited', label: 'Not Invited' },
      { value: 'pending', label: 'Pending' },
      { value: 'completed', label: 'Completed' },
      { value: 'expired', label: 'Expired' },
    ],
  },
  { id: 'devices', label: 'Devices', type: 'number', hint: 'Devices that still take commands.' },
  { id: 'createdAt', label: 'Added', type: 'time' },
  { id: 'locale', label: 'Locale', type: 'text', hint: 'As the directory has it, such as de-DE.' },
  {
    id: 'userGroupName',
    label: 'User Group Name',
    type: 'text',
    hint: 'Looks at groups with members of their own: manually managed ones and those of directories.',
  },
  {
    id: 'userGroupDn',
    label: 'User Group DN',
    type: 'text',
    hint: 'Looks at groups of directories.',
  },
  {
    id: 'userGroupGuid',
    label: 'User Group GUID',
    type: 'text',
    hint: 'Looks at groups of directories: the id that stays when the group is renamed there.',
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
    label: 'User Group',
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
