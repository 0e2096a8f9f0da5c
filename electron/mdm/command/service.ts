// The command conversation. Apple: "Sending MDM commands to a device". A report is stored and its command retired before
// the next one is handed out; what is handed out is marked sent before it leaves.
import { say } from '../../../shared/locales/admin-texts.ts';
import { z } from 'zod';
import { isAppError, ProtocolError } from '../../core/errors.ts';
import type { CoreEvents } from '../../core/events.ts';
import type { Clock, Logger, SecretBox } from '../../core/ports.ts';
import { createContactCheck, type DeviceCall } from '../contact.ts';
import type { BearerCheck } from '../enroll/bearer.ts';
import type { Channel, Contact, Enrollment, LogEntry, Speaker } from '../../model/enrollment.ts';
import type { MdmResponse } from '../../wire/http.ts';
import type { Identity } from '../identity.ts';
import type { CommandDatabase, CommandTransaction } from './database.ts';
import { decodeErrorChain, describeErrorChain, type DeviceError, textOfErrorChain } from './error-chain.ts';
import { createHandOut, nothingToDo } from './hand-out.ts';
import { isOrganizationDue, queueOrganization } from './organization.ts';
import type { CommandQueueService } from './queue.ts';
import type { Dictionary } from './report-reader.ts';
import { isRenewal, isRenewalDue, queueRenewal, renewalKind } from './renewal.ts';
import { applyResult, undoPending } from './results.ts';
import type { CommandRecord } from './store.ts';
import { hour } from '../../core/durations.ts';

/** Twice in a working day at most: an inventory is never older than a day where a device can be reached. */
const inventoryIntervalMs = 6 * hour;

const reportSchema = z.looseObject({
  Status: z.enum(['Idle', 'Acknowledged', 'Error', 'CommandFormatError', 'NotNow']),
  CommandUUID: z.string().min(1).max(128).optional(),
  ErrorChain: z.unknown().optional(),
});
type Report = z.infer<typeof reportSchema>;

export interface ConnectDeps {
  readonly database: CommandDatabase;
  readonly identity: Identity;
  readonly bearer: BearerCheck;
  readonly queue: CommandQueueService;
  readonly clock: Pick<Clock, 'now'>;
  readonly secretBox: SecretBox;
  readonly events: CoreEvents;
  readonly logger: Logger;
  /** Told of every contact: a push that still waits for the channel has become needless. */
  readonly contacted: (channelId: string) => void;
  /** How the office is called now. */
  readonly organizationName: () => Promise<string>;
  /** The enrollment profile with a fresh challenge, for renewing the identity. */
  readonly renewalProfile: (enrollment: Enrollment) => Promise<Uint8Array>;
  /** Identities issued before this time (ms) are renewed at once, whatever is left of their life; 0 if none. */
  readonly renewIssuedBefore: () => number;
  /** Told when a device reports that it cannot renew its identity. */
  readonly renewalFailed: (enrollment: Enrollment, problem: string) => Promise<void>;
}

/** Whether a dictionary is a report at all; anything else is a poisoned one. */
export const isReport = (dict: Dictionary): boolean => reportSchema.safeParse(dict).success;

/** What is known of a report that cannot be decoded. */
export interface PoisonedReport extends Omit<DeviceCall, 'speaker'> {
  readonly speaker?: Speaker | undefined;
  readonly commandUuid?: string | undefined;
  /** What is wrong with it. */
  readonly why: string;
}

export type CommandService = ReturnType<typeof createCommandService>;

export const createCommandService = (deps: ConnectDeps) => {
  const { database, clock, queue } = deps;
  const { requireActive, signInOf } = createContactCheck({
    ...deps,
    contactOf: (speaker) => database.enrollments.contact(speaker),
  });

  /** Renewals that turned out in the transaction under way to have failed. */
  const failedRenewal = new Map<string, string>();
  const hand = createHandOut(deps);

  const entry = (
    speaker: Pick<Speaker, 'enrollmentId' | 'channelId'>,
    extra: Omit<LogEntry, 'enrollmentId' | 'channelId' | 'at'>,
  ): LogEntry => ({
    enrollmentId: speaker.enrollmentId,
    channelId: speaker.channelId,
    at: clock.now(),
    ...extra,
  });

  const announce = (enrollmentId: string, commands: boolean): void => {
    deps.events.changed('devices', [enrollmentId]);
    deps.events.changed('logs', [enrollmentId]);
    if (commands) deps.events.changed('commands', [enrollmentId]);
  };

  const isInventoryDue = (enrollment: Enrollment, now: number): boolean =>
    now - (enrollment.inventoryRequestedAt ?? 0) >= inventoryIntervalMs;

  /** Who comes is alive: a device whose push token was marked dead is served and pushed again as any other. */
  const revived = async (contact: Contact): Promise<Contact> => {
    const { enrollment, channel } = contact;
    if (enrollment.state !== 'token-invalid' || channel?.kind !== 'device') return contact;
    await database.enrollments.revive(enrollment.id);
    return { channel, enrollment: { ...enrollment, state: 'enrolled' } };
  };

  /** What the server wants of its own accord, added before the next command is taken. */
  const addOwnCommands = async ({ enrollment, channel }: Contact, now: number, office: string): Promise<void> => {
    if (channel?.kind !== 'device' || enrollment.state !== 'enrolled') return;
    if (isOrganizationDue(enrollment, office)) await queueOrganization(deps, enrollment, channel, office);
    if (isInventoryDue(enrollment, now)) {
      const commands = await queue.prepareInventory(enrollment, 'Russet');
      await database.transaction(async (stores) => {
        await stores.enrollments.update(enrollment.id, { inventoryRequestedAt: now });
        await queue.addWithin(stores, commands);
      });
    }
    if (isRenewalDue(enrollment, now, deps.renewIssuedBefore())) await queueRenewal(deps, enrollment, channel);
  };

  /** Decodes and applies an acknowledged result, whole or not at all. One that cannot be must not hold up the queue. */
  const acknowledge = async (
    stores: CommandTransaction,
    enrollment: Enrollment,
    channel: Channel,
    command: CommandRecord,
    report: Dictionary,
  ): Promise<{ readonly detail: string; readonly errors?: readonly DeviceError[] }> => {
    try {
      return await stores.attempt((part) =>
        applyResult(part, { enrollment, channel, command, report, at: clock.now() }),
      );
    } catch (error) {
      // Not the report but the storage: the device hears so and reports again.
      if (isAppError(error) && error.code.startsWith('database.')) throw error;
      deps.logger.error('a command result could not be applied', { requestType: command.requestType, error });
      return { detail: 'Done, but the answer could not be read' };
    }
  };

  const settle = async (
    stores: CommandTransaction,
    { enrollment, channel }: Contact,
    call: DeviceCall,
    report: Report,
    odd: readonly string[],
  ): Promise<void> => {
    const { Status: status, CommandUUID: uuid } = report;
    if (status === 'Idle' || !channel) return;
    const found = uuid === undefined ? undefined : await stores.queue.find(uuid);
    const command = found?.channelId === channel.id ? found : undefined;
    const errors = decodeErrorChain(report.ErrorChain);
    const row = { response: call.raw, ...(uuid === undefined ? {} : { commandUuid: uuid }) };
    if (!command) {
      await stores.log.append(
        entry(call.speaker, {
          ...row,
          action: 'Unknown Message',
          status: 'Received',
          errors,
          detail: 'A report for a command that is not known',
        }),
      );
      return;
    }
    if (status === 'NotNow') {
      await stores.queue.putOff(command.uuid, clock.now());
      await stores.log.append(
        entry(call.speaker, {
          ...row,
          action: command.logAction,
          status: 'Not Now',
          detail: 'The device puts the command off',
        }),
      );
      return;
    }
    const first = await stores.queue.retire(
      command.uuid,
      status === 'Acknowledged' ? 'acknowledged' : 'error',
      clock.now(),
    );
    // Replaced by a newer one while it was on its way, it was carried out all the same: what it brought counts.
    const late = command.status === 'cancelled' && command.sentAt !== undefined && status === 'Acknowledged';
    if (!first && !late) {
      await stores.log.append(
        entry(call.speaker, {
          ...row,
          action: command.logAction,
          status: 'Received',
          errors,
          detail: 'Reported again; the first report counts',
        }),
      );
      return;
    }
    if (status === 'Acknowledged') {
      const outcome = await acknowledge(stores, enrollment, channel, command, report);
      const what = odd.length === 0 ? outcome.detail : `${outcome.detail}; not understood: ${odd.join(', ')}`;
      await stores.log.append(
        entry(call.speaker, {
          ...row,
          action: command.logAction,
          status: outcome.errors ? 'Error' : 'Acknowledged',
          detail: outcome.errors ? `${what}: ${describeErrorChain(outcome.errors)}` : what,
          ...(outcome.errors ? { errors: outcome.errors } : {}),
        }),
      );
      // What the report told of the enrollment counts: a command may have ended it.
      const present = await stores.enrollments.find(enrollment.id);
      if (present) await queue.askTouchedWithin(stores, present, channel, command);
      return;
    }
    if (status === 'CommandFormatError') {
      deps.logger.error('a device calls our command malformed', { requestType: command.requestType, uuid });
    }
    await undoPending(stores, command, enrollment);
    const problem =
      status === 'CommandFormatError'
        ? say('devices.malformedCommand')
        : (textOfErrorChain(errors) ?? say('devices.namelessError'));
    if (isRenewal(command, enrollment)) {
      await stores.enrollments.update(enrollment.id, { renewalFailure: { at: clock.now(), problem } });
      failedRenewal.set(enrollment.id, problem.english);
    }
    await stores.log.append(
      entry(call.speaker, { ...row, action: command.logAction, status: 'Error', errors, detail: problem.english }),
    );
  };

  /** Tells of a failed renewal once it is committed. */
  const tellRenewal = async (enrollment: Enrollment): Promise<void> => {
    const problem = failedRenewal.get(enrollment.id);
    if (problem === undefined) return;
    failedRenewal.delete(enrollment.id);
    await deps.renewalFailed(enrollment, problem);
  };

  return {
    /**
     * One turn of the conversation: the report in, the next command or an empty body out. `odd`: what of the report could
     * not be read.
     */
    async connect(call: DeviceCall, dict: Dictionary, odd: readonly string[] = []): Promise<MdmResponse> {
      const report = reportSchema.parse(dict);
      const found = await requireActive(call);
      const refusal = await signInOf(call, found.enrollment);
      if (refusal) return refusal;
      const contact = await revived(found);
      const { enrollment, channel } = contact;
      const now = clock.now();
      deps.contacted(call.speaker.channelId);
      const heard = database.enrollments.appendContact(enrollment.id, call.speaker.channelId, now);
      if (!channel) {
        await heard;
        return nothingToDo;
      }

      const quiet = report.Status === 'Idle';
      const office = await deps.organizationName();
      const own =
        channel.kind === 'device' &&
        enrollment.state === 'enrolled' &&
        (isInventoryDue(enrollment, now) ||
          isRenewalDue(enrollment, now, deps.renewIssuedBefore()) ||
          isOrganizationDue(enrollment, office));
      if (quiet && !own && !database.queue.mayHaveWork(channel.id)) {
        await Promise.all([
          heard,
          database.log.append(entry(call.speaker, { action: 'Idle', status: 'Received', detail: 'Nothing to do' })),
        ]);
        announce(enrollment.id, false);
        return nothingToDo;
      }

      await heard;
      if (own) await addOwnCommands(contact, now, office);
      const response = await database.transaction(async (stores) => {
        await settle(stores, contact, call, report, odd);
        if (quiet) await stores.log.append(entry(call.speaker, { action: 'Idle', status: 'Received', detail: '' }));
        // The report may just have told another system. What ends an enrollment has cancelled all that waited for it.
        const present = quiet ? undefined : await stores.enrollments.find(enrollment.id);
        return hand(stores, present ?? enrollment, call.speaker, report.Status !== 'NotNow');
      });
      await tellRenewal(enrollment);
      announce(enrollment.id, true);
      return response;
    },

    /**
     * The same for a device whose identity has ended: it gets its renewal and nothing else, and is heard about that alone.
     * Throws `device.unrecognized` if the enrollment was ended, `cms.untrusted` if it has a newer identity.
     */
    async renewOnly(call: DeviceCall, dict: Dictionary, odd: readonly string[] = []): Promise<MdmResponse> {
      const report = reportSchema.parse(dict);
      const contact = await requireActive(call);
      const { enrollment, channel } = contact;
      const now = clock.now();
      if (enrollment.certificateNotAfter === undefined || enrollment.certificateNotAfter >= now) {
        throw new ProtocolError(
          'cms.untrusted',
          'The certificate of the signer has expired; the device has a newer one.',
        );
      }
      const refusal = await signInOf(call, enrollment);
      if (refusal) return refusal;
      deps.contacted(call.speaker.channelId);
      await database.enrollments.appendContact(enrollment.id, call.speaker.channelId, now);
      if (channel?.kind !== 'device') return nothingToDo;
      if (isRenewalDue(enrollment, now, deps.renewIssuedBefore())) await queueRenewal(deps, enrollment, channel);
      const response = await database.transaction(async (stores) => {
        const command = report.CommandUUID === undefined ? undefined : await stores.queue.find(report.CommandUUID);
        if (command && isRenewal(command, enrollment)) await settle(stores, contact, call, report, odd);
        return hand(stores, enrollment, call.speaker, report.Status !== 'NotNow', renewalKind(enrollment));
      });
      await tellRenewal(enrollment);
      announce(enrollment.id, true);
      return response;
    },

    /**
     * A report that cannot be decoded: the command it answers is retired, so that it cannot block the rest of its channel,
     * and the next one is handed out. The signature of the bytes has been verified; apart from what they say it obeys
     * every rule of `connect`. Without a speaker in them it is the device channel's.
     */
    async poisoned(report: PoisonedReport): Promise<MdmResponse> {
      const { certificate, commandUuid: uuid } = report;
      const enrollmentId = await database.enrollments.boundTo(certificate.sha256);
      const bound = enrollmentId === undefined ? undefined : await database.enrollments.find(enrollmentId);
      if (!bound) throw new ProtocolError('device.unrecognized', 'The device is not enrolled here.');
      const speaker: Speaker = report.speaker ?? {
        enrollmentId: bound.id,
        channelId: bound.id,
        kind: 'device',
        type: bound.type,
      };
      const call = { ...report, speaker };
      const { enrollment, channel } = await requireActive(call);
      const refusal = await signInOf(call, enrollment);
      if (refusal) return refusal;
      deps.contacted(speaker.channelId);
      await database.enrollments.appendContact(enrollment.id, speaker.channelId, clock.now());
      const response = await database.transaction(async (stores) => {
        const found =
          uuid === undefined ? await stores.queue.inFlight(speaker.channelId) : await stores.queue.find(uuid);
        const command = found?.channelId === speaker.channelId ? found : undefined;
        if (command && (await stores.queue.retire(command.uuid, 'error', clock.now())))
          await undoPending(stores, command, enrollment);
        await stores.log.append(
          entry(speaker, {
            action: command?.logAction ?? 'Unknown Message',
            status: 'Error',
            detail: `The report cannot be read: ${report.why}`,
            response: report.raw,
            ...(command ? { commandUuid: command.uuid } : {}),
          }),
        );
        return channel ? hand(stores, enrollment, speaker, false) : nothingToDo;
      });
      announce(enrollment.id, true);
      return response;
    },
  };
};
