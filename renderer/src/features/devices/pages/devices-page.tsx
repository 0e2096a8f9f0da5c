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
import { plural } from '../../../lib/format.ts';
import { useListState } from '../../../lib/list-state.ts';
import { call } from '../../../lib/transport.ts';
import { deviceColumns } from '../components/device-columns.tsx';
import { deviceFacets, deviceListDefaults, toDeviceFilter } from '../lib/device-filter.ts';

export const DevicesPage = () => {
  const navigate = useNavigate();
  const now = useNow();
  const list = useListState(deviceListDefaults);
  const filter = useMemo(() => toDeviceFilter(list.state, now), [list.state, now]);
  const query = useContractQuery('devices.list', filter, { keepPrevious: true });
  const [exported, setExported] = useState<readonly string[]>();
  return (
    <>
      <PageHeader
        title="Devices"
        subtitle={
          query.data === undefined ? 'iPhones, iPads and Macs that enrolled here' : plural(query.data.total, 'device')
        }
        actions={
          <>
            <Button component={RouterLink} to="/devices/unassigned">
              Unassigned log
            </Button>
            <Button component={RouterLink} to="/enroll" variant="contained">
              Enroll a device
            </Button>
          </>
        }
      />
      <DataList
        listId="devices"
        label="Devices"
        columns={deviceColumns}
        list={list}
        query={query}
        rowId={(device) => device.id}
        onOpen={(device) => void navigate(`/devices/${encodeURIComponent(device.id)}`)}
        searchLabel="Search devices"
        facets={deviceFacets}
        onExport={setExported}
        empty={
          <EmptyState
            icon={DevicesOutlined}
            title="No devices yet"
            text="Every iPhone, iPad and Mac that enrolls appears here, with its state, its inventory and its log."
            action={
              <Button component={RouterLink} to="/enroll" variant="contained">
                Enroll the first device
              </Button>
            }
          />
        }
      />
      {exported !== undefined && (
        <ExportDialog
          what={plural(query.data?.total ?? 0, 'device')}
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
