// Whether the audit trail still ends where its anchor says: asked at each start, in a moment, and told until it does again.
// The whole chain is walked on demand alone, by `verifyAudit`.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import type { AuditStore } from '../db/stores/office/audit.ts';
import type { KeptAnchor } from '../db/stores/office/audit-anchor.ts';
import type { Notifications } from './notifications.ts';

const key = 'audit:anchor';

/** What is wrong with the end of a trail, given its anchor; undefined if nothing is. */
export const endProblem = (
  anchor: KeptAnchor | undefined,
  end: { readonly id: number; readonly hash: string } | undefined,
): AdminText | undefined => {
  if (anchor === undefined || anchor === 'pending') return undefined;
  if (anchor === 'missing') return say('errors.auditAnchorMissing');
  if (anchor === 'forged') return say('errors.auditAnchorForged');
  const last = end?.id ?? 0;
  if (last < anchor.entries) return say('errors.auditCut', { last, count: anchor.entries });
  if (last > anchor.entries) return say('errors.auditAdded', { last, count: anchor.entries });
  return end === undefined || end.hash === anchor.hash ? undefined : say('errors.auditRewritten', { entry: last });
};

export interface AnchorState {
  readonly anchor: KeptAnchor | undefined;
  readonly problem: AdminText | undefined;
}

type Store = Pick<AuditStore, 'anchor' | 'last' | 'extent'>;

/** The anchor, and what is wrong with the end or the size of the trail. */
export const anchorState = async (store: Store): Promise<AnchorState> => {
  for (;;) {
    const anchor = await store.anchor();
    const [end, { rows }] = [await store.last(), await store.extent()];
    const again = await store.anchor();
    // An entry was written while the parts were read: they are of different moments.
    if (JSON.stringify(anchor) !== JSON.stringify(again)) continue;
    const gaps =
      typeof anchor === 'object' && rows < anchor.entries && end?.id === anchor.entries
        ? say('errors.auditGaps', { missing: anchor.entries - rows, count: anchor.entries })
        : undefined;
    return { anchor, problem: endProblem(anchor, end) ?? gaps };
  }
};

/** Makes what is still to be made, looks, and raises or clears. */
export const watchAnchor = async (deps: {
  readonly store: Store & Pick<AuditStore, 'makeAnchor'>;
  readonly notifications: Pick<Notifications, 'raise' | 'clear'>;
}): Promise<void> => {
  await deps.store.makeAnchor();
  const { problem } = await anchorState(deps.store);
  if (problem === undefined) {
    await deps.notifications.clear(key);
    return;
  }
  await deps.notifications.raise({
    key,
    severity: 'Critical',
    type: 'Program Error',
    componentType: 'Russet',
    component: say('notices.auditTrail'),
    title: say('notices.auditBroken'),
    detail: say('notices.auditBrokenDetail', { problem }),
    page: '/audit-trail',
  });
};
