// The audit trail in the contract.
import type { z } from 'zod';
import type { auditApi, auditFilter } from '../../../shared/ipc/office/audit.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { anchorState } from '../../office/audit-anchor.ts';
import { verifyAudit } from '../../office/audit.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import type { Tasks } from '../../core/tasks.ts';
import type { AuditQuery, AuditStore } from '../../db/stores/office/audit.ts';

export interface AuditHandlerDeps {
  readonly store: AuditStore;
  readonly tasks: Pick<Tasks, 'run'>;
}

/** The filter as the store asks it. */
export const toAuditQuery = (filter: z.output<typeof auditFilter>): AuditQuery => filter;

export const auditHandlers = ({ store, tasks }: AuditHandlerDeps): Handlers<typeof auditApi> => ({
  'audit.list': (filter) => store.list(toAuditQuery(filter), filter.pageSize, filter.page * filter.pageSize),
  async 'audit.anchor'() {
    const { anchor, problem } = await anchorState(store);
    return { ...(typeof anchor === 'object' && { anchor }), ...(problem !== undefined && { problem }) };
  },
  'audit.verify': ({ anchor }) => ({
    taskId: tasks.run('audit', say('tasks.audit'), (context) => verifyAudit(store, context, anchor)).id,
  }),
});
