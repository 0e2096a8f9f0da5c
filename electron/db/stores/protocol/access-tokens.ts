// Bearer tokens, codes and page sessions: queries and row mapping. Only hashes of the secrets are here.
import type { Selectable } from 'kysely';
import type { Token, TokenStore } from '../../../mdm/enroll/store.ts';
import type { Executor } from '../../executor.ts';
import { remembering } from '../../remember.ts';
import type { AccessTokensTable } from '../../tables/enrollments.ts';

const toToken = (row: Selectable<AccessTokensTable>): Token => ({
  hash: row.hash,
  familyId: row.family_id,
  kind: row.kind,
  userId: row.user_id,
  ticketId: row.ticket_id ?? undefined,
  enrollmentId: row.enrollment_id ?? undefined,
  client: row.client_json === null ? undefined : (JSON.parse(row.client_json) as unknown),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  usedAt: row.used_at ?? undefined,
  revokedAt: row.revoked_at ?? undefined,
});

export const createAccessTokenStore = (executor: Executor): TokenStore => ({
  async insert(token) {
    await executor.write((query) =>
      query
        .insertInto('access_tokens')
        .values({
          hash: token.hash,
          family_id: token.familyId,
          kind: token.kind,
          user_id: token.userId,
          ticket_id: token.ticketId ?? null,
          enrollment_id: token.enrollmentId ?? null,
          client_json: token.client === undefined ? null : JSON.stringify(token.client),
          created_at: token.createdAt,
          expires_at: token.expiresAt,
        })
        .execute(),
    );
  },

  /** Asked at every contact of an account-driven enrollment. */
  byHash: remembering(executor, async (hash) => {
    const row = await executor.read.selectFrom('access_tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row && toToken(row);
  }),

  async byTicket(ticketId) {
    const rows = await executor.read
      .selectFrom('access_tokens')
      .selectAll()
      .where('ticket_id', '=', ticketId)
      .execute();
    return rows.map(toToken);
  },

  async spend(hash, at) {
    const rows = await executor.write((query) =>
      query
        .updateTable('access_tokens')
        .set({ used_at: at })
        .where('hash', '=', hash)
        .where('used_at', 'is', null)
        .returning('hash')
        .execute(),
    );
    return rows.length > 0;
  },

  async setTicket(familyId, ticketId) {
    await executor.write((query) =>
      query
        .updateTable('access_tokens')
        .set({ ticket_id: ticketId })
        .where('family_id', '=', familyId)
        .where('enrollment_id', 'is', null)
        .execute(),
    );
  },

  async bindFamily(familyId, enrollmentId) {
    await executor.write((query) =>
      query
        .updateTable('access_tokens')
        .set({ enrollment_id: enrollmentId })
        .where('family_id', '=', familyId)
        .where('enrollment_id', 'is', null)
        .execute(),
    );
  },

  async setExpiry(hash, expiresAt) {
    await executor.write((query) =>
      query.updateTable('access_tokens').set({ expires_at: expiresAt }).where('hash', '=', hash).execute(),
    );
  },

  async endFamily(familyId, at) {
    await executor.write((query) =>
      query
        .updateTable('access_tokens')
        .set({ expires_at: at })
        .where('family_id', '=', familyId)
        .where('expires_at', '>', at)
        .execute(),
    );
  },

  async endUnbound(userId, at) {
    await executor.write((query) =>
      query
        .updateTable('access_tokens')
        .set({ expires_at: at })
        .where('user_id', '=', userId)
        .where('enrollment_id', 'is', null)
        .where('expires_at', '>', at)
        .execute(),
    );
  },

  async revokeUser(userId, at) {
    await executor.write((query) =>
      query
        .updateTable('access_tokens')
        .set({ revoked_at: at })
        .where('user_id', '=', userId)
        .where('revoked_at', 'is', null)
        .execute(),
    );
  },

  async endEnrollment(enrollmentId, at) {
    await executor.write((query) =>
      query
        .updateTable('access_tokens')
        .set({ expires_at: at })
        .where('enrollment_id', '=', enrollmentId)
        .where('expires_at', '>', at)
        .execute(),
    );
  },

  async removeExpired(before) {
    const rows = await executor.write((query) =>
      query.deleteFrom('access_tokens').where('expires_at', '<', before).returning('hash').execute(),
    );
    return rows.length;
  },
});
