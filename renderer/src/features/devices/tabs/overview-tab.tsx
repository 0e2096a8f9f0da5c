// What is known of a device, in sections.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { DeviceDetails } from '../../../../../shared/ipc/devices.ts';
import { enrollmentFlowLabel, enrollmentTypeLabel, ownershipLabel } from '../../../../../shared/model/enrollment.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { type Definition, DefinitionList } from '../../../components/definition-list.tsx';
import { MaskedId } from '../../../components/masked-id.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { notAvailable, yesNo } from '../../../lib/format.ts';
import { enrollmentTypeHint, flowHint } from '../lib/device-words.ts';
import { DecisionCard } from '../components/decision-card.tsx';

const gigabytes = (value: number | undefined): string =>
  value === undefined ? notAvailable() : `${value.toLocaleString('en', { maximumFractionDigits: 1 })} GB`;

const versionOf = (version: string | undefined, supplement: string | undefined): string =>
  version === undefined
    ? notAvailable()
    : supplement === undefined || supplement === version
      ? version
      : `${version} ${supplement}`;

const copyable = (value: string, what: string): ReactNode => (
  <>
    {value} <CopyButton text={value} what={what} />
  </>
);

/** Hidden identifiers stay in the list, so that nobody looks for them, and say why. */
const identifiers = (device: DeviceDetails): readonly Definition[] => {
  const hint = device.identifiersHidden;
  const hidden = (label: string, value: string | undefined): Definition => ({
    label,
    value: hint === undefined ? value : 'Hidden',
    hint,
  });
  return [
    {
      label: 'Enrollment ID',
      value: copyable(device.id, 'Enrollment ID'),
      hint:
        hint === undefined
          ? undefined
          : 'Made for this enrollment alone; a new enrollment of the same device gets another one.',
    },
    hidden('Serial Number', device.serialNumber),
    hidden('UDID', device.udid),
    hidden('IMEI', device.imei),
    hidden('Wi-Fi MAC', device.wifiMac),
  ];
};

const identity = (device: DeviceDetails): readonly Definition[] => [
  { label: 'Device Name', value: device.name },
  { label: 'User Enrollment Enrolled', value: yesNo(device.userEnrollmentEnrolled) },
  { label: 'Registered Managed Apple ID', value: <MaskedId value={device.managedAppleId} /> },
  {
    label: 'Enrollment Type',
    value: enrollmentTypeLabel[device.enrollmentType],
    hint: enrollmentTypeHint[device.enrollmentType],
  },
  { label: 'Enrolled by', value: enrollmentFlowLabel[device.flow], hint: flowHint[device.flow] },
  {
    label: 'Ownership',
    value: ownershipLabel[device.ownership],
    hint: device.enrollmentType === 'user' ? 'Under User Enrollment a device is always user owned.' : undefined,
  },
  { label: 'Enrolled', value: <TimeText at={device.enrolledAt} /> },
  { label: 'Inventory', value: <TimeText at={device.inventoryAt} missing="Not reported yet" /> },
];

const general = (device: DeviceDetails): readonly Definition[] => [
  { label: 'Manufacturer', value: device.manufacturer },
  { label: 'Device Type', value: device.model },
  { label: 'Model Number', value: device.modelNumber },
  { label: 'Product Name', value: device.productName },
  { label: 'OS', value: `${device.platform} ${versionOf(device.osVersion, device.supplementalOsVersion)}` },
  { label: 'OS Build', value: versionOf(device.buildVersion, device.supplementalBuildVersion) },
  { label: 'Storage', value: gigabytes(device.capacityGb) },
  { label: 'Free Storage', value: gigabytes(device.availableCapacityGb) },
  {
    label: 'Battery',
    value: device.batteryLevel === undefined ? notAvailable() : `${Math.round(device.batteryLevel * 100)} %`,
  },
  { label: 'Time Zone', value: device.timeZone },
  ...(device.platform === 'macOS' ? [{ label: 'Apple Silicon', value: yesNo(device.appleSilicon) }] : []),
];

const state = (device: DeviceDetails): readonly Definition[] => [
  { label: 'Supervised Mode', value: yesNo(device.supervised) },
  { label: 'APNS Capable', value: yesNo(device.apnsCapable) },
  { label: 'Last Push', value: <TimeText at={device.lastPushAt} missing="Never" />, hint: device.lastPushResult },
  { label: 'Identity Expires', value: <TimeText at={device.identityCertificateExpiresAt} /> },
  { label: 'Automated Device Enrollment Enrolled', value: yesNo(device.automatedDeviceEnrollmentEnrolled) },
  {
    label: 'Activation Lock Enabled',
    value: device.identifiersHidden === undefined ? yesNo(device.activationLockEnabled) : 'Hidden',
    hint: device.identifiersHidden,
  },
  { label: 'Apple Declarative Management Enabled', value: yesNo(device.declarativeManagementEnabled) },
  { label: 'Passcode Compliant', value: yesNo(device.passcodeCompliant) },
  ...(device.platform === 'macOS'
    ? [
        { label: 'Bootstrap Token Available', value: yesNo(device.bootstrapTokenAvailable) },
        { label: 'FileVault Enabled', value: yesNo(device.fileVaultEnabled) },
        { label: 'Firewall Enabled', value: yesNo(device.firewallEnabled) },
        { label: 'System Integrity Protection', value: yesNo(device.systemIntegrityProtection) },
      ]
    : []),
];

const channels = (device: DeviceDetails): readonly Definition[] =>
  device.channels.map((channel) => ({
    label: channel.kind === 'device' ? 'Device channel' : `User channel ${channel.userName ?? channel.id}`,
    value: (
      <>
        {channel.enabled ? 'In use' : 'Not in use'}, last contact <TimeText at={channel.lastSeenAt} missing="never" />
      </>
    ),
  }));

export const OverviewTab = ({ device }: { readonly device: DeviceDetails }) => (
  <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
    {device.inventoryAt === undefined && (
      <Alert severity="info" role="note">
        The device has not reported its inventory yet. It does so at its next contact after enrollment.
      </Alert>
    )}
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <SectionCard title="Enrollment">
          <DefinitionList items={identity(device)} columns={1} />
        </SectionCard>
        <SectionCard title="Identifiers">
          <DefinitionList items={identifiers(device)} columns={1} />
        </SectionCard>
        {device.decision !== undefined && <DecisionCard decision={device.decision} />}
      </Box>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <SectionCard title="General">
          <DefinitionList items={general(device)} columns={1} />
        </SectionCard>
        <SectionCard title="State">
          <DefinitionList items={state(device)} columns={1} />
        </SectionCard>
        {device.channels.length > 1 && (
          <SectionCard title="Channels">
            <DefinitionList items={channels(device)} columns={1} />
          </SectionCard>
        )}
      </Box>
    </Box>
  </Box>
);
