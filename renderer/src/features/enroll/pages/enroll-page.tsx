// Enroll: how people get their devices in, links for them, and the file their mail domain serves.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { DomainTab } from '../components/domain-tab.tsx';
import { HowTab } from '../components/how-tab.tsx';
import { LinksTab } from '../components/links-tab.tsx';

const tabs = [
  { id: 'how', label: 'How people enroll', Panel: HowTab },
  { id: 'links', label: 'Links and QR codes', Panel: LinksTab },
  { id: 'domain', label: 'Domain file', Panel: DomainTab },
] as const;

export const EnrollPage = () => {
  const [params, setParams] = useSearchParams();
  const current = tabs.find((tab) => tab.id === params.get('tab')) ?? tabs[0];
  return (
    <>
      <PageHeader title="Enroll" subtitle="Ways to bring an iPhone, iPad or Mac under management." />
      <Tabs
        value={current.id}
        onChange={(_, id: string) => {
          setParams({ tab: id }, { replace: true });
        }}
        aria-label="Ways to enroll"
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2.5 }}
      >
        {tabs.map((tab) => (
          <Tab key={tab.id} value={tab.id} label={tab.label} id={`enroll-tab-${tab.id}`} aria-controls="enroll-panel" />
        ))}
      </Tabs>
      <Box role="tabpanel" id="enroll-panel" aria-labelledby={`enroll-tab-${current.id}`}>
        <current.Panel />
      </Box>
    </>
  );
};
