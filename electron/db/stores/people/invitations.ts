// Enrollment links: queries and row mapping.
import type { Selectable } from 'kysely';
import type { Invitation, InvitationStore } from '../../../mdm/enroll/store.ts';
import type { Executor } from '../../executor.ts';
import type { InvitationsTable } from '../../tables/enrollments.ts';

const toInvitation = (row: Selectable<InvitationsTable>): Invitation => ({
  id: row.id,
  userId: row.user_id,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  usedAt: row.used_at ?? undefined,
  withdrawnAt: row.withdrawn_at ?? undefined,
  ownership: row.ownership ?? undefined,
});

export const createInvitationStore = (executor: Executor): InvitationStore => ({
  async insert(invitation, tokenHash) {
    await executor.write((query) =>
      query
        .insertInto('invitations')
        .values({
          id: invitation.id,
          user_id: invitation.userId,
          token_hash: tokenHash,
          created_at: invitation.createdAt,
          expires_at: invitation.expiresAt,
          ownership: invitation.ownership ?? null,
        })
        .execute(),
    );
  },

  async byId(id) {
    const row = await executor.read.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toInvitation(row);
  },

  async byTokenHash(hash) {
    const row = await executor.read
      .selectFrom('invitations')
      .selectAll()
      .where('token_hash', '=', hash)
      .executeTakeFirst();
    return row && toInvitation(row);
  },

  async list(userId) {
    const all = executor.read.selectFrom('invitations').selectAll();
    const wanted = userId === undefined ? all : all.where('user_id', '=', userId);
    const rows = await wanted.orderBy('created_at', 'desc').orderBy('id').execute();
    return rows.map(toInvitation);
  },

  async markUsed(id, at) {
    const rows = await executor.write((query) =>
      query
        .updateTable('invitations')
        .set({ used_at: at })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .returning('id')
        .execute(),
    );
    return rows.length > 0;
  },

  async markWithdrawn(id, at) {
    await executor.write((query) =>
      query
        .updateTable('invitations')
        .set({ withdrawn_at: at })
        .where('id', '=', id)
        .where('withdrawn_at', 'is', null)
        .execute(),
    );
  },
});
