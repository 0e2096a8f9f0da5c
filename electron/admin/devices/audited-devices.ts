// Records in the audit trail what admins do to devices. A single question to a device is no change; a forced check-in is
// told, because auditors ask who contacted a device.
import type { DeviceCommand, devicesApi } from '../../../shared/ipc/devices/devices.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { AuditActivity } from '../../../shared/model/audit.ts';
import { enrollmentStateLabel, ownershipLabel } from '../../../shared/model/enrollment.ts';
import { changesBetween, type Audit, type AuditedValues } from '../../office/audit.ts';
import type { CommandStore } from '../../db/stores/commands.ts';
import type { DevicesStore } from '../../db/stores/devices.ts';

export interface AuditedDevicesDeps {
  readonly audit: Audit;
  readonly devices: Pick<DevicesStore, 'find'>;
  readonly commands: Pick<CommandStore, 'find'>;
}

/** What is recorded of a command; undefined for one that only asks. */
const commandEntry = (
  command: DeviceCommand,
  deviceName: string,
):
  { readonly activity: AuditActivity; readonly before?: AuditedValues; readonly after?: AuditedValues } | undefined => {
  switch (command.type) {
    case 'DeviceLock':
      return {
        activity: 'Lock',
        after: { Message: command.message, 'Phone Number': command.phoneNumber, PIN: { secret: command.pin } },
      };
    case 'ClearPasscode':
      return { activity: 'Clear Passcode' };
    case 'EraseDevice':
      return {
        activity: 'Erase',
        after: {
          'Preserve Data Plan': command.preserveDataPlan,
          'Disallow Proximity Setup': command.disallowProximitySetup,
          PIN: { secret: command.pin },
        },
      };
    case 'DeviceName':
      return { activity: 'Name', before: { Name: deviceName }, after: { Name: command.name } };
    case 'RestartDevice':
      return { activity: 'Restart' };
    case 'ShutDownDevice':
      return { activity: 'Shut Down' };
    case 'InstallProfile':
      return { activity: 'Install Profile' };
    case 'RemoveProfile':
      return { activity: 'Remove Profile', before: { Identifier: command.identifier } };
    case 'DeviceInformation':
    case 'SecurityInfo':
    case 'ProfileList':
    case 'CertificateList':
    case 'InstalledApplicationList':
    case 'ManagedApplicationList':
    case 'DeclarativeManagement':
      return undefined;
  }
};

export const auditedDevices = (
  handlers: Handlers<typeof devicesApi>,
  { audit, devices, commands }: AuditedDevicesDeps,
): Handlers<typeof devicesApi> => {
  const look = async (id: string) => {
    const row = (await devices.find(id))?.row;
    return row && { name: row.name, status: enrollmentStateLabel[row.state], row };
  };

  const record = (
    actor: string,
    name: string,
    activity: AuditActivity,
    before: AuditedValues | undefined,
    after: AuditedValues | undefined,
  ): Promise<void> =>
    audit.record({
      actor,
      category: 'Devices',
      type: 'Device',
      name,
      activity,
      changes: changesBetween(before, after),
    });

  return {
    ...handlers,
    async 'devices.sendCommand'(input, context) {
      const device = await look(input.id);
      const sent = await handlers['devices.sendCommand'](input, context);
      const entry = commandEntry(input.command, device?.name ?? input.id);
      if (entry) await record(context.actor, device?.name ?? input.id, entry.activity, entry.before, entry.after);
      return sent;
    },

    async 'devices.push'(input, context) {
      const before = await look(input.id);
      const pushed = await handlers['devices.push'](input, context);
      await record(context.actor, before?.name ?? input.id, 'Check-In', undefined, undefined);
      return pushed;
    },

    async 'devices.refresh'(input, context) {
      const before = await look(input.id);
      const refreshed = await handlers['devices.refresh'](input, context);
      await record(context.actor, before?.name ?? input.id, 'Check-In', undefined, { Inventory: 'Asked for anew' });
      return refreshed;
    },

    async 'devices.retire'(input, context) {
      const before = await look(input.id);
      const retired = await handlers['devices.retire'](input, context);
      const after = await look(input.id);
      await record(
        context.actor,
        before?.name ?? input.id,
        'Retire',
        { Status: before?.status },
        { Status: after?.status },
      );
      return retired;
    },

    async 'devices.delete'(input, context) {
      const before = await look(input.id);
      const deleted = await handlers['devices.delete'](input, context);
      const gone: AuditedValues | undefined = before && {
        Name: before.name,
        User: before.row.userDisplayName,
        Status: before.status,
        'Enrollment ID': before.row.id,
        'Serial Number': before.row.serialNumber,
        'Managed Apple ID': { managedAppleId: before.row.managedAppleId },
      };
      await record(context.actor, before?.name ?? input.id, 'Deleted', gone, undefined);
      return deleted;
    },

    async 'devices.setOwnership'(input, context) {
      const before = await look(input.id);
      const set = await handlers['devices.setOwnership'](input, context);
      await record(
        context.actor,
        before?.name ?? input.id,
        'Ownership',
        { Ownership: before && ownershipLabel[before.row.ownership] },
        { Ownership: ownershipLabel[input.ownership] },
      );
      return set;
    },

    async 'devices.cancelCommand'(input, context) {
      const command = await commands.find(input.commandUuid);
      const cancelled = await handlers['devices.cancelCommand'](input, context);
      const device = command && (await look(command.enrollmentId));
      await record(
        context.actor,
        device?.name ?? command?.enrollmentId ?? '',
        'Command Cancelled',
        { Command: command?.logAction },
        undefined,
      );
      return cancelled;
    },
  };
};
