// User Settings: a tab for each type.
import { settingTypes } from '@shared/model/user-setting.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageTabs } from '../../../components/page-tabs.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { SettingList } from '../components/setting-list.tsx';
import { settingKinds } from '../kinds/kinds.ts';

export const UserSettingsPage = () => {
  const { t } = useTexts('user-settings');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageTabs
        label={t('tabs')}
        tabs={settingTypes}
        // Room for all of them in a small window.
        labelOf={(type) => (type === 'registration' ? t('shortRegistration') : t(`model:settingType.${type}`))}
        parameter="type"
      >
        {(type) => <SettingList key={type} kind={settingKinds[type]} />}
      </PageTabs>
    </>
  );
};
