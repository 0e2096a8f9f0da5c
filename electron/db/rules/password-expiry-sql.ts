// Whether the password of a user expires some day, as an expression over a row of `users`: the effective Password
// Complexity, chosen as `chooseSetting` does.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { UserSetting } from '../../model/people.ts';
import { memberOfSql, type UserRuleContext } from './user-rules-sql.ts';

/** `settings` in order of priority, the default last. Passwords that are kept elsewhere never expire here. */
export const passwordExpiresSql = (
  settings: readonly UserSetting<'password-complexity'>[],
  context: UserRuleContext,
): RawBuilder<SqlBool> => {
  const expires = ({ body }: UserSetting<'password-complexity'>) => sql`${body.expiryDays === null ? 0 : 1}`;
  const own = settings.filter((setting) => !setting.isDefault && setting.groups.length > 0);
  const standard = settings.filter((setting) => setting.isDefault).map(expires);
  const cases = own.map((setting) => {
    const members = setting.groups.map((group) => memberOfSql(group.id, context));
    return sql`when ${sql.join(members, sql` or `)} then ${expires(setting)}`;
  });
  const effective =
    cases.length === 0 ? sql.join(standard) : sql`case ${sql.join(cases, sql` `)} else ${sql.join(standard)} end`;
  return sql<SqlBool>`(source = 'local' and password_hash is not null and ${effective})`;
};
