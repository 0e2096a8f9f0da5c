// The Entra ID user source: what was set up, how its sync stands, and who of it is still to be invited.
import type { EntraSettings } from '../../../../shared/ipc/directories/entra.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { ShownText } from '../../../../shared/locales/admin-texts.ts';
import type { SkippedPerson } from '../../../model/directory-person.ts';
import type { Executor } from '../../executor.ts';
import { uninvitedOf } from '../people/uninvited.ts';

/** Where the next round of a sync goes on. */
export interface EntraCursor {
  /** Absent: from the beginning. */
  users?: string;
  /** Some pages of people are still to be read in this round. */
  usersOpen?: boolean;
  groups?: string;
  /** With a filter by groups: their members as the last round knew them. */
  members?: readonly string[];
  /** Object IDs of the groups that are directly inside each chosen group. */
  nested?: Readonly<Record<string, readonly string[]>>;
  /** When the full round began that is under way; people not seen since are gone when it ends. */
  fullSince?: number;
  /** Object IDs of people who were left out: each round reads them again, because no change tells of a clash solved here. */
  leftOut?: readonly string[];
  /** People created since are still to be invited. */
  inviteSince?: number;
}

export interface EntraReport {
  readonly text?: ShownText | undefined;
  readonly details: readonly ShownText[];
  /** Who was left out. */
  readonly skipped?: readonly SkippedPerson[] | undefined;
  readonly error?: { readonly code: ErrorCode; readonly message: ShownText } | undefined;
}

export interface EntraSource {
  readonly id: string;
  readonly settings: EntraSettings;
  readonly sealedCredential: Uint8Array;
  readonly syncState: 'never' | 'running' | 'ok' | 'failed' | 'discarded' | 'cancelled';
  readonly syncStartedAt: number | undefined;
  readonly syncEndedAt: number | undefined;
  readonly lastSuccessAt: number | undefined;
  readonly report: EntraReport | undefined;
  readonly cursor: EntraCursor;
}

export interface EntraStore {
  /** The source; undefined until one was set up. */
  get(): Promise<EntraSource | undefined>;
  insert(id: string, settings: EntraSettings, sealedCredential: Uint8Array, now: number): Promise<void>;
  update(
    id: string,
    change: { settings: EntraSettings; sealedCredential?: Uint8Array | undefined; cursor?: EntraCursor | undefined },
    now: number,
  ): Promise<void>;
  setCursor(id: string, cursor: EntraCursor): Promise<void>;
  begin(id: string, now: number): Promise<void>;
  end(id: string, state: 'ok' | 'failed' | 'discarded' | 'cancelled', report: EntraReport, now: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** Enabled people of the source who came since and were never invited. */
  uninvited(id: string, since: number): Promise<readonly string[]>;
  /** The person here whom Entra ID knows under this object ID, as long as a sync still reaches them. */
  userIdOf(sourceId: string, externalId: string): Promise<string | undefined>;
}

const unfiltered: Pick<EntraSettings, 'filter'> = {
  filter: { membersOnly: false, enabledOnly: false, licensedOnly: false },
};

export const createEntraStore = (executor: Executor): EntraStore => ({
  async get() {
    const row = await executor.read.selectFrom('entra_sources').selectAll().executeTakeFirst();
    return (
      row && {
        id: row.id,
        // Sources of before had no filter.
        settings: { ...unfiltered, ...(JSON.parse(row.config_json) as Omit<EntraSettings, 'filter'>) },
        sealedCredential: row.sealed_credential,
        syncState: row.sync_state,
        syncStartedAt: row.sync_started_at ?? undefined,
        syncEndedAt: row.sync_ended_at ?? undefined,
        lastSuccessAt: row.last_success_at ?? undefined,
        report: row.sync_report_json === null ? undefined : (JSON.parse(row.sync_report_json) as EntraReport),
        cursor: JSON.parse(row.cursor_json) as EntraCursor,
      }
    );
  },

  async insert(id, settings, sealedCredential, now) {
    await executor.write((query) =>
      query
        .insertInto('entra_sources')
        .values({
          id,
          config_json: JSON.stringify(settings),
          sealed_credential: Buffer.from(sealedCredential),
          sync_state: 'never',
          sync_started_at: null,
          sync_ended_at: null,
          last_success_at: null,
          sync_report_json: null,
          cursor_json: '{}',
          created_at: now,
          updated_at: now,
        })
        .execute(),
    );
  },

  async update(id, { settings, sealedCredential, cursor }, now) {
    await executor.write((query) =>
      query
        .updateTable('entra_sources')
        .set({
          config_json: JSON.stringify(settings),
          updated_at: now,
          ...(sealedCredential && { sealed_credential: Buffer.from(sealedCredential) }),
          ...(cursor && { cursor_json: JSON.stringify(cursor) }),
        })
        .where('id', '=', id)
        .execute(),
    );
  },

  async setCursor(id, cursor) {
    await executor.write((query) =>
      query
        .updateTable('entra_sources')
        .set({ cursor_json: JSON.stringify(cursor) })
        .where('id', '=', id)
        .execute(),
    );
  },

  async begin(id, now) {
    await executor.write((query) =>
      query
        .updateTable('entra_sources')
        .set({ sync_state: 'running', sync_started_at: now, sync_ended_at: null })
        .where('id', '=', id)
        .execute(),
    );
  },

  async end(id, state, report, now) {
    await executor.write((query) =>
      query
        .updateTable('entra_sources')
        .set({
          sync_state: state,
          sync_ended_at: now,
          sync_report_json: JSON.stringify(report),
          // What was held back was read as a whole.
          ...((state === 'ok' || state === 'discarded') && { last_success_at: now }),
        })
        .where('id', '=', id)
        .execute(),
    );
  },

  async remove(id) {
    await executor.write((query) => query.deleteFrom('entra_sources').where('id', '=', id).execute());
  },

  uninvited: (id, since) => uninvitedOf(executor, id, since),

  async userIdOf(sourceId, externalId) {
    const row = await executor.read
      .selectFrom('users')
      .select('id')
      .where('source_id', '=', sourceId)
      .where('external_id', '=', externalId)
      .where('sync_state', '!=', 'no-sync')
      .executeTakeFirst();
    return row?.id;
  },
});
