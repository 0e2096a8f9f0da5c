// Where the office stands: set-up, what needs attention, counters.
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Checklist } from '../components/checklist.tsx';
import { Counters } from '../components/counters.tsx';
import { ExpiryBanners } from '../components/expiry-banners.tsx';

export const HomePage = () => {
  const { t } = useTexts('home');
  const server = useContractQuery('server.get', {});
  const counts = useContractQuery('devices.counts', {});
  const checklist = useContractQuery('server.checklist', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={server.data?.settings.organizationName ?? t('subtitle')} />
      <Stack sx={{ gap: 2.5 }}>
        {server.data !== undefined && <ExpiryBanners server={server.data} />}
        <Box component="section" aria-label={t('counters')}>
          <QueryView query={counts}>{(data) => <Counters counts={data} />}</QueryView>
        </Box>
        <QueryView query={checklist}>{(items) => <Checklist items={items} />}</QueryView>
      </Stack>
    </>
  );
};
