// Enroll: how people get their devices in, links for them, and the file their mail domain serves.
import { PageHeader } from '../../../components/page-header.tsx';
import { PageTabs } from '../../../components/page-tabs.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { DomainTab } from '../components/domain-tab.tsx';
import { HowTab } from '../components/how-tab.tsx';
import { LinksTab } from '../components/links-tab.tsx';

const panels = { how: HowTab, links: LinksTab, domain: DomainTab } as const;

export const EnrollPage = () => {
  const { t } = useTexts('enroll');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageTabs label={t('tabs')} tabs={['how', 'links', 'domain']} labelOf={(tab) => t(`tab.${tab}`)}>
        {(tab) => {
          const Panel = panels[tab];
          return <Panel />;
        }}
      </PageTabs>
    </>
  );
};
