// The audit trail: who changed what and when, append-only.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { eventTopics } from '../events.ts';
import { auditActivitySchema, auditCategorySchema, auditTypeSchema } from '../../model/audit.ts';
import { listQuery, method, nothing, pageOf, timestamp } from '../method.ts';
import { startedTask } from './tasks.ts';

export const auditFilter = listQuery(['at', 'name', 'type', 'category', 'activity', 'by']).extend({
  from: timestamp.optional(),
  to: timestamp.optional(),
  categories: z.array(auditCategorySchema).optional(),
  types: z.array(auditTypeSchema).optional(),
  activities: z.array(auditActivitySchema).optional(),
  /** Part of the name of what was changed. */
  name: z.string().max(200).optional(),
  /** Part of who did it. */
  by: z.string().max(200).optional(),
});

export const auditChange = z.strictObject({
  attribute: z.string(),
  /** Absent: there was no value. Secrets are never given, Managed Apple IDs are masked. */
  before: z.string().optional(),
  after: z.string().optional(),
});
export type AuditChange = z.infer<typeof auditChange>;

export const auditRow = z.strictObject({
  /** 1, 2, 3 without a gap. */
  id: z.number().int(),
  at: timestamp,
  category: auditCategorySchema,
  type: auditTypeSchema,
  /** What was changed, in the words of then. */
  name: z.string(),
  activity: auditActivitySchema,
  by: z.string(),
  changes: z.array(auditChange),
});
export type AuditRow = z.infer<typeof auditRow>;

const auditAnchor = z.strictObject({
  /** The number of the last entry. */
  entries: z.number().int().nonnegative(),
  /** Its hash, which covers all before. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export const auditApi = {
  'audit.list': method('The audit trail with filters and search, newest first.', auditFilter, pageOf(auditRow), {
    // Every change may have left an entry.
    reads: eventTopics,
  }),
  'audit.anchor': method(
    'Where the audit trail ends, to be kept elsewhere: the sealed anchor that shows whether entries were removed or written anew.',
    nothing,
    z.strictObject({
      /** Absent while there is none, or while it cannot be read. */
      anchor: auditAnchor.optional(),
      /** Present when the trail does not end as it was written. */
      problem: adminTextSchema.optional(),
    }),
    { reads: eventTopics },
  ),
  'audit.verify': method(
    'Walks the chain of the audit trail as a task, which fails at the first entry that was altered, removed or added. With an anchor that was kept elsewhere also if the chain does not pass through it.',
    z.strictObject({ anchor: auditAnchor.optional() }),
    startedTask,
  ),
};
