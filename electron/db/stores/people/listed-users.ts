// Users as lists show them: with their groups, devices, invitation and PIN.
import type { GroupRef, User } from '../../../model/people.ts';
import { type PinFacts, pinStateOf, type PinState } from '../../../model/pin-state.ts';
import type { Query } from '../../executor.ts';
import { deviceCount, type InviteStatus, inviteStatus, userEnrollmentCount } from '../../rules/user-expressions.ts';
import { inOrderOf, isOneOf } from '../../sql/one-of.ts';
import { dynamicGroupsOf } from './memberships.ts';
import { hasPassword, toUser, userColumns } from './user-rows.ts';

/** A user with what lists show beside the record itself. */
export interface ListedUser extends User {
  /** Of every kind but All Users, where everybody is. */
  readonly groups: readonly GroupRef[];
  readonly inviteStatus: InviteStatus;
  /** Enrollments that still take commands. */
  readonly devices: number;
  /** Those of them under User Enrollment. */
  readonly userEnrollments: number;
  /** Of the newest registration PIN. */
  readonly pin: PinState;
}

/** Every group of each of these people but All Users, dynamic ones last; who is in none is left out. */
export const groupsOf = async (
  query: Query,
  userIds: readonly string[],
  now: number,
): Promise<Map<string, GroupRef[]>> => {
  const rows = await query
    .selectFrom('user_group_members as m')
    .innerJoin('user_groups as g', 'g.id', 'm.group_id')
    .select(['m.user_id', 'g.id', 'g.name'])
    .where(isOneOf('m.user_id', userIds))
    .orderBy('g.name')
    .execute();
  const members = [
    ...rows.map((row) => ({ userId: row.user_id, group: { id: row.id, name: row.name } })),
    ...(await dynamicGroupsOf(query, userIds, now)),
  ];
  const groups = new Map<string, GroupRef[]>();
  for (const { userId, group } of members) groups.set(userId, [...(groups.get(userId) ?? []), group]);
  return groups;
};

const pinsOf = async (query: Query, userIds: readonly string[]): Promise<Map<string, PinFacts>> => {
  const rows = await query
    .selectFrom('user_pins')
    .select(['user_id', 'issued_at', 'expires_at', 'used_at', 'failures'])
    .where(isOneOf('user_id', userIds))
    .execute();
  return new Map(
    rows.map((row) => [
      row.user_id,
      {
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        usedAt: row.used_at ?? undefined,
        failures: row.failures,
      },
    ]),
  );
};

/** Everything a list shows, for the given users and in their order. */
export const listedUsers = async (query: Query, ids: readonly string[], now: number): Promise<ListedUser[]> => {
  const [rows, groups, pins] = await Promise.all([
    query
      .selectFrom('users')
      .select([...userColumns, hasPassword])
      .select([
        inviteStatus(now).as('invite_status'),
        deviceCount.as('devices'),
        userEnrollmentCount.as('user_enrollments'),
      ])
      .where(isOneOf('users.id', ids))
      .execute(),
    groupsOf(query, ids, now),
    pinsOf(query, ids),
  ]);
  return inOrderOf(
    ids,
    rows.map((row): ListedUser => ({
      ...toUser(row),
      groups: groups.get(row.id) ?? [],
      inviteStatus: row.invite_status,
      devices: row.devices,
      userEnrollments: row.user_enrollments,
      pin: pinStateOf(pins.get(row.id), now),
    })),
  );
};
