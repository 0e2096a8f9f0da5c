// The device list.
import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useMemo } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { DataList } from '../../../components/data-list.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';
import { useListState } from '../../../lib/list-state.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { deviceColumns } from '../components/device-columns.tsx';
import { deviceFacets, deviceListDefaults, toDeviceFilter } from '../lib/device-filter.ts';

export const DevicesPage = () => {
  const navigate = useNavigate();
  const { enqueueSnackbar } = useSnackbar();
  const now = useNow();
  const list = useListState(deviceListDefaults);
  const filter = useMemo(() => toDeviceFilter(list.state, now), [list.state, now]);
  const query = useContractQuery('devices.list', filter, { keepPrevious: true });
  const exportCsv = useContractMutation('devices.exportCsv');
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
      {exportCsv.error !== null && <ErrorPanel error={exportCsv.error} />}
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
        exporting={exportCsv.isPending}
        onExport={() => {
          exportCsv.mutate(filter, {
            onSuccess: (file) => {
              saveFile(file);
              enqueueSnackbar(`${file.fileName} is ready to save.`, { variant: 'success' });
            },
          });
        }}
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
    </>
  );
};
