// People as invitations see them, many at once.
import type { Invitee } from '../../../model/invite-people.ts';
import type { Executor } from '../../executor.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { ignoringCase } from '../../sql/text.ts';
import { toAttributes } from './user-rows.ts';

/** The people of the given ids who exist, in order of their names. */
export const inviteeStore =
  (executor: Executor) =>
  async (userIds: readonly string[]): Promise<Invitee[]> => {
    const rows = await executor.read
      .selectFrom('users')
      .select([
        'id',
        'display_name',
        'first_name',
        'last_name',
        'username',
        'email',
        'enabled',
        'managed_apple_id',
        'attributes_json',
        'custom_attributes_json',
        'locale',
      ])
      .where(isOneOf('id', userIds))
      .orderBy(ignoringCase('display_name'))
      .execute();
    return rows.map((row) => ({
      id: row.id,
      displayName: row.display_name,
      firstName: row.first_name,
      lastName: row.last_name,
      username: row.username,
      email: row.email,
      enabled: row.enabled === 1,
      managedAppleId: row.managed_apple_id ?? undefined,
      attributes: toAttributes(row).attributes,
      locale: row.locale ?? undefined,
    }));
  };
