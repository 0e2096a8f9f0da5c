// How often an address was locked, and at which locked address a person was turned away.
import { sql, type Kysely, type Migration } from 'kysely';

export const migration0262: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(`alter table sign_in_failures add column locks integer not null default 0`).execute(db);
    await sql.raw(`alter table sign_in_failures add column turned_away_at text`).execute(db);
  },
};
