// The device list.
import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { DataList } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ExportDialog } from '../../../components/export-dialog.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useListState } from '../../../lib/list-state.ts';
import { useTexts } from '../../../lib/texts.ts';
import { call } from '../../../lib/transport.ts';
import { deviceColumns } from '../components/device-columns.tsx';
import { deviceFacets, deviceListDefaults, toDeviceFilter } from '../lib/device-filter.ts';

export const DevicesPage = () => {
  const { t } = useTexts('devices');
  const columns = useMemo(() => deviceColumns(t), [t]);
  const navigate = useNavigate();
  const now = useNow();
  const list = useListState(deviceListDefaults);
  const days = useContractQuery('server.get', {}).data?.settings.outOfContactDays;
  const filter = useMemo(() => toDeviceFilter(list.state, now, days), [list.state, now, days]);
  const query = useContractQuery('devices.list', filter, { keepPrevious: true });
  const versions = useContractQuery('devices.versions', {});
  const facets = useMemo(() => deviceFacets(t, versions.data ?? [], days), [t, versions.data, days]);
  const [exported, setExported] = useState<readonly string[]>();
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={query.data === undefined ? t('list.subtitle') : t('count', { count: query.data.total })}
        actions={
          <>
            <Button component={RouterLink} to="/devices/unassigned" variant="outlined">
              {t('unassigned.title')}
            </Button>
            <Button component={RouterLink} to="/enroll" variant="contained">
              {t('list.enroll')}
            </Button>
          </>
        }
      />
      <DataList
        listId="devices"
        label={t('title')}
        columns={columns}
        list={list}
        query={query}
        rowId={(device) => device.id}
        onOpen={(device) => void navigate(`/devices/${encodeURIComponent(device.id)}`)}
        searchLabel={t('list.search')}
        facets={facets}
        onExport={setExported}
        empty={
          <EmptyState
            icon={DevicesOutlined}
            title={t('list.emptyTitle')}
            text={t('list.emptyText')}
            action={
              <Button component={RouterLink} to="/enroll" variant="contained">
                {t('list.emptyAction')}
              </Button>
            }
          />
        }
      />
      {exported !== undefined && (
        <ExportDialog
          what={t('count', { count: query.data?.total ?? 0 })}
          start={(choice) => call('exports.devices', { ...filter, ...choice })}
          columns={exported}
          onClose={() => {
            setExported(undefined);
          }}
        />
      )}
    </>
  );
};
