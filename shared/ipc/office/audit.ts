// The audit trail: who changed what and when, append-only.
import { z } from 'zod';
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

export const auditApi = {
  'audit.list': method('The audit trail with filters and search, newest first.', auditFilter, pageOf(auditRow), {
    // Every change may have left an entry.
    reads: eventTopics,
  }),
  'audit.verify': method(
    'Walks the chain of the audit trail as a task, which fails at the first entry that was altered, removed or added.',
    nothing,
    startedTask,
  ),
};
