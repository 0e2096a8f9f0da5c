// What is known of a device, in sections.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { type Definition, DefinitionList } from '../../../components/definition-list.tsx';
import { MaskedId } from '../../../parts/people/masked-id.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { formatGigabytes, notAvailable, yesNo } from '../../../lib/format.ts';
import { type Texts, useTexts, wordsOf } from '../../../lib/texts.ts';
import { DecisionCard } from '../components/decision-card.tsx';

type Words = Texts<'devices'>;

const gigabytes = (value: number | undefined): string =>
  value === undefined ? notAvailable() : formatGigabytes(value);

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
const identifiers = (device: DeviceDetails, t: Words): readonly Definition[] => {
  const hint = device.identifiersHidden && wordsOf(device.identifiersHidden);
  const hidden = (label: string, value: string | undefined): Definition => ({
    label,
    value: hint === undefined ? value : t('hidden'),
    hint,
  });
  return [
    {
      label: t('enrollmentId'),
      value: copyable(device.id, t('enrollmentId')),
      hint: hint === undefined ? undefined : t('identifiers.idHint'),
    },
    hidden(t('column.serialNumber'), device.serialNumber),
    hidden(t('identifiers.udid'), device.udid),
    hidden(t('identifiers.imei'), device.imei),
    hidden(t('identifiers.wifiMac'), device.wifiMac),
  ];
};

const identity = (device: DeviceDetails, t: Words): readonly Definition[] => [
  { label: t('name.field'), value: device.name },
  { label: t('column.userEnrollmentEnrolled'), value: yesNo(device.userEnrollmentEnrolled) },
  { label: t('overview.registeredManagedAppleId'), value: <MaskedId value={device.managedAppleId} /> },
  {
    label: t('column.enrollmentType'),
    value: t(`model:enrollmentType.${device.enrollmentType}`),
    hint: t(`typeHint.${device.enrollmentType}`),
  },
  {
    label: t('overview.enrolledBy'),
    value: t(`model:enrollmentFlow.${device.flow}`),
    hint: t(`flowHint.${device.flow}`),
  },
  {
    label: t('column.ownership'),
    value: t(`model:ownership.${device.ownership}`),
    hint: device.enrollmentType === 'user' ? t('overview.alwaysUserOwned') : undefined,
  },
  { label: t('column.enrolled'), value: <TimeText at={device.enrolledAt} /> },
  { label: t('overview.inventory'), value: <TimeText at={device.inventoryAt} missing={t('overview.notReported')} /> },
];

const general = (device: DeviceDetails, t: Words): readonly Definition[] => [
  { label: t('overview.manufacturer'), value: device.manufacturer },
  { label: t('column.deviceType'), value: device.model },
  { label: t('overview.modelNumber'), value: device.modelNumber },
  { label: t('overview.productName'), value: device.productName },
  { label: t('column.os'), value: `${device.platform} ${versionOf(device.osVersion, device.supplementalOsVersion)}` },
  { label: t('overview.build'), value: versionOf(device.buildVersion, device.supplementalBuildVersion) },
  { label: t('overview.storage'), value: gigabytes(device.capacityGb) },
  { label: t('overview.freeStorage'), value: gigabytes(device.availableCapacityGb) },
  {
    label: t('overview.battery'),
    value: device.batteryLevel === undefined ? notAvailable() : `${Math.round(device.batteryLevel * 100)} %`,
  },
  { label: t('overview.timeZone'), value: device.timeZone },
  ...(device.platform === 'macOS' ? [{ label: t('overview.appleSilicon'), value: yesNo(device.appleSilicon) }] : []),
];

const state = (device: DeviceDetails, t: Words): readonly Definition[] => [
  { label: t('overview.supervised'), value: yesNo(device.supervised) },
  { label: t('overview.apnsCapable'), value: yesNo(device.apnsCapable) },
  {
    label: t('column.lastPush'),
    value: <TimeText at={device.lastPushAt} missing={t('never')} />,
    hint: device.lastPushResult && wordsOf(device.lastPushResult),
  },
  { label: t('overview.identityExpires'), value: <TimeText at={device.identityCertificateExpiresAt} /> },
  ...(device.renewal === undefined
    ? []
    : [
        {
          label: t('overview.renewal'),
          value: (
            <RichText
              area="devices"
              text={device.renewal.failedAt === undefined ? 'overview.renewalAsked' : 'overview.renewalFailed'}
              parts={{ time: <TimeText at={device.renewal.failedAt ?? device.renewal.requestedAt} /> }}
            />
          ),
          hint: device.renewal.problem && wordsOf(device.renewal.problem),
        },
      ]),
  { label: t('overview.automatedEnrollment'), value: yesNo(device.automatedDeviceEnrollmentEnrolled) },
  {
    label: t('overview.activationLock'),
    value: device.identifiersHidden === undefined ? yesNo(device.activationLockEnabled) : t('hidden'),
    hint: device.identifiersHidden && wordsOf(device.identifiersHidden),
  },
  { label: t('overview.declarativeManagement'), value: yesNo(device.declarativeManagementEnabled) },
  { label: t('overview.passcodeCompliant'), value: yesNo(device.passcodeCompliant) },
  ...(device.platform === 'macOS'
    ? [
        { label: t('overview.bootstrapToken'), value: yesNo(device.bootstrapTokenAvailable) },
        { label: t('overview.fileVault'), value: yesNo(device.fileVaultEnabled) },
        { label: t('overview.firewall'), value: yesNo(device.firewallEnabled) },
        { label: t('overview.sip'), value: yesNo(device.systemIntegrityProtection) },
      ]
    : []),
];

const channels = (device: DeviceDetails, t: Words): readonly Definition[] =>
  device.channels.map((channel) => ({
    label:
      channel.kind === 'device'
        ? t('channels.device')
        : t('channels.user', { userName: channel.userName ?? channel.id }),
    value: (
      <>
        <RichText
          area="devices"
          text={channel.enabled ? 'channels.inUse' : 'channels.notInUse'}
          parts={{ time: <TimeText at={channel.lastSeenAt} missing={t('neverInText')} /> }}
        />
      </>
    ),
  }));

export const OverviewTab = ({ device }: { readonly device: DeviceDetails }) => {
  const { t } = useTexts('devices');
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      {device.inventoryAt === undefined && (
        <Alert severity="info" role="note">
          {t('overview.noInventory')}
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
          <SectionCard title={t('overview.enrollment')}>
            <DefinitionList items={identity(device, t)} columns={1} />
          </SectionCard>
          <SectionCard title={t('overview.identifiers')}>
            <DefinitionList items={identifiers(device, t)} columns={1} />
          </SectionCard>
          {device.decision !== undefined && <DecisionCard decision={device.decision} />}
        </Box>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <SectionCard title={t('overview.general')}>
            <DefinitionList items={general(device, t)} columns={1} />
          </SectionCard>
          <SectionCard title={t('overview.state')}>
            <DefinitionList items={state(device, t)} columns={1} />
          </SectionCard>
          {device.channels.length > 1 && (
            <SectionCard title={t('channels.title')}>
              <DefinitionList items={channels(device, t)} columns={1} />
            </SectionCard>
          )}
        </Box>
      </Box>
    </Box>
  );
};
