// What admins change of the server itself: its settings and what they declare, each with its entry in the audit trail.
import { inTransaction, type Executor } from '../db/executor.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import type { Clock } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import { changesBetween, createAudit, type AuditEntry, type AuditedValues } from './audit.ts';
import { attributesOf } from './audited-attributes.ts';

/** `actor` says in the audit trail who did it. */
export interface ServerSettings {
  /** Keeps the values together; resolves to what all settings were before. */
  change(values: Partial<Settings>, actor: string): Promise<Settings>;
  /** Keeps what the admin says of Apple Business Manager. */
  declareBusinessManager(declaration: Settings['businessManager'], actor: string): Promise<void>;
  /** Notes that the listener is restarted. Call it first: nothing is restarted that nobody knows of. */
  recordRestart(actor: string): Promise<void>;
}

export const createServerSettings = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
}): ServerSettings => {
  const { executor, clock } = deps;

  const record = async (
    bound: Executor,
    entry: Pick<AuditEntry, 'actor' | 'type' | 'name'>,
    before: AuditedValues,
    after: AuditedValues,
  ): Promise<void> => {
    const changes = changesBetween(before, after);
    if (changes.length === 0) return;
    await createAudit({ executor: bound, clock }).record({ ...entry, category: 'Admin', activity: 'Changed', changes });
  };
  const shown = (settings: Settings): AuditedValues => attributesOf(settings, ['businessManager']);

  return {
    change: (values, actor) =>
      inTransaction(executor, async (bound) => {
        const store = createSettingsStore(bound);
        const before = await store.all();
        await store.set(values);
        await record(bound, { actor, type: 'Server', name: 'Server' }, shown(before), shown(await store.all()));
        return before;
      }),

    declareBusinessManager: (declaration, actor) =>
      inTransaction(executor, async (bound) => {
        const store = createSettingsStore(bound);
        const before = attributesOf(await store.get('businessManager'));
        await store.set({ businessManager: declaration });
        const entry = { actor, type: 'Apple Business Manager', name: 'Apple Business Manager' } as const;
        await record(bound, entry, before, attributesOf(await store.get('businessManager')));
      }),

    recordRestart: (actor) =>
      createAudit({ executor, clock }).record({
        actor,
        category: 'Admin',
        type: 'Server',
        name: 'Server',
        activity: 'Restarted',
      }),
  };
};
