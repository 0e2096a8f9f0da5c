// Mails to people and what became of them, changed mail texts, and links that mails may carry again.
import { sql, type SqlBool } from 'kysely';
import type { TemplateText } from '../../../../shared/ipc/office/mail.ts';
import type { AdminText, ShownText } from '../../../../shared/locales/admin-texts.ts';
import type { Language } from '../../../../shared/locales/text-keys.ts';
import type { DeviceOwner } from '../../../../shared/model/enrollment.ts';
import type { DeliveryKind, DeliveryStatus, TemplateId } from '../../../../shared/model/mail.ts';
import { shownText, storedText } from '../../sql/shown-text.ts';
import type { Executor } from '../../executor.ts';
import type { MailDeliveriesTable } from '../../tables/mail.ts';
import { isOneOf } from '../../sql/one-of.ts';
import { asWritten } from '../../sql/rows.ts';
import { ignoringCase } from '../../sql/text.ts';

export interface Delivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly batchId?: string | undefined;
  readonly userId: string;
  readonly invitationId?: string | undefined;
  readonly enrollmentId?: string | undefined;
  /** How long the link is to be valid that is made when the invitation goes out. */
  readonly validDays?: number | undefined;
  /** Who owns the device that enrolls with that link. */
  readonly ownership?: DeviceOwner | undefined;
  readonly requestedBy: string;
  readonly address: string;
  readonly status: DeliveryStatus;
  readonly detail: ShownText;
  /** How often it was handed to the mail server. */
  readonly tries: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly nextTryAt?: number | undefined;
}

export type MessageText = Pick<TemplateText, 'subject' | 'text'>;

export type NewDelivery = Omit<Delivery, 'tries' | 'updatedAt' | 'nextTryAt'>;

export interface DeliveryChange {
  readonly status: DeliveryStatus;
  readonly detail?: AdminText;
  readonly nextTryAt?: number | undefined;
  readonly invitationId?: string | undefined;
  readonly address?: string | undefined;
}

/** An invitation by mail that still waits for its person. */
export interface OpenInvitation {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly reminders: number;
  readonly lastReminderAt: number | undefined;
}

const toDelivery = (row: MailDeliveriesTable): Delivery => ({
  id: row.id,
  kind: row.kind,
  batchId: row.batch_id ?? undefined,
  userId: row.user_id,
  invitationId: row.invitation_id ?? undefined,
  enrollmentId: row.enrollment_id ?? undefined,
  validDays: row.valid_days ?? undefined,
  ownership: row.ownership ?? undefined,
  requestedBy: row.requested_by,
  address: row.address,
  status: row.status,
  detail: shownText(row.detail),
  tries: row.tries,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  nextTryAt: row.next_try_at ?? undefined,
});

/** Rows per insert: SQLite takes 32,766 parameters. */
const insertSize = 1000;

export const createMailStore = (executor: Executor) => {
  const deliveries = () => executor.read.selectFrom('mail_deliveries').selectAll();

  return {
    /** A second confirmation for the same enrollment is left out silently. */
    async add(rows: readonly NewDelivery[]): Promise<void> {
      await executor.write(async (query) => {
        for (let from = 0; from < rows.length; from += insertSize) {
          const values = rows.slice(from, from + insertSize).map((row) => ({
            id: row.id,
            kind: row.kind,
            batch_id: row.batchId ?? null,
            user_id: row.userId,
            invitation_id: row.invitationId ?? null,
            enrollment_id: row.enrollmentId ?? null,
            valid_days: row.validDays ?? null,
            ownership: row.ownership ?? null,
            requested_by: row.requestedBy,
            address: row.address,
            status: row.status,
            detail: storedText(row.detail),
            tries: 0,
            created_at: row.createdAt,
            updated_at: row.createdAt,
            next_try_at: null,
          }));
          await query
            .insertInto('mail_deliveries')
            .values(values)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      });
    },

    /** Takes a mail out of the queue to send it; undefined if it was taken or given up meanwhile. */
    async claim(id: string, at: number): Promise<Delivery | undefined> {
      const rows = await executor.write((query) =>
        query
          .updateTable('mail_deliveries')
          .set((eb) => ({ status: 'sending', updated_at: at, next_try_at: null, tries: eb('tries', '+', 1) }))
          .where('id', '=', id)
          .where('status', 'in', ['waiting', 'deferred'])
          .returningAll()
          .execute(),
      );
      const [row] = rows;
      return row && toDelivery(row);
    },

    async change(id: string, change: DeliveryChange, at: number): Promise<void> {
      await executor.write((query) =>
        query
          .updateTable('mail_deliveries')
          .set({
            status: change.status,
            detail: storedText(change.detail ?? ''),
            next_try_at: change.nextTryAt ?? null,
            updated_at: at,
            ...(change.invitationId !== undefined && { invitation_id: change.invitationId }),
            ...(change.address !== undefined && { address: change.address }),
          })
          .where('id', '=', id)
          .execute(),
      );
    },

    /** Moves the mails of a batch (or all without one) from some states to another; resolves to how many. */
    async move(
      batchId: string | undefined,
      from: readonly DeliveryStatus[],
      to: DeliveryChange,
      at: number,
    ): Promise<number> {
      const rows = await executor.write((query) => {
        let update = query
          .updateTable('mail_deliveries')
          .set({ status: to.status, detail: storedText(to.detail ?? ''), updated_at: at, next_try_at: null })
          .where('status', 'in', [...from]);
        if (batchId !== undefined) update = update.where('batch_id', '=', batchId);
        return update.returning('id').execute();
      });
      return rows.length;
    },

    async waitingOf(batchId: string): Promise<string[]> {
      const rows = await executor.read
        .selectFrom('mail_deliveries')
        .select('id')
        .where('batch_id', '=', batchId)
        .where('status', '=', 'waiting')
        .orderBy(asWritten())
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Batches with mails that still wait. */
    async openBatches(): Promise<string[]> {
      const rows = await executor.read
        .selectFrom('mail_deliveries')
        .select('batch_id')
        .distinct()
        .where('status', '=', 'waiting')
        .where('batch_id', 'is not', null)
        .execute();
      return rows.flatMap((row) => row.batch_id ?? []);
    },

    /** Mails outside of a batch, and mails to be tried again whose time has come. */
    async due(now: number): Promise<string[]> {
      const rows = await executor.read
        .selectFrom('mail_deliveries')
        .select('id')
        .where(
          sql<SqlBool>`(status = 'waiting' and batch_id is null) or (status = 'deferred' and next_try_at <= ${now})`,
        )
        .orderBy('created_at')
        .limit(500)
        .execute();
      return rows.map(({ id }) => id);
    },

    async counts(batchId: string): Promise<Partial<Record<DeliveryStatus, number>>> {
      const rows = await executor.read
        .selectFrom('mail_deliveries')
        .select(['status', sql<number>`count(*)`.as('count')])
        .where('batch_id', '=', batchId)
        .groupBy('status')
        .execute();
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    },

    /** With the names of the people; what did not go out comes first. */
    async outcomes(batchId: string, limit: number): Promise<(Delivery & { readonly userDisplayName: string })[]> {
      const rows = await executor.read
        .selectFrom('mail_deliveries as d')
        .innerJoin('users as u', 'u.id', 'd.user_id')
        .selectAll('d')
        .select('u.display_name')
        .where('d.batch_id', '=', batchId)
        .orderBy(sql`d.status = 'sent'`)
        .orderBy(ignoringCase('u.display_name'))
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...toDelivery(row), userDisplayName: row.display_name }));
    },

    /** The newest mail with each of the invitations, and how many reminders went out. */
    async latestOf(
      invitationIds: readonly string[],
    ): Promise<Map<string, { readonly delivery: Delivery; readonly reminders: number }>> {
      const rows = await deliveries()
        .where(isOneOf('invitation_id', invitationIds))
        .orderBy('created_at')
        .orderBy(asWritten())
        .execute();
      const latest = new Map<string, { delivery: Delivery; reminders: number }>();
      for (const row of rows) {
        const delivery = toDelivery(row);
        const before = latest.get(delivery.invitationId ?? '')?.reminders ?? 0;
        const sentReminder = delivery.kind === 'reminder' && delivery.status === 'sent';
        latest.set(delivery.invitationId ?? '', { delivery, reminders: before + (sentReminder ? 1 : 0) });
      }
      return latest;
    },

    /** The newest invitation by mail of everybody who was invited, is enabled and has never enrolled. */
    async remindable(now: number): Promise<OpenInvitation[]> {
      const rows = await sql<{
        id: string;
        user_id: string;
        created_at: number;
        expires_at: number;
        reminders: number;
        last_at: number | null;
        open: number;
      }>`select i.id, i.user_id, i.created_at, i.expires_at,
          (select count(*) from mail_deliveries r where r.invitation_id = i.id and r.kind = 'reminder') as reminders,
          (select max(r.created_at) from mail_deliveries r where r.invitation_id = i.id and r.kind = 'reminder') as last_at,
          i.used_at is null and i.withdrawn_at is null and i.expires_at > ${now} as open
        from invitations i join users u on u.id = i.user_id
        where i.sealed_token is not null and u.enabled = 1
          and exists (select 1 from mail_deliveries d
            where d.invitation_id = i.id and d.kind = 'invitation' and d.status = 'sent')
          and not exists (select 1 from invitations n
            where n.user_id = i.user_id and n.sealed_token is not null and ${asWritten('n')} > ${asWritten('i')})
          and not exists (select 1 from enrollments e where e.user_id = i.user_id and e.enrolled_at is not null)`.execute(
        executor.read,
      );
      return rows.rows
        .filter((row) => row.open === 1)
        .map((row) => ({
          id: row.id,
          userId: row.user_id,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
          reminders: row.reminders,
          lastReminderAt: row.last_at ?? undefined,
        }));
    },

    async keepToken(invitationId: string, sealed: Uint8Array): Promise<void> {
      await executor.write((query) =>
        query
          .updateTable('invitations')
          .set({ sealed_token: Buffer.from(sealed) })
          .where('id', '=', invitationId)
          .execute(),
      );
    },

    async sealedToken(invitationId: string): Promise<Uint8Array | undefined> {
      const row = await executor.read
        .selectFrom('invitations')
        .select('sealed_token')
        .where('id', '=', invitationId)
        .executeTakeFirst();
      return row?.sealed_token ?? undefined;
    },

    /** What a batch of messages says. */
    async message(batchId: string): Promise<MessageText | undefined> {
      return executor.read
        .selectFrom('mail_messages')
        .select(['subject', 'text'])
        .where('batch_id', '=', batchId)
        .executeTakeFirst();
    },

    async keepMessage(batchId: string, { subject, text }: MessageText, at: number): Promise<void> {
      await executor.write((query) =>
        query.insertInto('mail_messages').values({ batch_id: batchId, subject, text, created_at: at }).execute(),
      );
    },

    async template(
      id: TemplateId,
      language: Language,
    ): Promise<(TemplateText & { readonly updatedAt: number }) | undefined> {
      const row = await executor.read
        .selectFrom('mail_templates')
        .selectAll()
        .where('id', '=', id)
        .where('language', '=', language)
        .executeTakeFirst();
      return row && { subject: row.subject, text: row.text, html: row.html, updatedAt: row.updated_at };
    },

    async setTemplate(
      id: TemplateId,
      language: Language,
      { subject, text, html }: TemplateText,
      at: number,
    ): Promise<void> {
      const values = { subject, text, html, updated_at: at };
      await executor.write((query) =>
        query
          .insertInto('mail_templates')
          .values({ id, language, ...values })
          .onConflict((conflict) => conflict.columns(['id', 'language']).doUpdateSet(values))
          .execute(),
      );
    },

    async removeTemplate(id: TemplateId, language: Language): Promise<void> {
      await executor.write((query) =>
        query.deleteFrom('mail_templates').where('id', '=', id).where('language', '=', language).execute(),
      );
    },
  };
};

export type MailStore = ReturnType<typeof createMailStore>;
