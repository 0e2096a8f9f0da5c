// One device: header, actions, tabs.
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import type { DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageTabs } from '../../../components/page-tabs.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { DeviceActions } from '../components/device-actions.tsx';
import { DeviceHeadline } from '../components/device-headline.tsx';
import { ReportedLine } from '../components/reported-line.tsx';
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
  const { id: deviceId = '' } = useParams();
  const query = useContractQuery('devices.get', { id: deviceId });
  return (
    <>
      <PageHeader
        title={query.data?.name ?? t('device')}
        back={{ to: '/devices', label: t('title') }}
        {...(query.data === undefined
          ? {}
          : {
              copyable: true,
              subtitle: <DeviceHeadline device={query.data} />,
              actions: <DeviceActions device={query.data} />,
            })}
      />
      <QueryView query={query}>
        {(device) => (
          <PageTabs label={t('tabs')} tabs={tabs} labelOf={(tab) => t(`tab.${tab}`)} fill>
            {(tab) => (
              <>
                {tab !== 'logs' && <ReportedLine device={device} part={tab} />}
                {panel(tab, device)}
              </>
            )}
          </PageTabs>
        )}
      </QueryView>
    </>
  );
};
