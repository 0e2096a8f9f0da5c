// Devices: the list, one device, its inventory, and what may be done with it.
import { z } from 'zod';
import { adminTextSchema, shownTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey } from '../field-texts.ts';
import {
  enrollmentDecisionSchema,
  enrollmentFlowSchema,
  enrollmentStateSchema,
  enrollmentTypeSchema,
  ownershipSchema,
  platformSchema,
} from '../../model/enrollment.ts';
import { logActionSchema } from '../../model/log.ts';
import { done, listQuery, method, nothing, pageOf, recordId, timestamp } from '../method.ts';

export const deviceSortKeys = [
  'name',
  'userDisplayName',
  'email',
  'platform',
  'osVersion',
  'model',
  'state',
  'ownership',
  'enrollmentType',
  'managedAppleId',
  'serialNumber',
  'enrolledAt',
  'lastSeenAt',
  'inventoryAt',
  'lastPushAt',
  'userEnrollmentEnrolled',
  'supervised',
  'pendingCommands',
] as const;

/** iOS 18, whatever comes after the first point. */
export const osMajorVersion = z.strictObject({ platform: platformSchema, major: z.number().int().min(0) });
export type OsMajorVersion = z.infer<typeof osMajorVersion>;

export const osVersionCount = osMajorVersion.extend({ devices: z.number().int() });

export const deviceFilter = listQuery(deviceSortKeys).extend({
  states: z.array(enrollmentStateSchema).optional(),
  platforms: z.array(platformSchema).optional(),
  ownerships: z.array(ownershipSchema).optional(),
  enrollmentType: enrollmentTypeSchema.optional(),
  supervised: z.boolean().optional(),
  userId: recordId.optional(),
  /** Only devices without contact since this time. */
  notSeenSince: timestamp.optional(),
  /** Only devices that have not reported what they are since this time. */
  inventorySince: timestamp.optional(),
  /** Only devices that were asked in vain to renew their identity. */
  renewalFailed: z.literal(true).optional(),
  /** Only devices with (or without) commands that wait for them. */
  pendingCommands: z.boolean().optional(),
  /** Only devices with a command that was asked for before this time and still waits. */
  waitingSince: timestamp.optional(),
  /** Only devices with a failed command or push since this time. */
  failedSince: timestamp.optional(),
  /** Only devices that enrolled since this time. */
  enrolledSince: timestamp.optional(),
  /** Only devices that were unenrolled, retired or wiped since this time. */
  leftSince: timestamp.optional(),
  /** Only devices with one of these major versions. */
  osVersions: z.array(osMajorVersion).max(100).optional(),
});

export const deviceSummary = z.strictObject({
  /** The enrollment ID: UDID under Device Enrollment, EnrollmentID under User Enrollment. */
  id: z.string(),
  name: z.string(),
  userId: z.string().optional(),
  userDisplayName: z.string().optional(),
  email: z.string().optional(),
  platform: platformSchema,
  osVersion: z.string().optional(),
  model: z.string().optional(),
  state: enrollmentStateSchema,
  ownership: ownershipSchema,
  enrollmentType: enrollmentTypeSchema,
  /** "User Enrollment Enrolled": what the device itself reported, or the flow until it has. */
  userEnrollmentEnrolled: z.boolean(),
  supervised: z.boolean(),
  /** Masked. */
  managedAppleId: z.string().optional(),
  /** Absent under User Enrollment. */
  serialNumber: z.string().optional(),
  enrolledAt: timestamp.optional(),
  lastSeenAt: timestamp.optional(),
  /** When it last reported what it is. */
  inventoryAt: timestamp.optional(),
  lastPushAt: timestamp.optional(),
  lastPushResult: adminTextSchema.optional(),
  pendingCommands: z.number().int(),
});
export type DeviceSummary = z.infer<typeof deviceSummary>;

export const deviceActions = [
  'push',
  'refresh',
  'lock',
  'clear-passcode',
  'erase',
  'retire',
  'delete',
  'set-ownership',
  'set-name',
  'restart',
  'shut-down',
] as const;
export type DeviceAction = (typeof deviceActions)[number];

export const deviceActionState = z.strictObject({
  action: z.enum(deviceActions),
  allowed: z.boolean(),
  /** Why not, in words for the admin. */
  reason: adminTextSchema.optional(),
});

export const deviceDetails = deviceSummary.extend({
  flow: enrollmentFlowSchema,
  decision: enrollmentDecisionSchema.optional(),
  manufacturer: z.string(),
  modelNumber: z.string().optional(),
  productName: z.string().optional(),
  buildVersion: z.string().optional(),
  supplementalOsVersion: z.string().optional(),
  supplementalBuildVersion: z.string().optional(),
  timeZone: z.string().optional(),
  /** Gigabytes, as the device reports them. */
  capacityGb: z.number().optional(),
  availableCapacityGb: z.number().optional(),
  /** 0 to 1. */
  batteryLevel: z.number().optional(),
  appleSilicon: z.boolean().optional(),
  udid: z.string().optional(),
  imei: z.string().optional(),
  wifiMac: z.string().optional(),
  /** Why identifiers are missing; present under User Enrollment. */
  identifiersHidden: adminTextSchema.optional(),
  automatedDeviceEnrollmentEnrolled: z.boolean().optional(),
  activationLockEnabled: z.boolean().optional(),
  declarativeManagementEnabled: z.boolean(),
  bootstrapTokenAvailable: z.boolean().optional(),
  passcodeCompliant: z.boolean().optional(),
  fileVaultEnabled: z.boolean().optional(),
  firewallEnabled: z.boolean().optional(),
  systemIntegrityProtection: z.boolean().optional(),
  apnsCapable: z.boolean(),
  identityCertificateExpiresAt: timestamp.optional(),
  /** Present while the device is asked to renew its identity. */
  renewal: z
    .strictObject({
      requestedAt: timestamp.optional(),
      failedAt: timestamp.optional(),
      problem: shownTextSchema.optional(),
    })
    .optional(),
  /** When it is due to be asked by push if it does not come by itself; past if others come first; absent if it cannot be. */
  nextContactAt: timestamp.optional(),
  channels: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['device', 'user']),
      userName: z.string().optional(),
      enabled: z.boolean(),
      lastSeenAt: timestamp.optional(),
    }),
  ),
  actions: z.array(deviceActionState),
});
export type DeviceDetails = z.infer<typeof deviceDetails>;

/** What an admin can send. The core refuses what the enrollment may not receive before it is queued. */
export const deviceCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('DeviceInformation') }),
  z.strictObject({ type: z.literal('SecurityInfo') }),
  z.strictObject({ type: z.literal('ProfileList') }),
  z.strictObject({ type: z.literal('CertificateList') }),
  z.strictObject({ type: z.literal('InstalledApplicationList') }),
  z.strictObject({ type: z.literal('ManagedApplicationList') }),
  z.strictObject({ type: z.literal('InstallProfile'), profile: z.string().min(1).max(2_000_000) }),
  z.strictObject({ type: z.literal('RemoveProfile'), identifier: z.string().min(1).max(500) }),
  z.strictObject({
    type: z.literal('DeviceLock'),
    message: z.string().max(500).optional(),
    phoneNumber: z.string().max(50).optional(),
    pin: z
      .string()
      .regex(/^\d{6}$/, fieldKey('fields.sixDigits'))
      .optional(),
  }),
  z.strictObject({ type: z.literal('ClearPasscode') }),
  z.strictObject({
    type: z.literal('EraseDevice'),
    preserveDataPlan: z.boolean().optional(),
    disallowProximitySetup: z.boolean().optional(),
    pin: z
      .string()
      .regex(/^\d{6}$/, fieldKey('fields.sixDigits'))
      .optional(),
  }),
  z.strictObject({ type: z.literal('DeviceName'), name: z.string().trim().min(1).max(63) }),
  z.strictObject({ type: z.literal('RestartDevice') }),
  z.strictObject({ type: z.literal('ShutDownDevice') }),
  z.strictObject({ type: z.literal('DeclarativeManagement') }),
]);
export type DeviceCommand = z.infer<typeof deviceCommand>;

/** The parts of an inventory, as the tabs of a device show them. */
export const inventoryParts = ['overview', 'certificates', 'configurations', 'apps'] as const;
export type InventoryPart = (typeof inventoryParts)[number];

const enrollmentRef = z.strictObject({ id: recordId });

export const upcomingCommand = z.strictObject({
  uuid: z.string(),
  requestType: z.string(),
  action: logActionSchema,
  channel: z.enum(['device', 'user']),
  status: z.enum(['queued', 'sent', 'not-now']),
  createdAt: timestamp,
  sentAt: timestamp.optional(),
  expiresAt: timestamp,
  tries: z.number().int(),
  requestedBy: z.string(),
  cancellable: z.boolean(),
});

export const devicesApi = {
  'devices.list': method(
    'Lists devices with filters, search, sorting and paging.',
    deviceFilter,
    pageOf(deviceSummary),
    { reads: ['devices', 'commands', 'users'] },
  ),
  'devices.versions': method(
    'Major versions of the active devices, newest first within a platform.',
    nothing,
    z.array(osVersionCount),
    { reads: ['devices'] },
  ),
  'devices.get': method('Everything the office may know of one device.', enrollmentRef, deviceDetails, {
    reads: ['devices', 'commands', 'users'],
    enrollment: 'id',
  }),
  'devices.sendCommand': method(
    'Queues a command; refused with the reason if this enrollment may not receive it.',
    enrollmentRef.extend({ command: deviceCommand, channel: z.enum(['device', 'user']).optional() }),
    z.strictObject({ commandUuid: z.string() }),
  ),
  'devices.refresh': method(
    'Queues all inventory commands that the enrollment allows.',
    enrollmentRef,
    z.strictObject({ queued: z.number().int() }),
  ),
  'devices.push': method('Asks the device to check in now (force check-in).', enrollmentRef, done),
  'devices.retire': method('Unenrolls the device by removing its enrollment profile.', enrollmentRef, done),
  'devices.delete': method('Deletes the record of a retired or wiped device.', enrollmentRef, done),
  'devices.setOwnership': method(
    'Sets who owns the device; refused under User Enrollment.',
    enrollmentRef.extend({ ownership: ownershipSchema }),
    done,
  ),
  'devices.upcoming': method('Commands that wait for the device.', enrollmentRef, z.array(upcomingCommand), {
    reads: ['commands'],
    enrollment: 'id',
  }),
  'devices.cancelCommand': method(
    'Cancels a command that was not sent yet.',
    z.strictObject({ commandUuid: z.string() }),
    done,
  ),
  'devices.reported': method(
    'When the device last told each part of its inventory, and whether it is being asked for it.',
    enrollmentRef,
    z.array(
      z.strictObject({
        part: z.enum(inventoryParts),
        /** Of the oldest of its lists. */
        at: timestamp.optional(),
        /** A question about it waits for the device. */
        asked: z.boolean(),
      }),
    ),
    { reads: ['devices', 'commands'], enrollment: 'id' },
  ),
  'devices.certificates': method(
    'Certificates the device reported.',
    enrollmentRef,
    z.array(
      z.strictObject({
        commonName: z.string(),
        isIdentity: z.boolean(),
        issuer: z.string().optional(),
        notBefore: timestamp.optional(),
        notAfter: timestamp.optional(),
        sha256: z.string(),
        usageType: z.enum(['device', 'user']),
      }),
    ),
    { reads: ['devices'], enrollment: 'id' },
  ),
  'devices.configurations': method(
    'Configuration profiles the device reported.',
    enrollmentRef,
    z.array(
      z.strictObject({
        identifier: z.string(),
        name: z.string(),
        organization: z.string().optional(),
        isManaged: z.boolean().optional(),
        payloadTypes: z.array(z.string()),
        isEnrollmentProfile: z.boolean(),
        channel: z.enum(['device', 'user']),
      }),
    ),
    { reads: ['devices'], enrollment: 'id' },
  ),
  'devices.apps': method(
    'Apps the device reported; under User Enrollment only managed ones.',
    enrollmentRef,
    z.strictObject({
      /** Says what the list can and cannot hold for this enrollment. */
      note: adminTextSchema.optional(),
      apps: z.array(
        z.strictObject({
          identifier: z.string(),
          name: z.string(),
          version: z.string().optional(),
          sizeBytes: z.number().optional(),
          managed: z.boolean(),
          state: z.string().optional(),
        }),
      ),
    }),
    { reads: ['devices'], enrollment: 'id' },
  ),
};
