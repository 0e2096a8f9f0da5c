// Puts commands into the queue: permission first, then one durable row and one log entry for each, then one push. The
// transaction is the caller's, so that what the command means for the device stands or falls with it.
import { randomUUID } from 'node:crypto';
import { say } from '../../../shared/locales/admin-texts.ts';
import { reachableStates } from '../../../shared/model/enrollment.ts';
import { AppError } from '../../core/errors.ts';
import type { CoreEvents } from '../../core/events.ts';
import type { Clock, SecretBox } from '../../core/ports.ts';
import type { Channel, Enrollment } from '../../model/enrollment.ts';
import { buildPlist } from '../../wire/plist.ts';
import { commandPermission, type CommandTarget } from '../../compatibility/allowed.ts';
import {
  certificateList,
  deviceInformation,
  installedApplicationList,
  managedApplicationList,
  organizationKind,
  profileList,
  redactCommand,
  securityInfo,
  type BuiltCommand,
} from './catalog.ts';
import type { CommandDatabase, CommandStores } from './database.ts';
import { undoPending } from './results.ts';
import type { CommandRecord, NewCommand } from './store.ts';
import { day } from '../../core/durations.ts';
import { touchedInventory } from './touched-inventory.ts';

const lifetimeMs = 30 * day;
const inventoryLifetimeMs = day;

/** Commands that end something go before everything else. */
export const urgentPriority = 100;
const usualPriority = 10;
const inventoryPriority = 0;

export interface QueueDeps {
  readonly database: CommandDatabase;
  readonly clock: Pick<Clock, 'now'>;
  readonly secretBox: SecretBox;
  readonly events: CoreEvents;
  /** Asks APNs to wake the channel; coalesces. */
  readonly push: (channelId: string) => void;
}

export interface EnqueueOptions {
  readonly requestedBy: string;
  readonly priority?: number;
  readonly lifetimeMs?: number;
}

/** What the permission rules need to know of an enrollment. */
export const targetOf = (enrollment: Enrollment, channel: 'device' | 'user'): CommandTarget => ({
  platform: enrollment.platform,
  osVersion: enrollment.osVersion,
  enrollmentType: enrollment.type,
  supervised: enrollment.supervised,
  ade: enrollment.enrolledViaDep === true,
  channel,
});

/** The inventory commands a channel may answer. */
export const inventoryCommands = (enrollment: Enrollment, channel: 'device' | 'user'): BuiltCommand[] => {
  const target = targetOf(enrollment, channel);
  const wanted =
    channel === 'user'
      ? [profileList(), certificateList()]
      : [
          deviceInformation(target),
          securityInfo(),
          profileList(),
          certificateList(),
          installedApplicationList(enrollment.type === 'user' ? { managedAppsOnly: true } : {}),
          managedApplicationList(),
        ];
  return wanted.filter((command) => commandPermission(target, command.requestType).allowed);
};

export type CommandQueueService = ReturnType<typeof createCommandQueueService>;

export const createCommandQueueService = ({ database, clock, secretBox, events, push }: QueueDeps) => {
  const prepare = (channel: Channel, built: BuiltCommand, options: EnqueueOptions): NewCommand => {
    const uuid = randomUUID().toUpperCase();
    const at = clock.now();
    const plist = buildPlist({ CommandUUID: uuid, Command: built.command });
    return {
      uuid,
      channelId: channel.id,
      enrollmentId: channel.enrollmentId,
      requestType: built.requestType,
      logAction: built.logAction,
      kind: built.kind,
      priority: options.priority ?? usualPriority,
      sealedPayload: secretBox.seal(Buffer.from(plist, 'utf8')),
      redacted: buildPlist({ CommandUUID: uuid, Command: redactCommand(built.command, built.secretKeys) }),
      requestedBy: options.requestedBy,
      createdAt: at,
      expiresAt: at + (options.lifetimeMs ?? lifetimeMs),
    };
  };

  /** Throws `command.forbidden` with the reason. Ask before anything is built. */
  const requirePermission = (
    enrollment: Enrollment,
    channel: Channel['kind'],
    { requestType, settingsItems }: Pick<BuiltCommand, 'requestType' | 'settingsItems'>,
  ): void => {
    if (!reachableStates.includes(enrollment.state)) {
      throw new AppError('command.forbidden', say('errors.notEnrolled'));
    }
    const permission = commandPermission(targetOf(enrollment, channel), requestType, {
      ...(settingsItems === undefined ? {} : { settingsItems }),
    });
    if (!permission.allowed) throw new AppError('command.forbidden', permission.reason);
  };

  const logCancelled = (stores: CommandStores, command: CommandRecord, detail: string): Promise<void> =>
    stores.log.append({
      enrollmentId: command.enrollmentId,
      channelId: command.channelId,
      at: clock.now(),
      action: command.logAction,
      status: 'Cancelled',
      detail,
      commandUuid: command.uuid,
    });

  /** Adds prepared commands within a transaction of the caller, who pushes afterwards. */
  const addWithin = async (stores: CommandStores, commands: readonly NewCommand[]): Promise<void> => {
    for (const replaced of await stores.queue.add(commands)) {
      await logCancelled(stores, replaced, 'Replaced by a newer command of the same kind');
    }
    for (const command of commands) {
      await stores.log.append({
        enrollmentId: command.enrollmentId,
        channelId: command.channelId,
        at: command.createdAt,
        action: command.logAction,
        status: 'Queued',
        detail: `Requested by ${command.requestedBy}`,
        commandUuid: command.uuid,
      });
    }
  };

  /** Tells who looks on, and wakes the channels that have something to do. After the commit. */
  const announce = (enrollmentId: string, channelIds: readonly string[] = []): void => {
    events.changed('commands', [enrollmentId]);
    events.changed('logs', [enrollmentId]);
    events.changed('devices', [enrollmentId]);
    for (const channelId of new Set(channelIds)) push(channelId);
  };

  /** Inventory commands for every enabled channel or for one of them, ready to add. */
  const prepareInventory = async (
    enrollment: Enrollment,
    requestedBy: string,
    { enrollments }: Pick<CommandStores, 'enrollments'> = database,
    only?: string,
  ): Promise<NewCommand[]> => {
    const channels = (await enrollments.channelsOf(enrollment.id)).filter(
      ({ id, enabled }) => enabled && (only === undefined || id === only),
    );
    return channels.flatMap((channel) =>
      inventoryCommands(enrollment, channel.kind).map((built) =>
        prepare(channel, built, { requestedBy, priority: inventoryPriority, lifetimeMs: inventoryLifetimeMs }),
      ),
    );
  };

  /**
   * Queues everything the enrollment may be asked about itself, or one channel of it that is new, within a transaction of the caller, who announces it
   * afterwards. Resolves with the commands; throws `command.forbidden` for an enrollment that takes none any more.
   */
  const refreshWithin = async (
    stores: CommandStores,
    enrollment: Enrollment,
    requestedBy: string,
    only?: string,
  ): Promise<readonly NewCommand[]> => {
    if (!reachableStates.includes(enrollment.state)) {
      throw new AppError('command.forbidden', say('errors.notEnrolled'));
    }
    const commands = await prepareInventory(enrollment, requestedBy, stores, only);
    await addWithin(stores, commands);
    if (only === undefined) await stores.enrollments.update(enrollment.id, { inventoryRequestedAt: clock.now() });
    return commands;
  };

  /**
   * Asks the channel for the inventory that an acknowledged command has changed, within the transaction that retires it:
   * the device is there and gets the questions in the same session, once however many commands changed the same.
   */
  const askTouchedWithin = async (
    stores: CommandStores,
    enrollment: Enrollment,
    channel: Channel,
    command: CommandRecord,
  ): Promise<void> => {
    const touched = touchedInventory(command);
    if (touched.length === 0 || !reachableStates.includes(enrollment.state)) return;
    const waiting = (await stores.queue.openOf(enrollment.id)).filter(
      ({ channelId, status }) => channelId === channel.id && status !== 'sent',
    );
    const wanted = inventoryCommands(enrollment, channel.kind).filter(
      ({ requestType, kind }) => touched.includes(requestType) && !waiting.some((open) => open.kind === kind),
    );
    const options = {
      requestedBy: `Russet (after ${command.logAction})`,
      priority: inventoryPriority,
      lifetimeMs: inventoryLifetimeMs,
    };
    await addWithin(
      stores,
      wanted.map((built) => prepare(channel, built, options)),
    );
  };

  return {
    requirePermission,
    askTouchedWithin,
    addWithin,
    prepareInventory,
    prepare,
    refreshWithin,
    announce,

    /** `refreshWithin` in a transaction of its own, announced. */
    async refresh(enrollment: Enrollment, requestedBy: string, only?: string): Promise<void> {
      const commands = await database.transaction((stores) => refreshWithin(stores, enrollment, requestedBy, only));
      announce(
        enrollment.id,
        commands.map((command) => command.channelId),
      );
    },

    /**
     * Cancels a command that is not on its way, within a transaction of the caller, who announces it afterwards. Throws
     * `command.notCancellable` or `record.notFound`.
     */
    async cancelWithin(stores: CommandStores, uuid: string, requestedBy: string): Promise<CommandRecord> {
      if (!(await stores.queue.find(uuid))) throw new AppError('record.notFound', say('errors.commandGone'));
      const cancelled = await stores.queue.cancel(uuid, clock.now());
      if (!cancelled) throw new AppError('command.notCancellable', say('errors.commandSent'));
      await logCancelled(stores, cancelled, `Cancelled by ${requestedBy}`);
      const enrollment = await stores.enrollments.find(cancelled.enrollmentId);
      if (enrollment) await undoPending(stores, cancelled, enrollment);
      return cancelled;
    },

    /** Ends commands whose time has passed; returns how many. */
    async expire(): Promise<number> {
      const expired = await database.transaction(async (stores) => {
        const commands = await stores.queue.expire(clock.now(), 500);
        for (const command of commands) {
          await stores.log.append({
            enrollmentId: command.enrollmentId,
            channelId: command.channelId,
            at: clock.now(),
            action: command.logAction,
            status: 'Expired',
            detail: 'The device did not take it in time',
            commandUuid: command.uuid,
          });
          if (command.kind === organizationKind) {
            await stores.enrollments.update(command.enrollmentId, { organizationTold: null });
          }
          const enrollment = await stores.enrollments.find(command.enrollmentId);
          if (enrollment) await undoPending(stores, command, enrollment);
        }
        return commands;
      });
      for (const id of new Set(expired.map((command) => command.enrollmentId))) announce(id);
      return expired.length;
    },
  };
};
