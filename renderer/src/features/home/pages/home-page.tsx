// Where the office stands: set-up, what needs attention, what happened in the last day, what there is.
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import type { Overview } from '@shared/ipc/office/home.ts';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { AttentionCard } from '../components/attention-card.tsx';
import { Checklist } from '../components/checklist.tsx';
import { OfficeCard } from '../components/office-card.tsx';
import { FiguresCard } from '../components/figures-card.tsx';
import { Tiles } from '../components/tiles.tsx';
import { VersionsCard } from '../components/versions-card.tsx';

const Everyday = ({ overview }: { readonly overview: Overview }) => (
  <>
    <Tiles overview={overview} />
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
        alignItems: 'start',
      }}
    >
      <Stack sx={{ gap: 2 }}>
        <AttentionCard overview={overview} />
        {overview.versions.length > 0 && <VersionsCard versions={overview.versions} />}
      </Stack>
      <Stack sx={{ gap: 2 }}>
        <FiguresCard kind="lastDay" overview={overview} />
        <FiguresCard kind="people" overview={overview} />
      </Stack>
    </Box>
  </>
);

const isOpen = (items: MethodOutput<'server.checklist'>): boolean => items.some(({ state }) => state !== 'done');

/** Nobody has said yet who the office is. */
const isUnnamed = (items: MethodOutput<'server.checklist'>): boolean =>
  items.some(({ id, state }) => id === 'office' && state === 'open');

/** Before the first device there is nothing to look after, only things to set up. */
const hasDevices = (items: MethodOutput<'server.checklist'>): boolean =>
  items.some(({ id, state }) => id === 'first-device' && state === 'done');

export const HomePage = () => {
  const { t } = useTexts('home');
  const server = useContractQuery('server.get', {});
  const overview = useContractQuery('home.overview', {});
  const checklist = useContractQuery('server.checklist', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={server.data?.settings.organizationName ?? t('subtitle')} />
      <QueryView query={checklist}>
        {(items) => (
          <Stack sx={{ gap: 2 }}>
            {isUnnamed(items) && server.data !== undefined && <OfficeCard settings={server.data.settings} />}
            {isOpen(items) && <Checklist items={items} />}
            <QueryView query={overview}>
              {(data) => (hasDevices(items) ? <Everyday overview={data} /> : <AttentionCard overview={data} />)}
            </QueryView>
            {!isOpen(items) && <Checklist items={items} />}
          </Stack>
        )}
      </QueryView>
    </>
  );
};
