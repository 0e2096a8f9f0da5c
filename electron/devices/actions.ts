// What admins do to devices: permission first, then the change, its command, its log and its entry in the audit trail in
// one transaction. Whoever waits for it is told, and the device woken, after the commit.
import type { DeviceCommand } from '../../shared/ipc/devices/devices.ts';
import type { EventTopic } from '../../shared/ipc/events.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import type { AuditActivity } from '../../shared/model/audit.ts';
import { enrollmentStateLabel, ownershipLabel, type Ownership } from '../../shared/model/enrollment.ts';
import { AppError } from '../core/errors.ts';
import type { Clock, SecretBox } from '../core/ports.ts';
import type { Executor } from '../db/executor.ts';
import type { BoundStores, Stores } from '../db/stores.ts';
import type { DeviceRow } from '../db/stores/protocol/device-rows.ts';
import { createDevicesStore } from '../db/stores/protocol/devices.ts';
import { removeProfile, type BuiltCommand } from '../mdm/command/catalog.ts';
import type { CommandStores } from '../mdm/command/database.ts';
import { urgentPriority, type CommandQueueService } from '../mdm/command/queue.ts';
import type { Channel, Enrollment } from '../model/enrollment.ts';
import { changesBetween, createAudit, type AuditedValues } from '../office/audit.ts';
import { deviceActionStates, fixedOwnership } from './action-states.ts';
import { auditedCommand } from './audited-command.ts';
import { askedOf, buildCommand } from './build-command.ts';

export interface DeviceActionsDeps {
  readonly stores: Pick<Stores, 'transaction'>;
  readonly clock: Clock;
  readonly secretBox: Pick<SecretBox, 'open'>;
  readonly queue: Pick<
    CommandQueueService,
    'requirePermission' | 'prepare' | 'addWithin' | 'refreshWithin' | 'cancelWithin' | 'announce'
  >;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

/** All throw `record.notFound` for an unknown device, and change everything or nothing. */
export interface DeviceActions {
  /**
   * Queues one command and resolves to its CommandUUID. Throws `command.forbidden` with the reason if the device may not
   * get it, and `input.invalid` for values that its platform cannot use. An erase makes the device wipe-pending.
   */
  sendCommand(id: string, command: DeviceCommand, channel: Channel['kind'], actor: string): Promise<string>;
  /** Asks anew for the whole inventory; resolves to the number of commands. Throws `command.forbidden`. */
  refresh(id: string, actor: string): Promise<number>;
  /** Wakes every channel that takes commands. */
  push(id: string, actor: string): Promise<void>;
  /** Removes the enrollment profile, before every other command. Throws `command.forbidden`. */
  retire(id: string, actor: string): Promise<void>;
  /** Deletes the record and its log. Throws `record.inUse` while the device may still come. */
  delete(id: string, actor: string): Promise<void>;
  /** Throws `command.forbidden` where enrollment or supervision decide. */
  setOwnership(id: string, ownership: Ownership, actor: string): Promise<void>;
  /** Throws `command.notCancellable` for one that is on its way. */
  cancelCommand(commandUuid: string, actor: string): Promise<void>;
}

interface Device {
  readonly enrollment: Enrollment;
  readonly row: DeviceRow;
}

const find = async (bound: BoundStores, executor: Executor, id: string): Promise<Device> => {
  const [enrollment, record] = [await bound.enrollments.find(id), await createDevicesStore(executor).find(id)];
  if (!enrollment || !record) throw new AppError('record.notFound', say('errors.deviceGone'));
  return { enrollment, row: record.row };
};

const requireChannel = async (bound: BoundStores, id: string, kind: Channel['kind']): Promise<Channel> => {
  const channels = await bound.enrollments.channelsOf(id);
  const channel = channels.find((candidate) => candidate.kind === kind && (kind === 'device' || candidate.enabled));
  if (!channel) throw new AppError('command.forbidden', say('errors.noUserChannel'));
  return channel;
};

const commandStores = ({ enrollments, commands, log }: BoundStores): CommandStores => ({
  enrollments,
  queue: commands,
  log,
});

export const createDeviceActions = (deps: DeviceActionsDeps): DeviceActions => {
  const { stores, clock, secretBox, queue, changed } = deps;

  const record = (
    executor: Executor,
    actor: string,
    name: string,
    activity: AuditActivity,
    before?: AuditedValues,
    after?: AuditedValues,
  ): Promise<void> =>
    createAudit({ executor, clock }).record({
      actor,
      category: 'Devices',
      type: 'Device',
      name,
      activity,
      changes: changesBetween(before, after),
    });

  const unlockTokenOf = async (bound: BoundStores, id: string): Promise<Uint8Array<ArrayBuffer>> => {
    const { unlockToken } = await bound.enrollments.sealedTokens(id);
    if (unlockToken) return Buffer.from(secretBox.open(unlockToken));
    throw new AppError('command.forbidden', say('errors.noUnlockToken'));
  };

  /** Adds one command; resolves to its CommandUUID. */
  const add = async (
    bound: BoundStores,
    channel: Channel,
    built: BuiltCommand,
    requestedBy: string,
    urgent: boolean,
  ): Promise<string> => {
    const command = queue.prepare(channel, built, { requestedBy, ...(urgent && { priority: urgentPriority }) });
    await queue.addWithin(commandStores(bound), [command]);
    return command.uuid;
  };

  return {
    async sendCommand(id, command, kind, actor) {
      const sent = await stores.transaction(async (bound, executor) => {
        const { enrollment, row } = await find(bound, executor, id);
        const channel = await requireChannel(bound, id, kind);
        queue.requirePermission(enrollment, channel.kind, askedOf(command));
        const built = await buildCommand(enrollment, command, () => unlockTokenOf(bound, id));
        const erase = command.type === 'EraseDevice';
        if (erase) await bound.enrollments.setState(id, 'wipe-pending');
        const uuid = await add(bound, channel, built, actor, erase || command.type === 'DeviceLock');
        const entry = auditedCommand(command, row.name);
        if (entry) await record(executor, actor, row.name, entry.activity, entry.before, entry.after);
        return { uuid, channelId: channel.id };
      });
      queue.announce(id, [sent.channelId]);
      return sent.uuid;
    },

    async refresh(id, actor) {
      const commands = await stores.transaction(async (bound, executor) => {
        const { enrollment, row } = await find(bound, executor, id);
        const queued = await queue.refreshWithin(commandStores(bound), enrollment, actor);
        await record(executor, actor, row.name, 'Check-In', undefined, { Inventory: 'Asked for anew' });
        return queued;
      });
      queue.announce(
        id,
        commands.map((command) => command.channelId),
      );
      return commands.length;
    },

    async push(id, actor) {
      const channels = await stores.transaction(async (bound, executor) => {
        const { row } = await find(bound, executor, id);
        await record(executor, actor, row.name, 'Check-In');
        return bound.enrollments.channelsOf(id);
      });
      queue.announce(
        id,
        channels.filter((channel) => channel.enabled).map((channel) => channel.id),
      );
    },

    async retire(id, actor) {
      const channelId = await stores.transaction(async (bound, executor) => {
        const { enrollment, row } = await find(bound, executor, id);
        const channel = await requireChannel(bound, id, 'device');
        queue.requirePermission(enrollment, 'device', { requestType: 'RemoveProfile' });
        await bound.enrollments.setState(id, 'retire-pending');
        await add(bound, channel, removeProfile({ identifier: enrollment.profileIdentifier }), actor, true);
        await record(
          executor,
          actor,
          row.name,
          'Retire',
          { Status: enrollmentStateLabel[row.state] },
          { Status: enrollmentStateLabel['retire-pending'] },
        );
        return channel.id;
      });
      queue.announce(id, [channelId]);
    },

    async delete(id, actor) {
      await stores.transaction(async (bound, executor) => {
        const { enrollment, row } = await find(bound, executor, id);
        const verdict = deviceActionStates(enrollment, false).find(({ action }) => action === 'delete');
        if (!verdict?.allowed) throw new AppError('record.inUse', verdict?.reason ?? say('errors.recordStays'));
        await bound.enrollments.delete(id);
        await bound.log.deleteOf(id);
        const gone: AuditedValues = {
          Name: row.name,
          User: row.userDisplayName,
          Status: enrollmentStateLabel[row.state],
          'Enrollment ID': row.id,
          'Serial Number': row.serialNumber,
          'Managed Apple ID': { managedAppleId: row.managedAppleId },
        };
        await record(executor, actor, row.name, 'Deleted', gone);
      });
      queue.announce(id);
      changed('users');
    },

    async setOwnership(id, ownership, actor) {
      await stores.transaction(async (bound, executor) => {
        const { enrollment, row } = await find(bound, executor, id);
        const fixed = fixedOwnership(enrollment);
        if (fixed !== undefined) throw new AppError('command.forbidden', fixed);
        await bound.enrollments.update(id, { ownership });
        await record(
          executor,
          actor,
          row.name,
          'Ownership',
          { Ownership: ownershipLabel[row.ownership] },
          { Ownership: ownershipLabel[ownership] },
        );
      });
      queue.announce(id);
    },

    async cancelCommand(commandUuid, actor) {
      const { enrollmentId } = await stores.transaction(async (bound, executor) => {
        const cancelled = await queue.cancelWithin(commandStores(bound), commandUuid, actor);
        const row = (await createDevicesStore(executor).find(cancelled.enrollmentId))?.row;
        await record(executor, actor, row?.name ?? cancelled.enrollmentId, 'Command Cancelled', {
          Command: cancelled.logAction,
        });
        return cancelled;
      });
      queue.announce(enrollmentId);
    },
  };
};
