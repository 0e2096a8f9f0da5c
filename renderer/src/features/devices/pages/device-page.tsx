// One device: header, actions, tabs. The open tab is part of the address.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { type ReactNode, useId } from 'react';
import { Link as RouterLink, useParams, useSearchParams } from 'react-router';
import type { DeviceDetails } from '../../../../../shared/ipc/devices.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { DeviceActions } from '../components/device-actions.tsx';
import { DeviceHeadline } from '../components/device-headline.tsx';
import { AppsTab } from '../tabs/apps-tab.tsx';
import { CertificatesTab } from '../tabs/certificates-tab.tsx';
import { ConfigurationsTab } from '../tabs/configurations-tab.tsx';
import { LogsTab } from '../tabs/logs-tab.tsx';
import { OverviewTab } from '../tabs/overview-tab.tsx';

const tabs = ['overview', 'certificates', 'configurations', 'apps', 'logs'] as const;
type TabId = (typeof tabs)[number];

const panel = (tab: TabId, device: DeviceDetails): ReactNode => {
  switch (tab) {
    case 'overview':
      return <OverviewTab device={device} />;
    case 'certificates':
      return <CertificatesTab deviceId={device.id} />;
    case 'configurations':
      return <ConfigurationsTab deviceId={device.id} />;
    case 'apps':
      return <AppsTab deviceId={device.id} />;
    case 'logs':
      return <LogsTab deviceId={device.id} />;
  }
};

export const DevicePage = () => {
  const { t } = useTexts('devices');
  const id = useId();
  const { id: deviceId = '' } = useParams();
  const [params] = useSearchParams();
  const tab = tabs.find((candidate) => candidate === params.get('tab')) ?? 'overview';
  const query = useContractQuery('devices.get', { id: deviceId });
  return (
    <>
      <PageHeader
        title={query.data?.name ?? t('device')}
        back={{ to: '/devices', label: t('title') }}
        {...(query.data === undefined
          ? {}
          : { subtitle: <DeviceHeadline device={query.data} />, actions: <DeviceActions device={query.data} /> })}
      />
      <QueryView query={query}>
        {(device) => (
          <>
            <Tabs value={tab} aria-label={t('tabs')} sx={{ borderBottom: 1, borderColor: 'divider', mb: 2 }}>
              {tabs.map((entry) => (
                <Tab
                  key={entry}
                  value={entry}
                  label={t(`tab.${entry}`)}
                  id={`${id}-${entry}`}
                  aria-controls={`${id}-panel`}
                  component={RouterLink}
                  to={{ search: entry === 'overview' ? '' : `?tab=${entry}` }}
                  replace
                />
              ))}
            </Tabs>
            <Box
              role="tabpanel"
              id={`${id}-panel`}
              aria-labelledby={`${id}-${tab}`}
              sx={{ flex: 1, display: 'flex', flexDirection: 'column', minHeight: 0 }}
            >
              {panel(tab, device)}
            </Box>
          </>
        )}
      </QueryView>
    </>
  );
};
