// Devices in the contract. Managed Apple IDs leave masked; identifiers that User Enrollment hides never leave at all.
import type { z } from 'zod';
import type { deviceDetails, deviceFilter, DeviceSummary, devicesApi } from '../../../shared/ipc/devices/devices.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { lookUp } from '../../../shared/look-up.ts';
import { maskManagedAppleId } from '../../../shared/model/managed-apple-id.ts';
import { AppError } from '../../core/errors.ts';
import type { CommandStore } from '../../db/stores/protocol/commands.ts';
import type { DeviceQuery } from '../../db/stores/protocol/device-query.ts';
import type { DeviceRow } from '../../db/stores/protocol/device-rows.ts';
import type { DeviceRecord, DevicesStore } from '../../db/stores/protocol/devices.ts';
import type { EnrollmentStore } from '../../db/stores/protocol/enrollments.ts';
import type { Enrollment } from '../../model/enrollment.ts';
import type { DeviceActions } from '../../devices/actions.ts';
import { deviceActionStates } from '../../devices/action-states.ts';
import { pushResultText } from './push-result.ts';
import { appsOf, certificatesOf, configurationsOf, reportedOf } from '../../devices/inventory.ts';

export interface DevicesHandlerDeps {
  readonly devices: DevicesStore;
  readonly enrollments: EnrollmentStore;
  readonly commands: CommandStore;
  readonly actions: DeviceActions;
  /** When the device is asked by push next; undefined if that cannot be. */
  readonly nextContactAt: (channelId: string) => Promise<number | undefined>;
}

const hiddenIdentifiers = say('devices.identifiersHidden');

const toQuery = (input: z.output<typeof deviceFilter>): DeviceQuery => input;

const toSummary = (row: DeviceRow): DeviceSummary => ({
  ...row,
  managedAppleId: maskManagedAppleId(row.managedAppleId),
  lastPushResult: row.lastPushResult === undefined ? undefined : pushResultText(row.lastPushResult),
});

const text = (source: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const value = lookUp(source, key);
  return typeof value === 'string' ? value : undefined;
};
const number = (source: Readonly<Record<string, unknown>>, key: string): number | undefined => {
  const value = lookUp(source, key);
  return typeof value === 'number' ? value : undefined;
};
const flag = (source: Readonly<Record<string, unknown>>, key: string): boolean | undefined => {
  const value = lookUp(source, key);
  return typeof value === 'boolean' ? value : undefined;
};

const toDetails = (
  record: DeviceRecord,
  enrollment: Enrollment,
  hasUnlockToken: boolean,
  nextContactAt: number | undefined,
): z.input<typeof deviceDetails> => {
  const { info, security, channels, decision } = record;
  const personal = enrollment.type === 'user';
  return {
    ...toSummary(record.row),
    flow: enrollment.flow,
    decision,
    manufacturer: 'Apple',
    modelNumber: text(info, 'modelNumber'),
    productName: record.productName,
    buildVersion: record.buildVersion,
    supplementalOsVersion: text(info, 'supplementalOsVersionExtra'),
    supplementalBuildVersion: text(info, 'supplementalBuildVersion'),
    timeZone: text(info, 'timeZone'),
    capacityGb: number(info, 'capacity'),
    availableCapacityGb: number(info, 'available'),
    batteryLevel: number(info, 'batteryLevel'),
    appleSilicon: flag(info, 'isAppleSilicon'),
    udid: personal ? undefined : record.udid,
    imei: personal ? undefined : record.imei,
    wifiMac: personal ? undefined : text(info, 'wifiMac'),
    identifiersHidden: personal ? hiddenIdentifiers : undefined,
    automatedDeviceEnrollmentEnrolled: record.enrolledViaDep,
    activationLockEnabled: personal ? undefined : flag(info, 'isActivationLockEnabled'),
    declarativeManagementEnabled: record.declarativeManagement,
    bootstrapTokenAvailable: personal || enrollment.platform !== 'macOS' ? undefined : record.hasBootstrapToken,
    passcodeCompliant: flag(security, 'passcodeCompliant'),
    fileVaultEnabled: flag(security, 'fileVaultEnabled'),
    firewallEnabled: flag(security, 'firewallEnabled'),
    systemIntegrityProtection:
      flag(security, 'systemIntegrityProtectionEnabled') ?? flag(info, 'systemIntegrityProtectionEnabled'),
    apnsCapable: channels.some((channel) => channel.kind === 'device' && channel.hasPushToken),
    identityCertificateExpiresAt: record.certificateNotAfter,
    renewal: record.renewal,
    nextContactAt,
    channels: channels.map(({ id, kind, userName, enabled, lastSeenAt }) => ({
      id,
      kind,
      userName,
      enabled,
      lastSeenAt,
    })),
    actions: deviceActionStates(enrollment, hasUnlockToken),
  };
};

export const devicesHandlers = (deps: DevicesHandlerDeps): Handlers<typeof devicesApi> => {
  const { devices, enrollments, commands, actions } = deps;

  const requireEnrollment = async (id: string): Promise<Enrollment> => {
    const enrollment = await enrollments.find(id);
    if (!enrollment) throw new AppError('record.notFound', say('errors.deviceGone'));
    return enrollment;
  };

  return {
    async 'devices.list'(input) {
      const { rows, total } = await devices.list(toQuery(input));
      return { rows: rows.map(toSummary), total };
    },

    'devices.versions': () => devices.majorVersions(),

    async 'devices.get'({ id }) {
      const [record, enrollment] = await Promise.all([devices.find(id), requireEnrollment(id)]);
      if (!record) throw new AppError('record.notFound', say('errors.deviceGone'));
      const { unlockToken } = await enrollments.sealedTokens(id);
      return toDetails(record, enrollment, unlockToken !== undefined, await deps.nextContactAt(id));
    },

    async 'devices.sendCommand'({ id, command, channel = 'device' }, { actor }) {
      return { commandUuid: await actions.sendCommand(id, command, channel, actor) };
    },

    async 'devices.refresh'({ id }, { actor }) {
      return { queued: await actions.refresh(id, actor) };
    },

    async 'devices.push'({ id }, { actor }) {
      await actions.push(id, actor);
      return {};
    },

    async 'devices.retire'({ id }, { actor }) {
      await actions.retire(id, actor);
      return {};
    },

    async 'devices.delete'({ id }, { actor }) {
      await actions.delete(id, actor);
      return {};
    },

    async 'devices.setOwnership'({ id, ownership }, { actor }) {
      await actions.setOwnership(id, ownership, actor);
      return {};
    },

    async 'devices.upcoming'({ id }) {
      const open = await commands.openOf(id);
      return open.map((command) => ({
        uuid: command.uuid,
        requestType: command.requestType,
        action: command.logAction,
        channel: command.channelId.includes(':') ? ('user' as const) : ('device' as const),
        status: command.status === 'sent' || command.status === 'not-now' ? command.status : ('queued' as const),
        createdAt: command.createdAt,
        sentAt: command.sentAt,
        expiresAt: command.expiresAt,
        tries: command.tries,
        requestedBy: command.requestedBy,
        cancellable: command.status !== 'sent',
      }));
    },

    async 'devices.cancelCommand'({ commandUuid }, { actor }) {
      await actions.cancelCommand(commandUuid, actor);
      return {};
    },

    async 'devices.reported'({ id }) {
      const timesOf = async (kind: Parameters<typeof devices.inventory>[1]): Promise<number[]> =>
        (await devices.inventory(id, kind)).map(({ reportedAt }) => reportedAt);
      const [record, open, certificates, configurations, installed, managed] = await Promise.all([
        devices.find(id),
        commands.openOf(id),
        timesOf('certificates'),
        timesOf('profiles'),
        timesOf('installed-apps'),
        timesOf('managed-apps'),
      ]);
      if (!record) throw new AppError('record.notFound', say('errors.deviceGone'));
      const { inventoryAt } = record.row;
      return reportedOf(
        {
          overview: inventoryAt === undefined ? [] : [inventoryAt],
          certificates,
          configurations,
          apps: [...installed, ...managed],
        },
        open.map(({ requestType }) => requestType),
      );
    },

    'devices.certificates': async ({ id }) => certificatesOf(await devices.inventory(id, 'certificates')),

    async 'devices.configurations'({ id }) {
      const enrollment = await requireEnrollment(id);
      return configurationsOf(await devices.inventory(id, 'profiles'), enrollment.profileIdentifier);
    },

    async 'devices.apps'({ id }) {
      const enrollment = await requireEnrollment(id);
      const [installed, managed] = await Promise.all([
        devices.inventory(id, 'installed-apps'),
        devices.inventory(id, 'managed-apps'),
      ]);
      return appsOf(enrollment, installed, managed);
    },
  };
};
