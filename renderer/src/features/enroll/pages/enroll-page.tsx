// Enroll: how people get their devices in, links for them, and the file their mail domain serves.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { DomainTab } from '../components/domain-tab.tsx';
import { HowTab } from '../components/how-tab.tsx';
import { LinksTab } from '../components/links-tab.tsx';

const tabs = [
  { id: 'how', Panel: HowTab },
  { id: 'links', Panel: LinksTab },
  { id: 'domain', Panel: DomainTab },
] as const;

export const EnrollPage = () => {
  const { t } = useTexts('enroll');
  const [params, setParams] = useSearchParams();
  const current = tabs.find((tab) => tab.id === params.get('tab')) ?? tabs[0];
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs
        value={current.id}
        onChange={(_, id: string) => {
          setParams({ tab: id }, { replace: true });
        }}
        aria-label={t('tabs')}
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2.5 }}
      >
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            value={tab.id}
            label={t(`tab.${tab.id}`)}
            id={`enroll-tab-${tab.id}`}
            aria-controls="enroll-panel"
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="enroll-panel" aria-labelledby={`enroll-tab-${current.id}`}>
        <current.Panel />
      </Box>
    </>
  );
};
