// Rules of the advanced search, saved under a name.
import { z } from 'zod';
import { ruleGroup } from '../../rules/rules.ts';
import { fieldKey } from '../field-texts.ts';
import { done, method, nothing, recordId } from '../method.ts';

const queryName = z.string().trim().min(1, fieldKey('fields.required')).max(128);

export const queriesApi = {
  'queries.list': method(
    'Saved queries of the advanced search for users, by name.',
    nothing,
    z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        rules: ruleGroup,
        /** The rules in plain English; the console says them in its own language. */
        text: z.string(),
      }),
    ),
    { reads: ['groups'] },
  ),
  'queries.save': method(
    'Saves rules under a name; a query of the same name is replaced.',
    z.strictObject({ name: queryName, rules: ruleGroup }),
    z.strictObject({ id: recordId }),
  ),
  'queries.delete': method('Deletes a saved query.', z.strictObject({ id: recordId }), done),
};
