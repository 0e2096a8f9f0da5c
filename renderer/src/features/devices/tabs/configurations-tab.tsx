// Configuration profiles the device reported.
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable, yesNo } from '../../../lib/format.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';

type Profile = MethodOutput<'devices.configurations'>[number];

const columns = (t: Texts<'devices'>): readonly SimpleColumn<Profile>[] => [
  {
    label: t('column.name'),
    render: (row) => (
      <Stack sx={{ gap: 0.5, alignItems: 'flex-start' }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {row.name}
        </Typography>
        {row.isEnrollmentProfile && (
          <StatusChip
            tone="info"
            label={t('configurations.enrollmentProfile')}
            hint={t('configurations.enrollmentProfileHint')}
          />
        )}
      </Stack>
    ),
  },
  { label: t('inventory.identifier'), render: (row) => row.identifier },
  { label: t('configurations.organization'), render: (row) => row.organization ?? notAvailable() },
  { label: t('inventory.managed'), render: (row) => yesNo(row.isManaged) },
  { label: t('log.channel'), render: (row) => (row.channel === 'device' ? t('channel.device') : t('channel.user')) },
  {
    label: t('configurations.content'),
    render: (row) => (row.payloadTypes.length === 0 ? notAvailable() : row.payloadTypes.join(', ')),
  },
];

export const ConfigurationsTab = ({ deviceId }: { readonly deviceId: string }) => {
  const { t } = useTexts('devices');
  const query = useContractQuery('devices.configurations', { id: deviceId });
  return (
    <QueryView query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title={t('configurations.emptyTitle')} text={t('configurations.emptyText')} />
        ) : (
          <SimpleTable
            label={t('tab.configurations')}
            columns={columns(t)}
            rows={rows}
            rowId={(row) => `${row.channel} ${row.identifier}`}
          />
        )
      }
    </QueryView>
  );
};
