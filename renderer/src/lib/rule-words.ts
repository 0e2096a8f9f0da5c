// Rules in the language of the console: the words between attributes and values, and the names of the attributes.
import type { RuleAttribute, RuleCatalogue } from '../../../shared/rules/rules.ts';
import type { RuleWords } from '../../../shared/rules/text.ts';
import type { english } from './text-resources.ts';
import type { Texts } from './texts.ts';

export const ruleWords = (t: Texts<'model'>): RuleWords => ({
  operator: (operator) => t(`ruleOperator.${operator}`),
  and: t('ruleWords.and'),
  or: t('ruleWords.or'),
  yes: t('ruleWords.yes'),
  no: t('ruleWords.no'),
  nothing: t('ruleWords.nothing'),
  range: (from, to) => t('ruleWords.range', { from, to }),
  ago: (amount, unit) => t(`ruleWords.${unit}Ago`, { count: amount }),
});

type Named = keyof (typeof english)['model']['userAttribute'];
type Hinted = keyof (typeof english)['model']['userAttributeHint'];

const hinted: readonly Hinted[] = ['devices', 'locale', 'userGroupName', 'userGroupDn'];

const named: readonly Named[] = [
  ...hinted,
  'displayName',
  'email',
  'username',
  'firstName',
  'lastName',
  'enabled',
  'hasManagedAppleId',
  'source',
  'inviteStatus',
  'createdAt',
  'userGroup',
];

const sources = ['local', 'ldap', 'entra'] as const;
const inviteStatuses = ['not-invited', 'pending', 'completed', 'expired'] as const;

const optionsOf = ({ id, options }: RuleAttribute, t: Texts<'model'>): RuleAttribute['options'] => {
  if (id === 'source') return sources.map((value) => ({ value, label: t(`userSource.${value}`) }));
  if (id === 'inviteStatus') return inviteStatuses.map((value) => ({ value, label: t(`inviteStatus.${value}`) }));
  return options;
};

/** The catalogue that the core tells with its names in words; attributes of the office's own keep the name they have. */
export const catalogueInWords = (catalogue: RuleCatalogue, t: Texts<'model'>): RuleCatalogue =>
  catalogue.map((attribute) => {
    const name = named.find((id) => id === attribute.id);
    const hint = hinted.find((id) => id === attribute.id);
    const options = optionsOf(attribute, t);
    return {
      ...attribute,
      ...(name && { label: t(`userAttribute.${name}`) }),
      ...(hint && { hint: t(`userAttributeHint.${hint}`) }),
      ...(options && { options }),
    };
  });
