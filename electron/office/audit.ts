// The audit trail: what is recorded of a change, and whether what was recorded is still what was written.
import type { AuditChange } from '../../shared/ipc/office/audit.ts';
import type { TaskResult } from '../../shared/ipc/office/tasks.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { lookUp } from '../../shared/look-up.ts';
import { maskManagedAppleId } from '../../shared/model/managed-apple-id.ts';
import type { Executor } from '../db/executor.ts';
import {
  auditHash,
  createAuditStore,
  genesisHash,
  type AuditStore,
  type NewAuditRow,
} from '../db/stores/office/audit.ts';
import type { AuditAnchor } from '../db/stores/office/audit-anchor.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { TaskContext } from '../core/tasks.ts';
import { anchorState } from './audit-anchor.ts';

export interface AuditEntry extends Omit<NewAuditRow, 'at' | 'by' | 'changes'> {
  /** Who did it: `CallContext.actor`. */
  readonly actor: string;
  /** Only what changed; see `changesBetween`. */
  readonly changes?: readonly AuditChange[];
}

export interface Audit {
  /** Durable when it resolves. */
  record(...entries: readonly AuditEntry[]): Promise<void>;
}

/**
 * Records over the given executor: made from the executor of a transaction, the entry and the change it tells of stand
 * or fall together.
 */
export const createAudit = (deps: { readonly executor: Executor; readonly clock: Pick<Clock, 'now'> }): Audit => {
  const store = createAuditStore(deps.executor);
  return {
    async record(...entries) {
      const at = deps.clock.now();
      await store.append(
        entries.map(({ actor, changes = [], ...entry }) => ({ ...entry, at, by: actor, changes: [...changes] })),
      );
    },
  };
};

export type AuditedValue = string | number | boolean | readonly string[] | null | undefined;

/** Attribute to value, or to a value that is not shown as it is. */
export type AuditedValues = Readonly<
  Record<
    string,
    AuditedValue | { readonly managedAppleId: string | undefined } | { readonly secret: string | undefined }
  >
>;

const isPlain = (value: AuditedValues[string]): value is AuditedValue =>
  typeof value !== 'object' || value === null || Array.isArray(value);

const plainText = (value: AuditedValue): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'object') return value.length === 0 ? undefined : value.join(', ');
  return String(value);
};

/** The value itself, for comparing, and how it is shown. */
const faces = (
  value: AuditedValues[string],
): { readonly whole: string | undefined; readonly shown: string | undefined } => {
  if (isPlain(value)) return { whole: plainText(value), shown: plainText(value) };
  if ('secret' in value) return { whole: value.secret, shown: value.secret === undefined ? undefined : '••••' };
  return { whole: value.managedAppleId, shown: maskManagedAppleId(value.managedAppleId) };
};

/** What differs between two states, in the order of the attributes. `undefined` for a state: added or deleted. */
export const changesBetween = (before: AuditedValues | undefined, after: AuditedValues | undefined): AuditChange[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].flatMap((attribute) => {
    const from = faces(before && lookUp(before, attribute));
    const to = faces(after && lookUp(after, attribute));
    if (from.whole === to.whole) return [];
    return [
      {
        attribute,
        ...(from.shown !== undefined && { before: from.shown }),
        ...(to.shown !== undefined && { after: to.shown }),
      },
    ];
  });

const pageRows = 1000;

const notTheAnchor = ({ entries }: AuditAnchor): AppError =>
  new AppError('audit.broken', say('errors.auditNotAnchor', { entry: entries }));

/**
 * Walks the whole chain, to the end that its anchor names. Throws `audit.broken`, naming the first entry that is not what
 * was written. `noted`: an anchor that somebody kept elsewhere, which the chain has to pass through.
 */
export const verifyAudit = async (
  store: AuditStore,
  { progress, signal }: TaskContext,
  noted?: AuditAnchor,
): Promise<TaskResult> => {
  const { rows: total, lastId } = await store.extent();
  let expected = 1;
  let previous = genesisHash;
  for (;;) {
    signal.throwIfAborted();
    const page = await store.after(expected - 1, pageRows);
    for (const row of page) {
      if (row.id !== expected) {
        throw new AppError('audit.broken', say('errors.auditEntryMissing', { entry: expected }));
      }
      if (auditHash(previous, row, row.changesJson) !== row.hash) {
        throw new AppError(
          'audit.broken',
          say('errors.auditEntryAltered', { entry: row.id, name: row.name, at: row.at }),
        );
      }
      if (row.id === noted?.entries && row.hash !== noted.hash) throw notTheAnchor(noted);
      previous = row.hash;
      expected += 1;
    }
    progress(expected - 1, total);
    if (page.length < pageRows) break;
  }
  if (expected - 1 < lastId) {
    throw new AppError('audit.broken', say('errors.auditCut', { last: expected - 1, count: lastId }));
  }
  if (noted !== undefined && noted.entries >= expected) throw notTheAnchor(noted);
  const { problem } = await anchorState(store);
  if (problem !== undefined) throw new AppError('audit.broken', problem);
  return { text: say('tasks.auditGenuine', { total }) };
};
