// Long work in the background: what runs, how far it is, how it ended.
import { z } from 'zod';
import { adminTextSchema, shownTextSchema } from '../../locales/admin-texts.ts';
import { errorCodes, type ErrorCode } from '../../errors.ts';
import { done, method, nothing, recordId, timestamp } from '../method.ts';

export const taskStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

export const taskResult = z.strictObject({
  /** What came out of it, in one or two sentences for the admin. */
  text: adminTextSchema,
  /** A page of the console that shows it, such as `/audit-trail`. */
  page: z.strictObject({ path: z.string(), label: adminTextSchema }).optional(),
  /** The file it made; `exports.read` reads it. */
  exportId: z.string().optional(),
  /** Single lines of the outcome, such as rows that were refused and why. */
  details: z.array(shownTextSchema).optional(),
});
export type TaskResult = z.infer<typeof taskResult>;

export const taskInfo = z.strictObject({
  id: z.string(),
  /** Tasks of one kind run one after the other. */
  kind: z.string(),
  title: adminTextSchema,
  state: z.enum(taskStates),
  /** `total` is absent while it is not known. */
  progress: z
    .strictObject({ done: z.number(), total: z.number().optional(), text: adminTextSchema.optional() })
    .optional(),
  createdAt: timestamp,
  startedAt: timestamp.optional(),
  endedAt: timestamp.optional(),
  /** Present when it is done; after a cancel what was done until then, if the work says so. */
  result: taskResult.optional(),
  error: z
    .strictObject({
      code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
      message: adminTextSchema,
      ref: z.string().optional(),
    })
    .optional(),
});
export type TaskInfo = z.infer<typeof taskInfo>;

/** What a method answers that started a task. */
export const startedTask = z.strictObject({ taskId: z.string() });

const ref = z.strictObject({ id: recordId });

export const tasksApi = {
  'tasks.list': method(
    'Tasks that run, and those that ended since Russet was started until somebody dismisses them; newest first.',
    nothing,
    z.array(taskInfo),
    { reads: ['tasks'] },
  ),
  'tasks.cancel': method('Asks a task to stop; what it has done so far stays.', ref, done),
  'tasks.dismiss': method('Takes a task that ended off the list.', ref, done),
};
