// Apps the device reported, with a word on what the list cannot hold.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { foundIn } from '@shared/model/search-text.ts';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SearchField } from '../../../components/search-field.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { formatBytes, notAvailable, yesNo } from '../../../lib/format.ts';
import { type Texts, useTexts, wordsOf } from '../../../lib/texts.ts';

type App = MethodOutput<'devices.apps'>['apps'][number];

const columns = (t: Texts<'devices'>): readonly SimpleColumn<App>[] => [
  {
    label: t('column.name'),
    render: (row) => (
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {row.name}
      </Typography>
    ),
  },
  { label: t('inventory.identifier'), render: (row) => (row.identifier === '' ? notAvailable() : row.identifier) },
  { label: t('inventory.version'), render: (row) => row.version ?? notAvailable() },
  {
    label: t('inventory.size'),
    render: (row) => (row.sizeBytes === undefined ? notAvailable() : formatBytes(row.sizeBytes)),
  },
  { label: t('inventory.managed'), render: (row) => yesNo(row.managed) },
  { label: t('inventory.state'), render: (row) => row.state ?? notAvailable() },
];

const matches = (app: App, search: string): boolean => foundIn(search, app.name, app.identifier);

export const AppsTab = ({ deviceId }: { readonly deviceId: string }) => {
  const { t } = useTexts('devices');
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
                {wordsOf(note)}
              </Alert>
            )}
            {apps.length === 0 ? (
              <EmptyState title={t('apps.emptyTitle')} text={t('apps.emptyText')} />
            ) : (
              <>
                <SearchField label={t('apps.search')} value={search} onChange={setSearch} />
                {shown.length === 0 ? (
                  <EmptyState title={t('common:list.noMatch')} text={t('apps.noMatch')} />
                ) : (
                  <SimpleTable
                    label={t('tab.apps')}
                    columns={columns(t)}
                    rows={shown}
                    rowId={(row) => `${row.identifier} ${row.name} ${row.version ?? ''}`}
                  />
                )}
              </>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
};
