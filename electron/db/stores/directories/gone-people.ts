// People whom their directory tells of no more: who they are, and what was done about it.
import { sql } from 'kysely';
import { reachableStates } from '../../../../shared/model/enrollment.ts';
import type { Executor } from '../../executor.ts';
import { isOneOf } from '../../sql/one-of.ts';

export interface GonePerson {
  readonly id: string;
  readonly externalId: string;
  readonly displayName: string;
}

export interface GonePeopleStore {
  /**
   * Enabled people of the directory about whose going nothing was decided yet; `lost` only those whom a sync has found
   * gone. Whoever another directory, or this one under another id, tells of as well is not among them.
   */
  open(sourceId: string, lost: boolean): Promise<readonly GonePerson[]>;
  /** Disables them; `retiring` says that their devices are still to be asked to go. */
  disable(ids: readonly string[], retiring: boolean, now: number): Promise<void>;
  /** Whose devices are still to be asked to go. */
  retiring(sourceId: string): Promise<readonly GonePerson[]>;
  /** Nothing is left to be done about these. */
  settle(ids: readonly string[]): Promise<void>;
  /** Enrollments of a person that still take commands and were not asked to go. */
  liveEnrollments(userId: string): Promise<readonly string[]>;
}

const columns = sql`u.id, u.external_id as externalId, u.display_name as displayName`;

export const createGonePeopleStore = (executor: Executor): GonePeopleStore => ({
  async open(sourceId, lost) {
    const { rows } = await sql<GonePerson>`select ${columns} from users u
      where u.source_id = ${sourceId} and u.enabled = 1 and u.gone is null
        and (${lost ? 0 : 1} or u.sync_state = 'no-sync')
        and not exists (select 1 from directory_matches m where m.user_id = u.id and m.decision is not 'apart')
      order by u.display_name, u.id`.execute(executor.read);
    return rows;
  },

  async disable(ids, retiring, now) {
    await executor.write((query) =>
      query
        .updateTable('users')
        .set({ enabled: 0, gone: retiring ? 'retiring' : 'disabled', updated_at: now })
        .where(isOneOf('id', ids))
        .execute(),
    );
  },

  async retiring(sourceId) {
    const { rows } = await sql<GonePerson>`select ${columns} from users u
      where u.source_id = ${sourceId} and u.gone = 'retiring' order by u.display_name, u.id`.execute(executor.read);
    return rows;
  },

  async settle(ids) {
    await executor.write((query) =>
      query
        .updateTable('users')
        .set({ gone: 'disabled' })
        .where(isOneOf('id', ids))
        .where('gone', '=', 'retiring')
        .execute(),
    );
  },

  async liveEnrollments(userId) {
    const rows = await executor.read
      .selectFrom('enrollments')
      .select('id')
      .where('user_id', '=', userId)
      .where('state', 'in', reachableStates)
      .where('state', 'not in', ['retire-pending', 'wipe-pending'])
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  },
});
