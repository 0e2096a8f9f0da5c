// Mail: the server that mails go out by, and their texts.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { ServerTab } from '../components/server-tab.tsx';
import { TemplatesTab } from '../components/templates-tab.tsx';

const tabs = [
  { id: 'server', label: 'Mail Server (SMTP)', Panel: ServerTab },
  { id: 'templates', label: 'Email Templates', Panel: TemplatesTab },
] as const;

export const MailPage = () => {
  const [params, setParams] = useSearchParams();
  const current = tabs.find((tab) => tab.id === params.get('tab')) ?? tabs[0];
  return (
    <>
      <PageHeader title="Mail" subtitle="How invitations, reminders and confirmations reach people." />
      <Tabs
        value={current.id}
        onChange={(_, id: string) => {
          setParams({ tab: id });
        }}
        aria-label="Parts of mail"
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2.5, flexShrink: 0 }}
      >
        {tabs.map((tab) => (
          <Tab key={tab.id} value={tab.id} label={tab.label} id={`mail-tab-${tab.id}`} aria-controls="mail-panel" />
        ))}
      </Tabs>
      <Box role="tabpanel" id="mail-panel" aria-labelledby={`mail-tab-${current.id}`}>
        <current.Panel />
      </Box>
    </>
  );
};
