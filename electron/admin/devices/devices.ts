// Devices in the contract. Managed Apple IDs leave masked; identifiers that User Enrollment hides never leave at all.
import type { z } from 'zod';
import type {
  DeviceCommand,
  deviceDetails,
  deviceFilter,
  DeviceSummary,
  devicesApi,
} from '../../../shared/ipc/devices/devices.ts';
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { maskManagedAppleId } from '../../../shared/model/managed-apple-id.ts';
import { AppError } from '../../core/errors.ts';
import type { SecretBox } from '../../core/ports.ts';
import type { CommandStore } from '../../db/stores/commands.ts';
import type { DeviceLogStore } from '../../db/stores/device-log.ts';
import type { DeviceQuery, DeviceRecord, DeviceRow, DevicesStore } from '../../db/stores/devices.ts';
import type { EnrollmentStore } from '../../db/stores/enrollments.ts';
import * as catalog from '../../mdm/command/catalog.ts';
import type { CommandQueueService } from '../../mdm/command/queue.ts';
import { targetOf, urgentPriority } from '../../mdm/command/queue.ts';
import { profileIdentifierOf } from '../../mdm/command/profile-identifier.ts';
import type { Channel, Enrollment } from '../../model/enrollment.ts';
import { deviceActionStates, fixedOwnership } from './device-actions.ts';
import { appsOf, certificatesOf, configurationsOf } from './device-inventory.ts';

export interface DevicesHandlerDeps {
  readonly devices: DevicesStore;
  readonly enrollments: EnrollmentStore;
  readonly commands: CommandStore;
  readonly log: DeviceLogStore;
  readonly queue: CommandQueueService;
  readonly secretBox: SecretBox;
  readonly push: (channelId: string) => void;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

const hiddenIdentifiers =
  'This is a personal device under User Enrollment: Apple gives the office no serial number, UDID, IMEI or hardware addresses. The Enrollment ID takes their place and changes with every enrollment.';

const toQuery = (input: z.output<typeof deviceFilter>): DeviceQuery => input;

const toSummary = (row: DeviceRow): DeviceSummary => ({
  ...row,
  managedAppleId: maskManagedAppleId(row.managedAppleId),
});

const text = (source: Readonly<Record<string, unknown>>, key: string): string | undefined =>
  typeof source[key] === 'string' ? source[key] : undefined;
const number = (source: Readonly<Record<string, unknown>>, key: string): number | undefined =>
  typeof source[key] === 'number' ? source[key] : undefined;
const flag = (source: Readonly<Record<string, unknown>>, key: string): boolean | undefined =>
  typeof source[key] === 'boolean' ? source[key] : undefined;

const toDetails = (
  record: DeviceRecord,
  enrollment: Enrollment,
  hasUnlockToken: boolean,
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
    inventoryAt: record.inventoryAt,
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
  const { devices, enrollments, commands, log, queue } = deps;

  const requireEnrollment = async (id: string): Promise<Enrollment> => {
    const enrollment = await enrollments.find(id);
    if (!enrollment) throw new AppError('record.notFound', say('errors.deviceGone'));
    return enrollment;
  };

  const requireChannel = async (enrollment: Enrollment, kind: 'device' | 'user'): Promise<Channel> => {
    const channels = await enrollments.channelsOf(enrollment.id);
    const channel = channels.find((candidate) => candidate.kind === kind && (kind === 'device' || candidate.enabled));
    if (!channel) throw new AppError('command.forbidden', say('errors.noUserChannel'));
    return channel;
  };

  const announce = (id: string): void => {
    for (const topic of ['devices', 'logs', 'commands'] as const) deps.changed(topic, [id]);
  };

  const unlockTokenOf = async (id: string) => {
    const { unlockToken } = await enrollments.sealedTokens(id);
    if (unlockToken) return Buffer.from(deps.secretBox.open(unlockToken));
    throw new AppError('command.forbidden', say('errors.noUnlockToken'));
  };

  const build = async (enrollment: Enrollment, command: DeviceCommand): Promise<catalog.BuiltCommand> => {
    const { platform } = enrollment;
    switch (command.type) {
      case 'DeviceInformation':
        return catalog.deviceInformation(targetOf(enrollment, 'device'));
      case 'SecurityInfo':
        return catalog.securityInfo();
      case 'ProfileList':
        return catalog.profileList();
      case 'CertificateList':
        return catalog.certificateList();
      case 'InstalledApplicationList':
        return catalog.installedApplicationList(enrollment.type === 'user' ? { managedAppsOnly: true } : {});
      case 'ManagedApplicationList':
        return catalog.managedApplicationList();
      case 'InstallProfile': {
        const payload = Buffer.from(command.profile, 'utf8');
        const identifier = profileIdentifierOf(payload);
        if (identifier === enrollment.profileIdentifier) {
          throw new AppError('command.forbidden', say('errors.profileRenewsItself'));
        }
        return catalog.installProfile({ identifier, payload });
      }
      case 'RemoveProfile':
        if (command.identifier === enrollment.profileIdentifier) {
          throw new AppError('command.forbidden', say('errors.retireInstead'));
        }
        return catalog.removeProfile({ identifier: command.identifier });
      case 'DeviceLock': {
        const { message, phoneNumber, pin } = command;
        return catalog.deviceLock(platform, { message, phoneNumber, pin });
      }
      case 'ClearPasscode':
        // The rules speak before the token is looked for, so that the reason is the right one.
        return enrollment.type === 'user'
          ? catalog.clearPasscode({ unlockToken: Buffer.from('none') })
          : catalog.clearPasscode({ unlockToken: await unlockTokenOf(enrollment.id) });
      case 'EraseDevice': {
        const { preserveDataPlan, disallowProximitySetup, pin } = command;
        return catalog.eraseDevice(platform, { preserveDataPlan, disallowProximitySetup, pin });
      }
      case 'DeviceName':
        return catalog.setDeviceName({ name: command.name });
      case 'RestartDevice':
        return catalog.restartDevice();
      case 'ShutDownDevice':
        return catalog.shutDownDevice();
      case 'DeclarativeManagement':
        return catalog.declarativeManagement();
    }
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
      return toDetails(record, enrollment, unlockToken !== undefined);
    },

    async 'devices.sendCommand'({ id, command, channel }, { actor }) {
      const enrollment = await requireEnrollment(id);
      const target = await requireChannel(enrollment, channel ?? 'device');
      const built = await build(enrollment, command);
      const erase = command.type === 'EraseDevice';
      const commandUuid = await queue.enqueue(
        enrollment,
        target,
        built,
        { requestedBy: actor, ...(erase || command.type === 'DeviceLock' ? { priority: urgentPriority } : {}) },
        erase ? (stores) => stores.enrollments.setState(id, 'wipe-pending') : undefined,
      );
      return { commandUuid };
    },

    async 'devices.refresh'({ id }, { actor }) {
      return { queued: await queue.refresh(await requireEnrollment(id), actor) };
    },

    async 'devices.push'({ id }) {
      const enrollment = await requireEnrollment(id);
      for (const channel of await enrollments.channelsOf(enrollment.id)) if (channel.enabled) deps.push(channel.id);
      return {};
    },

    async 'devices.retire'({ id }, { actor }) {
      const enrollment = await requireEnrollment(id);
      const channel = await requireChannel(enrollment, 'device');
      await queue.enqueue(
        enrollment,
        channel,
        catalog.removeProfile({ identifier: enrollment.profileIdentifier }),
        { requestedBy: actor, priority: urgentPriority },
        (stores) => stores.enrollments.setState(id, 'retire-pending'),
      );
      return {};
    },

    async 'devices.delete'({ id }) {
      const enrollment = await requireEnrollment(id);
      const verdict = deviceActionStates(enrollment, false).find(({ action }) => action === 'delete');
      if (!verdict?.allowed) throw new AppError('record.inUse', verdict?.reason ?? say('errors.recordStays'));
      await enrollments.delete(id);
      await log.deleteOf(id);
      announce(id);
      deps.changed('users');
      return {};
    },

    async 'devices.setOwnership'({ id, ownership }) {
      const enrollment = await requireEnrollment(id);
      const fixed = fixedOwnership(enrollment);
      if (fixed !== undefined) throw new AppError('command.forbidden', fixed);
      await enrollments.update(id, { ownership });
      announce(id);
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
      await queue.cancel(commandUuid, actor);
      return {};
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
