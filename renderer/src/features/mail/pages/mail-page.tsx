// Mail: the server that mails go out by, and their texts.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { ServerTab } from '../components/server-tab.tsx';
import { TemplatesTab } from '../components/templates-tab.tsx';

const tabs = [
  { id: 'server', Panel: ServerTab },
  { id: 'templates', Panel: TemplatesTab },
] as const;

export const MailPage = () => {
  const { t } = useTexts('mail');
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
            id={`mail-tab-${tab.id}`}
            aria-controls="mail-panel"
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="mail-panel" aria-labelledby={`mail-tab-${current.id}`}>
        <current.Panel />
      </Box>
    </>
  );
};
