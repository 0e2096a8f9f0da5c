// Versions in SQL; shared/model/version.ts does the same in memory.
import { sql, type RawBuilder } from 'kysely';

type Value = RawBuilder<unknown>;

const part = (version: Value, index: number): Value =>
  sql`min(ifnull(cast(json_extract('["' || replace(${version}, '.', '","') || '"]', ${`$[${index}]`}) as integer), 0),
    999999999)`;

/** `versionKey` of shared/model/version.ts: sorts part by part; null for what is no version. */
export const versionKeySql = (version: Value): Value => sql`case
  when ${version} glob '[0-9]*' and not ${version} glob '*[^0-9.]*'
  then printf('%010d%010d%010d%010d', ${sql.join([0, 1, 2, 3].map((index) => part(version, index)))}) end`;

/** The first part, as a number; 0 for what is none. */
export const majorVersionSql = (version: Value): RawBuilder<number> => sql<number>`cast(${version} as integer)`;

/** `17.10` comes after `17.9`: the first three parts as one number. Cheaper than the key, for what a device reported. */
export const versionOrderSql = (version: Value): RawBuilder<number> => {
  const padded = sql`(${version} || '.0.0')`;
  const rest = sql`substr(${padded}, instr(${padded}, '.') + 1)`;
  return sql<number>`${majorVersionSql(version)} * 1000000 + cast(${rest} as integer) * 1000
    + cast(substr(${rest}, instr(${rest}, '.') + 1) as integer)`;
};
