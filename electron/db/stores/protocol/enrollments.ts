// Enrollments and their channels, as the protocol code writes and reads them. What every contact of a device needs is
// remembered in memory; the methods that change it forget it after their commit, here and nowhere else.
import type { AdminText } from '../../../../shared/locales/admin-texts.ts';
import { storedText } from '../../sql/shown-text.ts';
import type { EnrollmentState } from '../../../../shared/model/enrollment.ts';
import type { FreshEnrollment, TokenFacts } from '../../../mdm/checkin/store.ts';
import type { Channel, Contact, Enrollment, Speaker } from '../../../model/enrollment.ts';
import type { Executor, Query } from '../../executor.ts';
import { maxRemembered, type EnrollmentMemory } from './enrollment-memory.ts';
import { enrollmentContacts } from './enrollment-contacts.ts';
import { enrollmentIdentities } from './enrollment-identities.ts';
import { enrollmentReports } from './enrollment-reports.ts';
import { bit } from '../../tables/bit.ts';
import { freshRow, readChannel, readEnrollment } from './enrollment-rows.ts';

export type EnrollmentStore = ReturnType<typeof createEnrollmentStore>;

export const createEnrollmentStore = (executor: Executor, memory: EnrollmentMemory) => {
  const forget = (enrollmentId: string): void => {
    memory.epoch++;
    memory.contacts.delete(enrollmentId);
  };

  /** Runs a change of one enrollment and forgets what was remembered of it once it is committed. */
  const change = <T>(enrollmentId: string, work: (query: Query) => Promise<T>): Promise<T> =>
    executor.write(async (query, afterCommit) => {
      afterCommit(() => {
        forget(enrollmentId);
      });
      return work(query);
    });

  return {
    /** For stores of others that changed an enrollment: what is remembered of it is out of date. */
    forget,

    find: (id: string): Promise<Enrollment | undefined> => readEnrollment(executor.read, id),

    channel: (id: string): Promise<Channel | undefined> => readChannel(executor.read, id),

    async channelsOf(enrollmentId: string): Promise<Channel[]> {
      const rows = await executor.read
        .selectFrom('channels')
        .select('id')
        .where('enrollment_id', '=', enrollmentId)
        .orderBy('kind')
        .orderBy('id')
        .execute();
      const channels = await Promise.all(rows.map((row) => readChannel(executor.read, row.id)));
      return channels.filter((channel) => channel !== undefined);
    },

    /** Enrollment and channel behind a speaker; undefined when the enrollment is not known. Remembered. */
    async contact(speaker: Speaker): Promise<Contact | undefined> {
      const known = memory.contacts.get(speaker.enrollmentId)?.get(speaker.channelId);
      if (known) return known;
      const { epoch } = memory;
      const enrollment = await readEnrollment(executor.read, speaker.enrollmentId);
      if (!enrollment) return undefined;
      const channel = await readChannel(executor.read, speaker.channelId);
      const contact: Contact = channel ? { enrollment, channel } : { enrollment };
      if (epoch === memory.epoch) {
        if (memory.contacts.size >= maxRemembered) memory.contacts.clear();
        const ofEnrollment = memory.contacts.get(speaker.enrollmentId) ?? new Map<string, Contact>();
        memory.contacts.set(speaker.enrollmentId, ofEnrollment.set(speaker.channelId, contact));
      }
      return contact;
    },

    /**
     * A fresh enrollment: writes the row anew and resets push data, tokens and inventory of all its channels.
     * Its log stays. The queue is the caller's to clear.
     */
    saveAuthenticate: (record: FreshEnrollment) =>
      change(record.enrollment.id, async (query) => {
        const { enrollment } = record;
        const values = freshRow(record);
        await query
          .insertInto('enrollments')
          .values({ id: enrollment.id, ...values })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
          .execute();
        await query.deleteFrom('inventory').where('enrollment_id', '=', enrollment.id).execute();
        await query
          .updateTable('channels')
          .set({
            enabled: 0,
            push_token: null,
            push_magic: null,
            token_updated_at: null,
            token_dead_at: null,
            last_push_at: null,
            last_push_result: null,
            tally: 0,
            not_now_since: null,
            not_now_pushes: 0,
          })
          .where('enrollment_id', '=', enrollment.id)
          .execute();
        await query
          .insertInto('channels')
          .values({
            id: enrollment.id,
            enrollment_id: enrollment.id,
            kind: 'device',
            user_short_name: null,
            user_long_name: null,
            enabled: 0,
            push_token: null,
            push_magic: null,
            topic: null,
            token_updated_at: null,
            token_dead_at: null,
            tally: 0,
            last_seen_at: record.at,
            last_push_at: null,
            last_push_result: null,
            not_now_since: null,
            not_now_pushes: 0,
          })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }),

    /** The TokenUpdate that enables a channel, creating a user channel on its first one. Returns the new tally. */
    saveTokenUpdate: (
      speaker: Speaker,
      record: TokenFacts,
      extra: { unlockToken?: Uint8Array; awaitingConfiguration?: boolean },
    ) =>
      change(speaker.enrollmentId, async (query) => {
        const values = {
          enabled: 1,
          push_token: record.token,
          push_magic: record.pushMagic,
          topic: record.topic,
          token_updated_at: record.at,
          token_dead_at: null,
        } as const;
        const names = {
          user_short_name: speaker.userShortName ?? null,
          user_long_name: speaker.userLongName ?? null,
        };
        const [row] = await query
          .insertInto('channels')
          .values({
            id: speaker.channelId,
            enrollment_id: speaker.enrollmentId,
            kind: speaker.kind,
            ...names,
            ...values,
            tally: 1,
            last_seen_at: null,
            last_push_at: null,
            last_push_result: null,
            not_now_since: null,
            not_now_pushes: 0,
          })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((expression) => ({
              ...values,
              ...(speaker.kind === 'user' ? names : {}),
              tally: expression('channels.tally', '+', 1),
            })),
          )
          .returning('tally')
          .execute();
        if (speaker.kind === 'device') {
          await query
            .updateTable('enrollments')
            .set({ state: 'enrolled' })
            .where('id', '=', speaker.enrollmentId)
            .where('state', 'in', ['authenticated', 'token-invalid', 'expired'])
            .execute();
          await query
            .updateTable('enrollments')
            .set({
              last_seen_at: record.at,
              ...(extra.unlockToken === undefined ? {} : { unlock_token: extra.unlockToken }),
              ...(extra.awaitingConfiguration === undefined
                ? {}
                : { awaiting_configuration: bit(extra.awaitingConfiguration) }),
            })
            .where('id', '=', speaker.enrollmentId)
            .execute();
          await query
            .updateTable('enrollments')
            .set({ enrolled_at: record.at })
            .where('id', '=', speaker.enrollmentId)
            .where('enrolled_at', 'is', null)
            .execute();
        }
        return row?.tally ?? 1;
      }),

    setState: (id: string, state: EnrollmentState) =>
      change(id, async (query) => {
        await query.updateTable('enrollments').set({ state }).where('id', '=', id).execute();
      }),

    /** A device whose push token was marked dead has come all the same: it is alive, and the token may be tried again. */
    revive: (id: string) =>
      change(id, async (query) => {
        await query
          .updateTable('enrollments')
          .set({ state: 'enrolled' })
          .where('id', '=', id)
          .where('state', '=', 'token-invalid')
          .execute();
        await query.updateTable('channels').set({ token_dead_at: null }).where('id', '=', id).execute();
      }),

    /** Ends an enrollment: state, and no channel of it takes commands or pushes any more. */
    disable: (id: string, state: EnrollmentState, at: number) =>
      change(id, async (query) => {
        await query.updateTable('enrollments').set({ state, last_seen_at: at }).where('id', '=', id).execute();
        await query
          .updateTable('channels')
          .set({ enabled: 0, push_token: null, push_magic: null })
          .where('enrollment_id', '=', id)
          .execute();
      }),

    /**
     * Whether one more user channel finds room beside at most `max` others: a channel that was not heard since the given
     * time gives its own, with all that waits for it.
     */
    makeRoomForUser: (enrollmentId: string, max: number, silentSince: number): Promise<boolean> =>
      change(enrollmentId, async (query) => {
        const rows = await query
          .selectFrom('channels')
          .select(['id', 'enabled', 'last_seen_at', 'token_updated_at'])
          .where('enrollment_id', '=', enrollmentId)
          .where('kind', '=', 'user')
          .execute();
        if (rows.length < max) return true;
        const heard = (row: (typeof rows)[number]): number =>
          row.enabled === 0 ? 0 : Math.max(row.last_seen_at ?? 0, row.token_updated_at ?? 0);
        const [silent] = rows.sort((left, right) => heard(left) - heard(right));
        if (silent === undefined || heard(silent) >= silentSince) return false;
        await query.deleteFrom('inventory').where('channel_id', '=', silent.id).execute();
        await query.deleteFrom('channels').where('id', '=', silent.id).execute();
        return true;
      }),

    /** Ends one user channel alone; its next TokenUpdate opens it as a new one. */
    disableChannel: (channelId: string, enrollmentId: string) =>
      change(enrollmentId, async (query) => {
        await query
          .updateTable('channels')
          .set({ enabled: 0, push_token: null, push_magic: null, tally: 0 })
          .where('id', '=', channelId)
          .execute();
      }),

    update: (
      id: string,
      values: Partial<{
        ownership: Enrollment['ownership'];
        renewalRequestedAt: number;
        renewalFailure: { readonly at: number; readonly problem: AdminText };
        inventoryRequestedAt: number;
        declarativeManagement: boolean;
        organizationTold: string | null;
        /** Sealed. */
        bootstrapToken: Uint8Array | null;
      }>,
    ) =>
      change(id, async (query) => {
        await query
          .updateTable('enrollments')
          .set({
            ...(values.ownership === undefined ? {} : { ownership: values.ownership }),
            ...(values.renewalRequestedAt === undefined ? {} : { renewal_requested_at: values.renewalRequestedAt }),
            ...(values.renewalFailure === undefined
              ? {}
              : {
                  renewal_failed_at: values.renewalFailure.at,
                  renewal_problem: storedText(values.renewalFailure.problem),
                }),
            ...(values.inventoryRequestedAt === undefined
              ? {}
              : { inventory_requested_at: values.inventoryRequestedAt }),
            ...(values.declarativeManagement === undefined
              ? {}
              : { declarative_management: bit(values.declarativeManagement) }),
            ...(values.organizationTold === undefined ? {} : { organization_told: values.organizationTold }),
            ...(values.bootstrapToken === undefined ? {} : { bootstrap_token: values.bootstrapToken }),
          })
          .where('id', '=', id)
          .execute();
      }),

    ...enrollmentIdentities(executor, memory, change, forget),

    ...enrollmentContacts(executor, memory),

    ...enrollmentReports(executor, change),

    /** Sealed tokens of a device; they never leave the core. */
    async sealedTokens(id: string): Promise<{ unlockToken?: Uint8Array; bootstrapToken?: Uint8Array }> {
      const row = await executor.read
        .selectFrom('enrollments')
        .select(['unlock_token', 'bootstrap_token'])
        .where('id', '=', id)
        .executeTakeFirst();
      return {
        ...(row?.unlock_token ? { unlockToken: row.unlock_token } : {}),
        ...(row?.bootstrap_token ? { bootstrapToken: row.bootstrap_token } : {}),
      };
    },

    /** Deletes the record with channels, queue, inventory and bindings. */
    delete: (id: string) =>
      executor.write(async (query, afterCommit) => {
        afterCommit(() => {
          forget(id);
          memory.bindings.clear();
        });
        await query.deleteFrom('enrollments').where('id', '=', id).execute();
      }),
  };
};
