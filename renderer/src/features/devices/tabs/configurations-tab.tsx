// Configuration profiles the device reported.
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable, yesNo } from '../../../lib/format.ts';

type Profile = MethodOutput<'devices.configurations'>[number];

const columns: readonly SimpleColumn<Profile>[] = [
  {
    label: 'Name',
    render: (row) => (
      <Stack sx={{ gap: 0.5, alignItems: 'flex-start' }}>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {row.name}
        </Typography>
        {row.isEnrollmentProfile && (
          <StatusChip
            tone="info"
            label="Enrollment profile"
            hint="This profile is the management itself. Retire the device to remove it."
          />
        )}
      </Stack>
    ),
  },
  { label: 'Identifier', render: (row) => row.identifier },
  { label: 'Organization', render: (row) => row.organization ?? notAvailable() },
  { label: 'Managed', render: (row) => yesNo(row.isManaged) },
  { label: 'Channel', render: (row) => (row.channel === 'device' ? 'Device' : 'User') },
  { label: 'Content', render: (row) => (row.payloadTypes.length === 0 ? notAvailable() : row.payloadTypes.join(', ')) },
];

export const ConfigurationsTab = ({ deviceId }: { readonly deviceId: string }) => {
  const query = useContractQuery('devices.configurations', { id: deviceId });
  return (
    <QueryView query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            title="No configurations reported yet"
            text="The device lists its profiles after enrollment and once an hour when it is in contact. Refresh Inventory in the Actions menu asks now."
          />
        ) : (
          <SimpleTable
            label="Configurations"
            columns={columns}
            rows={rows}
            rowId={(row) => `${row.channel} ${row.identifier}`}
          />
        )
      }
    </QueryView>
  );
};
