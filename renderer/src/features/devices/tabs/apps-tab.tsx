// Apps the device reported, with a word on what the list cannot hold.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { formatBytes, notAvailable, yesNo } from '../../../lib/format.ts';

type App = MethodOutput<'devices.apps'>['apps'][number];

const columns: readonly SimpleColumn<App>[] = [
  {
    label: 'Name',
    render: (row) => (
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {row.name}
      </Typography>
    ),
  },
  { label: 'Identifier', render: (row) => row.identifier },
  { label: 'Version', render: (row) => row.version ?? notAvailable() },
  { label: 'Size', render: (row) => (row.sizeBytes === undefined ? notAvailable() : formatBytes(row.sizeBytes)) },
  { label: 'Managed', render: (row) => yesNo(row.managed) },
  { label: 'State', render: (row) => row.state ?? notAvailable() },
];

const matches = (app: App, search: string): boolean =>
  `${app.name} ${app.identifier}`.toLowerCase().includes(search.trim().toLowerCase());

export const AppsTab = ({ deviceId }: { readonly deviceId: string }) => {
  const [search, setSearch] = useState('');
  const query = useContractQuery('devices.apps', { id: deviceId });
  return (
    <QueryView query={query}>
      {({ note, apps }) => {
        const shown = apps.filter((app) => matches(app, search));
        return (
          <Stack sx={{ gap: 2 }}>
            {note !== undefined && (
              <Alert severity="info" role="note">
                {note}
              </Alert>
            )}
            {apps.length === 0 ? (
              <EmptyState
                title="No apps"
                text="The device has reported none so far. It lists its apps after enrollment and once an hour when it is in contact. Refresh Inventory in the Actions menu asks now."
              />
            ) : (
              <>
                <SearchField label="Search apps" value={search} onChange={setSearch} />
                {shown.length === 0 ? (
                  <EmptyState title="No match" text="No app of this device has that in its name or identifier." />
                ) : (
                  <SimpleTable label="Installed Apps" columns={columns} rows={shown} rowId={(row) => row.identifier} />
                )}
              </>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
};
