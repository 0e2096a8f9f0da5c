// Acting on many people at once: who may be acted on and who not and why, then doing it as a task.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { lostKey } from '../../look-up.ts';
import { fieldKey } from '../field-texts.ts';
import { method, recordId } from '../method.ts';
import { startedTask } from '../office/tasks.ts';
import { userFilter } from './users.ts';

/** Named as a column of an import would be. */
const attributeName = z
  .string()
  .trim()
  .min(1, fieldKey('fields.required'))
  .max(100)
  .regex(/^[^\p{Cc}]*$/u, fieldKey('fields.oneLine'))
  .refine((name) => name !== lostKey, fieldKey('fields.attributeImpossible'));

export const bulkAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('enable') }),
  z.strictObject({ kind: z.literal('disable') }),
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({ kind: z.literal('add-to-group'), groupId: recordId }),
  z.strictObject({ kind: z.literal('remove-from-group'), groupId: recordId }),
  /** Assigns a custom attribute; an earlier value is replaced. Names that the person's directory gives are refused. */
  z.strictObject({
    kind: z.literal('set-attribute'),
    name: attributeName,
    value: z.string().trim().min(1, fieldKey('fields.required')).max(1000),
  }),
  z.strictObject({ kind: z.literal('remove-attribute'), name: attributeName }),
  z.strictObject({ kind: z.literal('generate-pin') }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

/** Some people by id, or everybody a filter finds. */
const request = z
  .strictObject({
    action: bulkAction,
    ids: z.array(recordId).min(1).max(10_000).optional(),
    filter: userFilter.optional(),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), fieldKey('fields.idsOrFilter'));

export const bulkVerdict = z.strictObject({
  allowed: z.number().int(),
  /** What the action leaves as it is although one might expect otherwise. */
  notes: z.array(adminTextSchema),
  refused: z.array(
    z.strictObject({
      reason: adminTextSchema,
      count: z.number().int(),
      /** Some of them. */
      names: z.array(z.string()),
    }),
  ),
});
export type BulkVerdict = z.infer<typeof bulkVerdict>;

export const bulkApi = {
  'users.checkBulk': method('Who an action would reach and who not and why, without doing it.', request, bulkVerdict),
  'users.runBulk': method(
    'Does an action to everybody it may reach, as a task; the others are left as they are and counted with the reason.',
    request,
    startedTask,
  ),
};
