// User Settings: a tab for each type. The open one is part of the address.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { settingTypeLabel, settingTypes } from '../../../../../shared/model/user-setting.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { SettingList } from '../components/setting-list.tsx';
import { settingKinds } from '../kinds/kinds.ts';

export const UserSettingsPage = () => {
  const id = useId();
  const [params] = useSearchParams();
  const type = settingTypes.find((one) => one === params.get('type')) ?? settingTypes[0];
  return (
    <>
      <PageHeader
        title="User Settings"
        subtitle="What applies to all users, and what to the members of user groups instead."
      />
      <Tabs
        value={type}
        variant="scrollable"
        aria-label="Types of user settings"
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2, flexShrink: 0 }}
      >
        {settingTypes.map((one) => (
          <Tab
            key={one}
            value={one}
            // Room for all of them in a small window.
            label={one === 'registration' ? 'Device Registration' : settingTypeLabel[one]}
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
