// Tells a device the name of the office, by which its prompts call who manages it: at its first contact, and at the next
// one after the name has changed. Nothing is pushed for it: the regular contact spreads it.
import { commandPermission } from '../../compatibility/allowed.ts';
import type { Channel, Enrollment } from '../../model/enrollment.ts';
import { setOrganizationInfo } from './catalog.ts';
import type { CommandDatabase } from './database.ts';
import { type CommandQueueService, targetOf } from './queue.ts';

/** Whether the device may be told the name and was not asked to take it yet. */
export const isOrganizationDue = (enrollment: Enrollment, name: string): boolean =>
  enrollment.organizationTold !== name &&
  commandPermission(targetOf(enrollment, 'device'), 'Settings', { settingsItems: ['OrganizationInfo'] }).allowed;

/** Queues the name for the device. A device that refuses it is not asked again until the name changes. */
export const queueOrganization = async (
  deps: {
    readonly database: Pick<CommandDatabase, 'transaction'>;
    readonly queue: Pick<CommandQueueService, 'prepare' | 'addWithin'>;
  },
  enrollment: Enrollment,
  channel: Channel,
  name: string,
): Promise<void> => {
  const command = deps.queue.prepare(channel, setOrganizationInfo({ name }), { requestedBy: 'Russet' });
  await deps.database.transaction(async (stores) => {
    await stores.enrollments.update(enrollment.id, { organizationTold: name });
    await deps.queue.addWithin(stores, [command]);
  });
};
