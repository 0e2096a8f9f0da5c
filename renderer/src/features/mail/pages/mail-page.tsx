// Mail: the server that mails go out by, and their texts.
import { PageHeader } from '../../../components/page-header.tsx';
import { PageTabs } from '../../../components/page-tabs.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { ServerTab } from '../components/server-tab.tsx';
import { TemplatesTab } from '../components/templates-tab.tsx';

const panels = { server: ServerTab, templates: TemplatesTab } as const;

export const MailPage = () => {
  const { t } = useTexts('mail');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageTabs label={t('tabs')} tabs={['server', 'templates']} labelOf={(tab) => t(`tab.${tab}`)}>
        {(tab) => {
          const Panel = panels[tab];
          return <Panel />;
        }}
      </PageTabs>
    </>
  );
};
