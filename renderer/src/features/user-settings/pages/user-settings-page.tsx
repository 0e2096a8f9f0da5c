// User Settings: a tab for each type. The open one is part of the address.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { settingTypes } from '../../../../../shared/model/user-setting.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { SettingList } from '../components/setting-list.tsx';
import { settingKinds } from '../kinds/kinds.ts';

export const UserSettingsPage = () => {
  const { t } = useTexts('user-settings');
  const id = useId();
  const [params] = useSearchParams();
  const type = settingTypes.find((one) => one === params.get('type')) ?? settingTypes[0];
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs
        value={type}
        variant="scrollable"
        aria-label={t('tabs')}
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2, flexShrink: 0 }}
      >
        {settingTypes.map((one) => (
          <Tab
            key={one}
            value={one}
            // Room for all of them in a small window.
            label={one === 'registration' ? t('shortRegistration') : t(`model:settingType.${one}`)}
            sx={{ px: 1.25 }}
            id={`${id}-${one}`}
            aria-controls={`${id}-panel`}
            component={RouterLink}
            to={{ search: one === settingTypes[0] ? '' : `?type=${one}` }}
            replace
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${type}`}>
        <SettingList key={type} kind={settingKinds[type]} />
      </Box>
    </>
  );
};
