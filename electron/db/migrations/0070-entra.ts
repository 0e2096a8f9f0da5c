// The Entra ID user source. One row, replaced as a whole; the cursor says how far a sync has come.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0070: Migration = {
  async up(db: Kysely<unknown>) {
    await sql
      .raw(
        `create table entra_sources (
          id text primary key, config_json text not null, sealed_credential blob not null,
          sync_state text not null, sync_started_at integer, sync_ended_at integer, last_success_at integer,
          sync_report_json text, cursor_json text not null, created_at integer not null, updated_at integer not null)`,
      )
      .execute(db);
  },
};
