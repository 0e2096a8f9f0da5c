// Server: how devices reach this computer and what it proves itself with.
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useSearchParams } from 'react-router';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { CertificateTab } from '../components/certificate-tab.tsx';
import { ListenerTab } from '../components/listener-tab.tsx';
import { PushTab } from '../components/push-tab.tsx';
import { RecordsTab } from '../components/records-tab.tsx';

const tabs = [
  { id: 'listener', Panel: ListenerTab },
  { id: 'certificate', Panel: CertificateTab },
  { id: 'push', Panel: PushTab },
  { id: 'records', Panel: RecordsTab },
] as const;

export const ServerPage = () => {
  const { t } = useTexts('server');
  const query = useContractQuery('server.get', {});
  const [params, setParams] = useSearchParams();
  const current = tabs.find((tab) => tab.id === params.get('tab')) ?? tabs[0];
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs
        value={current.id}
        onChange={(_, id: string) => {
          setParams({ tab: id });
        }}
        aria-label={t('tabs')}
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2.5, flexShrink: 0 }}
      >
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            value={tab.id}
            label={t(`tab.${tab.id}`)}
            id={`server-tab-${tab.id}`}
            aria-controls="server-panel"
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="server-panel" aria-labelledby={`server-tab-${current.id}`}>
        {query.error !== null && (
          <Box sx={{ mb: 2 }}>
            <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
          </Box>
        )}
        {query.data?.databaseProblem !== undefined && (
          <Alert severity="error" sx={{ mb: 2 }}>
            <AlertTitle>{t('databaseDamaged')}</AlertTitle>
            {query.data.databaseProblem}
          </Alert>
        )}
        {query.data !== undefined && <current.Panel server={query.data} />}
        {query.isPending && <PageLoading />}
      </Box>
    </>
  );
};
