// The left side: name, pages by area, and how the listener does.
import HelpOutline from '@mui/icons-material/HelpOutlineOutlined';
import Search from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { Link as RouterLink, useLocation } from 'react-router';
import { useTexts } from '../lib/texts.ts';
import { DisplayMenu } from './display-menu.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { ListenerStatus } from './listener-status.tsx';
import { type PageEntry, pages } from './pages.tsx';
import { navigationWidth } from './theme.ts';
import { TaskStatus } from './task-status.tsx';

const areas: readonly PageEntry['area'][] = [...new Set(pages.map((page) => page.area))];

const isCurrent = (page: PageEntry, pathname: string): boolean =>
  page.path === '/' ? pathname === '/' : pathname === page.path || pathname.startsWith(`${page.path}/`);

const Entry = ({ page, current }: { readonly page: PageEntry; readonly current: boolean }) => {
  const { t } = useTexts('app');
  return (
    <ListItem disablePadding>
      <ListItemButton
        component={RouterLink}
        to={page.path}
        selected={current}
        aria-current={current ? 'page' : undefined}
        sx={{ borderRadius: 1, py: 0.5, px: 1.25 }}
      >
        <ListItemIcon sx={{ minWidth: 30, color: current ? 'primary.main' : 'text.secondary' }}>
          <page.icon fontSize="small" />
        </ListItemIcon>
        <ListItemText
          primary={t(`pages.${page.id}`)}
          slotProps={{ primary: { variant: 'body2', sx: { fontWeight: current ? 500 : 400 } } }}
        />
      </ListItemButton>
    </ListItem>
  );
};

interface Props {
  readonly onOpenPalette: () => void;
  readonly onOpenHelp: () => void;
}

export const Navigation = ({ onOpenPalette, onOpenHelp }: Props) => {
  const { t } = useTexts('app');
  const { pathname } = useLocation();
  return (
    <Box
      component="nav"
      aria-label={t('navigation')}
      sx={{
        width: navigationWidth,
        flexShrink: 0,
        display: 'flex',
        flexDirection: 'column',
        bgcolor: 'background.sidebar',
        borderRight: 1,
        borderColor: 'divider',
        px: 1.5,
        py: 2,
        overflowY: 'auto',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', pl: 1.25, mb: 1.5 }}>
        <Typography component="span" sx={{ flex: 1, fontWeight: 700, fontSize: '1.125rem', color: 'primary.main' }}>
          Russet
        </Typography>
        <NotificationBell />
        <Tooltip title={t('palette.open')}>
          <IconButton aria-label={t('palette.title')} onClick={onOpenPalette}>
            <Search fontSize="small" />
          </IconButton>
        </Tooltip>
        <DisplayMenu />
        <Tooltip title={t('help.open')}>
          <IconButton aria-label={t('help.name')} onClick={onOpenHelp}>
            <HelpOutline fontSize="small" />
          </IconButton>
        </Tooltip>
      </Box>
      {areas.map((area) => (
        <Box key={area ?? 'top'} sx={{ mb: 1 }}>
          {area !== undefined && (
            <Typography variant="overline" component="h2" color="textSecondary" sx={{ pl: 1.25 }}>
              {t(`areas.${area}`)}
            </Typography>
          )}
          <List disablePadding {...(area === undefined ? {} : { 'aria-label': t(`areas.${area}`) })}>
            {pages
              .filter((page) => page.area === area)
              .map((page) => (
                <Entry key={page.path} page={page} current={isCurrent(page, pathname)} />
              ))}
          </List>
        </Box>
      ))}
      <Box sx={{ flex: 1 }} />
      <TaskStatus />
      <ListenerStatus />
    </Box>
  );
};
