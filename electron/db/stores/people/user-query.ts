// Which users a query means, and in which order: the part of the users store that other queries share.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { RuleGroup } from '../../../../shared/rules/rules.ts';
import type { DirectoryLink, User } from '../../../model/people.ts';
import { deviceCount, type InviteStatus, inviteStatus, mailFailed } from '../../rules/user-expressions.ts';
import { memberOfSql, type UserRuleContext, userRulesSql } from '../../rules/user-rules-sql.ts';
import { searchedIn } from '../../sql/like.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { ignoringCase } from '../../sql/text.ts';

export interface UserQuery {
  /** Only these of them. */
  readonly ids?: readonly string[] | undefined;
  readonly search?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly inviteStatuses?: readonly InviteStatus[] | undefined;
  readonly groupId?: string | undefined;
  readonly hasManagedAppleId?: boolean | undefined;
  readonly sources?: readonly User['source'][] | undefined;
  /** `none` for people of this office alone. */
  readonly syncStates?: readonly (DirectoryLink['syncState'] | 'none')[] | undefined;
  /** Whether the password of the user expires some day. */
  readonly passwordExpires?: boolean | undefined;
  readonly mailFailed?: boolean | undefined;
  /** Only users who fit them. */
  readonly rules?: RuleGroup | undefined;
  readonly sortBy?:
    'displayName' | 'email' | 'username' | 'inviteStatus' | 'enabled' | 'createdAt' | 'devices' | undefined;
  readonly sortDirection?: 'asc' | 'desc' | undefined;
  /** Both absent: all rows. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** True for the users whom the query means. `passwordExpires` is needed for a query that asks for it. */
export const conditions = (
  query: UserQuery,
  context: UserRuleContext,
  passwordExpires?: RawBuilder<SqlBool>,
): RawBuilder<SqlBool> => {
  const { now } = context;
  const all: RawBuilder<SqlBool>[] = [];
  // The Managed Apple ID is not in it: a search that finds it letter by letter would undo the masking.
  if (query.search?.trim()) all.push(searchedIn('users', 'users.id', query.search));
  if (query.ids) all.push(isOneOf('users.id', query.ids));
  if (query.enabled !== undefined) all.push(sql`enabled = ${query.enabled ? 1 : 0}`);
  if (query.hasManagedAppleId !== undefined) {
    all.push(query.hasManagedAppleId ? sql`managed_apple_id is not null` : sql`managed_apple_id is null`);
  }
  if (query.sources && query.sources.length > 0) all.push(sql`source in (${sql.join([...query.sources])})`);
  if (query.syncStates && query.syncStates.length > 0) {
    all.push(sql`coalesce(sync_state, 'none') in (${sql.join([...query.syncStates])})`);
  }
  if (passwordExpires) all.push(query.passwordExpires === true ? passwordExpires : sql`not ${passwordExpires}`);
  if (query.mailFailed !== undefined) all.push(query.mailFailed ? mailFailed : sql`not ${mailFailed}`);
  if (query.groupId !== undefined) all.push(memberOfSql(query.groupId, context));
  if (query.rules) all.push(userRulesSql(query.rules, context));
  if (query.inviteStatuses && query.inviteStatuses.length > 0) {
    all.push(sql`${inviteStatus(now)} in (${sql.join(query.inviteStatuses)})`);
  }
  return all.length === 0 ? sql<SqlBool>`1` : sql<SqlBool>`${sql.join(all, sql` and `)}`;
};

/** What the query sorts by. */
export const sortExpression = (sortBy: UserQuery['sortBy'], now: number): RawBuilder<unknown> => {
  switch (sortBy) {
    case 'email':
      return sql`email`;
    case 'username':
      return sql`username`;
    case 'enabled':
      return sql`enabled`;
    case 'createdAt':
      return sql`created_at`;
    case 'devices':
      return deviceCount;
    case 'inviteStatus':
      return inviteStatus(now);
    case 'displayName':
    case undefined:
      return ignoringCase('display_name');
  }
};
