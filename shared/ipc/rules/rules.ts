// What the rule builder asks: which attributes rules may use, and who fits them.
import { z } from 'zod';
import { shownTextSchema } from '../../locales/admin-texts.ts';
import { ruleGroup, ruleSubjects } from '../../rules/rules.ts';
import { method } from '../method.ts';

/** What the rules are about. */
const subject = z.enum(ruleSubjects);

const ruleAttribute = z.strictObject({
  id: z.string(),
  label: shownTextSchema,
  type: z.enum(['text', 'number', 'version', 'yes-no', 'list', 'time']),
  options: z.array(z.strictObject({ value: z.string(), label: shownTextSchema })).optional(),
  hint: shownTextSchema.optional(),
});

export const rulesApi = {
  'rules.attributes': method(
    'The attributes that rules on a kind of record may use.',
    z.strictObject({ subject }),
    z.array(ruleAttribute),
    { reads: ['users', 'groups'] },
  ),
  'rules.preview': method(
    'The first records that fit rules, and how many there are.',
    z.strictObject({ subject, rules: ruleGroup, limit: z.number().int().min(1).max(100).default(10) }),
    z.strictObject({
      total: z.number().int(),
      /** Of users `detail` is the e-mail address. */
      rows: z.array(z.strictObject({ id: z.string(), name: z.string(), detail: z.string() })),
    }),
    { reads: ['devices', 'users', 'groups'] },
  ),
};
