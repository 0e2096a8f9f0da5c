// Server: how devices reach this computer and what it proves itself with.
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { PageTabs } from '../../../components/page-tabs.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { CertificateTab } from '../components/certificate-tab.tsx';
import { ListenerTab } from '../components/listener-tab.tsx';
import { PushTab } from '../components/push-tab.tsx';
import { RecordsTab } from '../components/records-tab.tsx';

const panels = { listener: ListenerTab, certificate: CertificateTab, push: PushTab, records: RecordsTab } as const;

export const ServerPage = () => {
  const { t } = useTexts('server');
  const query = useContractQuery('server.get', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageTabs
        label={t('tabs')}
        tabs={['listener', 'certificate', 'push', 'records']}
        labelOf={(tab) => t(`tab.${tab}`)}
      >
        {(tab) => {
          const Panel = panels[tab];
          return (
            <>
              {query.error !== null && (
                <Box sx={{ mb: 2 }}>
                  <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
                </Box>
              )}
              {query.data?.databaseProblem !== undefined && (
                <Alert severity="error" sx={{ mb: 2 }}>
                  <AlertTitle>{t('databaseDamaged')}</AlertTitle>
                  {wordsOf(query.data.databaseProblem)}
                </Alert>
              )}
              {query.data !== undefined && <Panel server={query.data} />}
              {query.isPending && <PageLoading />}
            </>
          );
        }}
      </PageTabs>
    </>
  );
};
