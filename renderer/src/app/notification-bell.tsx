// The bell: how much needs attention, as the start page lists it, and the list itself behind it.
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import Badge from '@mui/material/Badge';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink, useLocation } from 'react-router';
import type { Overview } from '@shared/ipc/office/home.ts';
import { useRestingQuery } from '../lib/contract-hooks.ts';
import { useTexts } from '../lib/texts.ts';
import { AttentionList } from '../parts/attention/attention-list.tsx';
import { attentionCount, attentionItems } from '../parts/attention/attention.ts';

/** It is always on screen, and every contact of a device changes what it counts. */
const restMs = 5000;

const Panel = ({ overview }: { readonly overview: Overview | undefined }) => {
  const { t } = useTexts('app');
  const items = overview === undefined ? [] : attentionItems(overview);
  return (
    <Box sx={{ px: 2, py: 1.5 }}>
      {overview === undefined || items.length === 0 ? (
        <Typography variant="body2">{t('bell.nothing')}</Typography>
      ) : (
        <AttentionList items={items} days={overview.outOfContactDays} />
      )}
      <Button component={RouterLink} to="/notifications" size="small" sx={{ mt: 1 }}>
        {t('bell.all')}
      </Button>
    </Box>
  );
};

export const NotificationBell = () => {
  const { t } = useTexts('app');
  const { data: overview } = useRestingQuery('home.overview', {}, restMs);
  const [opened, setOpened] = useState<{ readonly anchor: HTMLElement; readonly at: string }>();
  const { key } = useLocation();
  const count = overview === undefined ? 0 : attentionCount(overview);
  const urgent = overview !== undefined && attentionItems(overview).some(({ tone }) => tone === 'error');
  const label = count === 0 ? t('bell.none') : t(urgent ? 'bell.urgent' : 'bell.open', { count });
  // Going anywhere closes it.
  const open = opened?.at === key;
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={({ currentTarget }) => {
            setOpened({ anchor: currentTarget, at: key });
          }}
        >
          <Badge badgeContent={count} max={99} color={urgent ? 'error' : 'warning'}>
            <NotificationsOutlined fontSize="small" />
          </Badge>
        </IconButton>
      </Tooltip>
      <Popover
        open={open}
        anchorEl={opened?.anchor}
        onClose={() => {
          setOpened(undefined);
        }}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('bell.title'), sx: { width: 440, maxHeight: '70vh' } } }}
      >
        <Panel overview={overview} />
      </Popover>
    </>
  );
};
