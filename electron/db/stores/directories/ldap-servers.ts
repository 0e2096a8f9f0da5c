// LDAP servers, what is selected of them, and how their last sync went.
import { sql } from 'kysely';
import type { LdapItem, LdapReport, LdapServerInput } from '../../../../shared/ipc/directories/ldap.ts';
import type { LdapServersTable } from '../../tables/directories.ts';
import type { Executor } from '../../executor.ts';
import { uninvitedOf } from '../people/uninvited.ts';

export interface LdapConfig extends Omit<LdapServerInput, 'connection'> {
  readonly connection: Omit<LdapServerInput['connection'], 'password'>;
}

export interface LdapServerRecord {
  readonly id: string;
  readonly config: LdapConfig;
  readonly sealedPassword: Uint8Array | undefined;
  readonly syncState: LdapServersTable['sync_state'];
  readonly syncStartedAt: number | undefined;
  readonly syncEndedAt: number | undefined;
  readonly lastSuccessAt: number | undefined;
  readonly report: LdapReport | undefined;
  /** Synced people, those without sync left out. */
  readonly people: number;
  /** Everybody who came from it, those without sync included. */
  readonly origins: number;
  readonly groups: number;
  readonly selected: number;
  /** People created since are still to be invited. */
  readonly inviteSince: number | undefined;
}

export interface LdapServersStore {
  list(): Promise<readonly LdapServerRecord[]>;
  find(id: string): Promise<LdapServerRecord | undefined>;
  /** Throws `record.conflict` for a taken name. */
  insert(id: string, config: LdapConfig, sealedPassword: Uint8Array | undefined, now: number): Promise<void>;
  /** `sealedPassword: undefined` keeps the stored one. Without automatic invitations nobody is left to be invited. */
  update(id: string, config: LdapConfig, sealedPassword: Uint8Array | undefined, now: number): Promise<void>;
  delete(id: string): Promise<void>;
  markStarted(id: string, now: number): Promise<void>;
  /** Undefined: nobody is left to be invited. */
  setInviteSince(id: string, since: number | undefined): Promise<void>;
  /** Enabled people of the server who came since and were never invited. */
  uninvited(id: string, since: number): Promise<readonly string[]>;
  markEnded(
    id: string,
    state: 'ok' | 'failed' | 'discarded' | 'cancelled',
    report: LdapReport,
    now: number,
  ): Promise<void>;
  selections(id: string): Promise<readonly LdapItem[]>;
  /** Adds, or renews names and DNs. */
  select(id: string, items: readonly LdapItem[], now: number): Promise<void>;
  deselect(id: string, items: readonly Pick<LdapItem, 'kind' | 'externalId'>[]): Promise<void>;
}

export const createLdapServersStore = (executor: Executor): LdapServersStore => {
  const select = () =>
    executor.read
      .selectFrom('ldap_servers as s')
      .selectAll()
      .select([
        sql<number>`(select count(*) from users u where u.source_id = s.id and u.sync_state <> 'no-sync')`.as('people'),
        sql<number>`(select count(*) from users u where u.source_id = s.id)`.as('origins'),
        sql<number>`(select count(*) from user_groups g where g.source_id = s.id)`.as('groups'),
        sql<number>`(select count(*) from ldap_selections x where x.server_id = s.id)`.as('selected'),
      ]);

  const toRecord = (
    row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>,
  ): LdapServerRecord => ({
    id: row.id,
    config: JSON.parse(row.config_json) as LdapConfig,
    sealedPassword: row.sealed_password ?? undefined,
    syncState: row.sync_state,
    syncStartedAt: row.sync_started_at ?? undefined,
    syncEndedAt: row.sync_ended_at ?? undefined,
    lastSuccessAt: row.last_success_at ?? undefined,
    report: row.sync_report_json === null ? undefined : (JSON.parse(row.sync_report_json) as LdapReport),
    people: row.people,
    origins: row.origins,
    groups: row.groups,
    selected: row.selected,
    inviteSince: row.invite_since ?? undefined,
  });

  return {
    list: async () => (await select().orderBy('s.name').execute()).map(toRecord),

    async find(id) {
      const row = await select().where('s.id', '=', id).executeTakeFirst();
      return row && toRecord(row);
    },

    async insert(id, config, sealedPassword, now) {
      await executor.write(async (query) => {
        await query
          .insertInto('ldap_servers')
          .values({
            id,
            name: config.connection.name,
            config_json: JSON.stringify(config),
            sealed_password: sealedPassword ?? null,
            enabled: config.options.enabled ? 1 : 0,
            sync_state: 'never',
            created_at: now,
            updated_at: now,
          })
          .execute();
      });
    },

    async update(id, config, sealedPassword, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('ldap_servers')
          .set({
            name: config.connection.name,
            config_json: JSON.stringify(config),
            enabled: config.options.enabled ? 1 : 0,
            updated_at: now,
            ...(!config.options.autoInvite && { invite_since: null }),
            ...(sealedPassword !== undefined && { sealed_password: sealedPassword }),
          })
          .where('id', '=', id)
          .execute();
      });
    },

    async delete(id) {
      await executor.write(async (query) => {
        await query.deleteFrom('ldap_servers').where('id', '=', id).execute();
      });
    },

    async markStarted(id, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('ldap_servers')
          .set({ sync_state: 'running', sync_started_at: now })
          .where('id', '=', id)
          .execute();
      });
    },

    async setInviteSince(id, since) {
      await executor.write((query) =>
        query
          .updateTable('ldap_servers')
          .set({ invite_since: since ?? null })
          .where('id', '=', id)
          .execute(),
      );
    },

    uninvited: (id, since) => uninvitedOf(executor, id, since),

    async markEnded(id, state, report, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('ldap_servers')
          .set({
            sync_state: state,
            sync_ended_at: now,
            sync_report_json: JSON.stringify(report),
            ...(state === 'ok' && { last_success_at: now }),
          })
          .where('id', '=', id)
          .execute();
      });
    },

    async selections(id) {
      const rows = await executor.read
        .selectFrom('ldap_selections')
        .select(['kind', 'external_id', 'dn', 'name'])
        .where('server_id', '=', id)
        .orderBy('kind')
        .orderBy('name')
        .execute();
      return rows.map(({ external_id, ...row }) => ({ ...row, externalId: external_id }));
    },

    async select(id, items, now) {
      await executor.write(async (query) => {
        for (const { kind, externalId, dn, name } of items) {
          await query
            .insertInto('ldap_selections')
            .values({ server_id: id, kind, external_id: externalId, dn, name, created_at: now })
            .onConflict((conflict) => conflict.columns(['server_id', 'kind', 'external_id']).doUpdateSet({ dn, name }))
            .execute();
        }
      });
    },

    async deselect(id, items) {
      await executor.write(async (query) => {
        for (const { kind, externalId } of items) {
          await query
            .deleteFrom('ldap_selections')
            .where('server_id', '=', id)
            .where('kind', '=', kind)
            .where('external_id', '=', externalId)
            .execute();
        }
      });
    },
  };
};
