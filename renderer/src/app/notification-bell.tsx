// The bell: how many notifications are open, and the way to them.
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import Badge from '@mui/material/Badge';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Link as RouterLink } from 'react-router';
import { useContractQuery } from '../lib/contract-hooks.ts';
import { useTexts } from '../lib/texts.ts';

export const NotificationBell = () => {
  const { t } = useTexts('app');
  const { data } = useContractQuery('notifications.summary', {});
  const { open, critical } = data ?? { open: 0, critical: 0 };
  const label =
    open === 0 ? t('bell.none') : t(critical === 0 ? 'bell.open' : 'bell.critical', { count: open, critical });
  return (
    <Tooltip title={label}>
      <IconButton component={RouterLink} to="/notifications" aria-label={label}>
        <Badge badgeContent={open} max={99} color={critical > 0 ? 'error' : 'warning'}>
          <NotificationsOutlined fontSize="small" />
        </Badge>
      </IconButton>
    </Tooltip>
  );
};
