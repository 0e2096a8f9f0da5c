// What the lint rule about SQL takes for the dialect of SQLite.
import { describe, expect, it } from 'vitest';
import { dialectIn } from '../../../scripts/lint/dialect.mjs';

describe('the lint rule about the dialect of the database', () => {
  it.each([
    ['select 1 from users, json_each(users.attributes_json) a', 'json_each('],
    ['update users set a = JSON_PATCH(a, b)', 'JSON_PATCH('],
    ['j.value ->> ', '->>'],
    ['select 1 where instr(a, b) > 0', 'instr('],
    ["a glob 'x*'", "glob '"],
    ['set push_token = unhex(j.token)', 'unhex('],
    ['insert or ignore into members select 1', 'insert or ignore into'],
    ['update or replace members set a = 1', 'update or replace members set'],
    ['name collate nocase', 'collate nocase'],
    ['n.rowid > i.rowid', 'rowid'],
    ["strftime('%s', at)", 'strftime('],
    ['ifnull(a, 0)', 'ifnull('],
  ])('finds it in %s', (text, found) => {
    expect(dialectIn(text)).toBe(found);
  });

  it.each([
    'select id, coalesce(name, $1), substr(a, 1, 7) from users where a in (select b from c) order by length(name)',
    'insert into members (a) select 1 where true on conflict (a) do update set a = excluded.a',
    'Each change (of a rowing club) is kept as JSON (or ignored): hexagons, globes and printf',
    'users_json, rules_json',
  ])('takes %s', (text) => {
    expect(dialectIn(text)).toBeUndefined();
  });
});
