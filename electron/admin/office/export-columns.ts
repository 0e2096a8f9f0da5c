// The columns of exported files. Managed Apple IDs are masked unless the export was asked to show them.
import type { AuditChange, AuditRow } from '../../../shared/ipc/office/audit.ts';
import type { NotificationRow } from '../../../shared/ipc/office/notifications.ts';
import { renderText } from '../../../shared/locales/admin-texts.ts';
import { lookUp } from '../../../shared/look-up.ts';
import { enrollmentStateLabel, enrollmentTypeLabel, ownershipLabel } from '../../../shared/model/enrollment.ts';
import { maskManagedAppleId } from '../../../shared/model/managed-apple-id.ts';
import { customAttributePrefix } from '../../../shared/rules/user-rules.ts';
import { inviteStatusLabel, pinStatusLabel, syncStateLabel, userSourceLabel } from '../../../shared/model/user.ts';
import { csvTime, type CsvColumn } from '../../core/csv.ts';
import type { LogListRow } from '../../db/stores/protocol/device-log.ts';
import type { DeviceRow } from '../../db/stores/protocol/device-rows.ts';
import type { ListedUser } from '../../db/stores/people/listed-users.ts';

export interface ExportColumn<R> extends CsvColumn<R> {
  /** As the console calls the column; what a choice of columns names. */
  readonly id: string;
}

type Show = (managedAppleId: string | undefined) => string | undefined;

const showOf =
  (unmasked: boolean): Show =>
  (managedAppleId) =>
    unmasked ? managedAppleId : maskManagedAppleId(managedAppleId);

/** `attributes` are the names of custom attributes, of the office and of directories; each has a column. */
export const userCsvColumns = (
  unmasked: boolean,
  attributes: readonly string[],
): readonly ExportColumn<ListedUser>[] => {
  const show = showOf(unmasked);
  return [
    { id: 'displayName', header: 'Display Name', value: (user) => user.displayName },
    { id: 'firstName', header: 'First Name', value: (user) => user.firstName },
    { id: 'lastName', header: 'Last Name', value: (user) => user.lastName },
    { id: 'email', header: 'Email', value: (user) => user.email },
    { id: 'username', header: 'Username', value: (user) => user.username },
    { id: 'groups', header: 'User Groups', value: (user) => user.groups.map((group) => group.name).join(', ') },
    { id: 'source', header: 'Source', value: (user) => userSourceLabel[user.source] },
    { id: 'sync', header: 'Sync', value: (user) => syncStateLabel[user.directory?.syncState ?? 'none'] },
    { id: 'inviteStatus', header: 'Invite Status', value: (user) => inviteStatusLabel[user.inviteStatus] },
    { id: 'managedAppleId', header: 'Managed Apple ID', value: (user) => show(user.managedAppleId) },
    { id: 'userEnrollmentEnrolled', header: 'User Enrollment Enrolled', value: (user) => user.userEnrollments > 0 },
    // Never the PIN itself: the export says only that there is one.
    { id: 'pin', header: 'Registration PIN', value: (user) => (user.pin.status === 'valid' ? '****' : undefined) },
    { id: 'pinStatus', header: 'PIN Status', value: (user) => pinStatusLabel[user.pin.status] },
    { id: 'pinIssued', header: 'PIN Issued', value: (user) => csvTime(user.pin.issuedAt) },
    { id: 'pinExpires', header: 'PIN Expires', value: (user) => csvTime(user.pin.expiresAt) },
    { id: 'devices', header: 'Devices', value: (user) => user.devices },
    { id: 'enabled', header: 'Enabled', value: (user) => user.enabled },
    { id: 'createdAt', header: 'Created', value: (user) => csvTime(user.createdAt) },
    ...attributes.map((name): ExportColumn<ListedUser> => ({
      id: customAttributePrefix + name,
      header: name,
      value: (user) => lookUp(user.attributes, name),
    })),
  ];
};

export const deviceCsvColumns = (unmasked: boolean): readonly ExportColumn<DeviceRow>[] => {
  const show = showOf(unmasked);
  return [
    { id: 'name', header: 'Name', value: (row) => row.name },
    { id: 'userDisplayName', header: 'User Display Name', value: (row) => row.userDisplayName },
    { id: 'email', header: 'Email Address', value: (row) => row.email },
    { id: 'platform', header: 'OS', value: (row) => row.platform },
    { id: 'osVersion', header: 'OS Version', value: (row) => row.osVersion },
    { id: 'model', header: 'Device Type', value: (row) => row.model },
    { id: 'state', header: 'Status', value: (row) => enrollmentStateLabel[row.state] },
    { id: 'ownership', header: 'Ownership', value: (row) => ownershipLabel[row.ownership] },
    { id: 'enrollmentType', header: 'Enrollment Type', value: (row) => enrollmentTypeLabel[row.enrollmentType] },
    { id: 'userEnrollmentEnrolled', header: 'User Enrollment Enrolled', value: (row) => row.userEnrollmentEnrolled },
    { id: 'managedAppleId', header: 'Managed Apple ID', value: (row) => show(row.managedAppleId) },
    { id: 'supervised', header: 'Supervised', value: (row) => row.supervised },
    { id: 'serialNumber', header: 'Serial Number', value: (row) => row.serialNumber },
    { id: 'enrolledAt', header: 'Enrolled', value: (row) => csvTime(row.enrolledAt) },
    { id: 'lastSeenAt', header: 'Last Check-In', value: (row) => csvTime(row.lastSeenAt) },
    { id: 'inventoryAt', header: 'Inventory', value: (row) => csvTime(row.inventoryAt) },
    { id: 'lastPushAt', header: 'Last Push', value: (row) => csvTime(row.lastPushAt) },
    { id: 'lastPushResult', header: 'Last Push Result', value: (row) => row.lastPushResult },
    { id: 'id', header: 'Enrollment ID', value: (row) => row.id },
  ];
};

export const logCsvColumns: readonly ExportColumn<LogListRow>[] = [
  { id: 'at', header: 'Time', value: (row) => csvTime(row.at) },
  { id: 'action', header: 'Action', value: (row) => row.action },
  { id: 'status', header: 'Status', value: (row) => row.status },
  { id: 'channel', header: 'Channel', value: (row) => (row.channelId.includes(':') ? 'user' : 'device') },
  { id: 'detail', header: 'Detail', value: (row) => row.detail },
];

export const notificationCsvColumns: readonly ExportColumn<NotificationRow>[] = [
  { id: 'at', header: 'Time', value: (row) => csvTime(row.at) },
  { id: 'severity', header: 'Severity', value: (row) => row.severity },
  { id: 'type', header: 'Type', value: (row) => row.type },
  { id: 'componentType', header: 'Component Type', value: (row) => row.componentType },
  { id: 'component', header: 'Component', value: (row) => renderText(row.component, 'en') },
  { id: 'title', header: 'Title', value: (row) => renderText(row.title, 'en') },
  { id: 'detail', header: 'Detail', value: (row) => renderText(row.detail, 'en') },
  { id: 'status', header: 'Status', value: (row) => row.status },
  { id: 'clearedBy', header: 'Cleared By', value: (row) => row.clearedBy },
];

/** An entry has one line for each of its changes, and one if there is none. */
export interface AuditLine {
  readonly entry: AuditRow;
  readonly change: AuditChange | undefined;
}

export const auditCsvColumns: readonly ExportColumn<AuditLine>[] = [
  { id: 'id', header: 'Entry', value: ({ entry }) => entry.id },
  { id: 'at', header: 'Time', value: ({ entry }) => csvTime(entry.at) },
  { id: 'name', header: 'Name', value: ({ entry }) => entry.name },
  { id: 'type', header: 'Type', value: ({ entry }) => entry.type },
  { id: 'category', header: 'Category', value: ({ entry }) => entry.category },
  { id: 'activity', header: 'Activity', value: ({ entry }) => entry.activity },
  { id: 'by', header: 'By', value: ({ entry }) => entry.by },
  { id: 'attribute', header: 'Attribute', value: ({ change }) => change?.attribute },
  { id: 'before', header: 'Before', value: ({ change }) => change?.before },
  { id: 'after', header: 'After', value: ({ change }) => change?.after },
];

/** Columns that User Enrollment is judged by: in every export of people and devices. */
const alwaysExported: readonly string[] = ['managedAppleId', 'userEnrollmentEnrolled'];

/** The chosen columns in the order of the choice, then those that are never left out; all of them without a choice. */
export const chosenColumns = <R>(
  all: readonly ExportColumn<R>[],
  choice: readonly string[] | undefined,
): readonly ExportColumn<R>[] => {
  if (!choice) return all;
  const wanted = [...choice, ...alwaysExported.filter((id) => !choice.includes(id))];
  return wanted.flatMap((id) => all.find((column) => column.id === id) ?? []);
};
