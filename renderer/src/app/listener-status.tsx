// Foot of the navigation: can devices reach this computer, can it reach them.
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import HourglassEmpty from '@mui/icons-material/HourglassEmptyOutlined';
import NotificationsOffOutlined from '@mui/icons-material/NotificationsOffOutlined';
import PauseCircleOutline from '@mui/icons-material/PauseCircleOutlineOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { useContractQuery } from '../lib/contract-hooks.ts';
import { type Texts, useTexts } from '../lib/texts.ts';

interface Look {
  readonly icon: SvgIconComponent;
  readonly text: string;
  readonly colour: 'success' | 'warning' | 'error' | 'action';
}

const listenerLooks: Readonly<Record<ServerState['listener']['state'], Omit<Look, 'text'>>> = {
  listening: { icon: CheckCircleOutline, colour: 'success' },
  starting: { icon: HourglassEmpty, colour: 'action' },
  stopped: { icon: PauseCircleOutline, colour: 'warning' },
  failed: { icon: ErrorOutline, colour: 'error' },
};

const pushLook = ({ configured, alarm }: ServerState['push'], t: Texts<'app'>): Look => {
  if (!configured) return { icon: NotificationsOffOutlined, text: t('push.missing'), colour: 'warning' };
  if (alarm !== undefined) return { icon: ErrorOutline, text: t('push.paused'), colour: 'error' };
  return { icon: CheckCircleOutline, text: t('push.ready'), colour: 'success' };
};

const databaseDamaged = { icon: ErrorOutline, colour: 'error' } as const;

const Line = ({ look }: { readonly look: Look }) => (
  <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
    <look.icon sx={{ fontSize: 16 }} color={look.colour} />
    <Typography variant="caption">{look.text}</Typography>
  </Box>
);

export const ListenerStatus = () => {
  const { t } = useTexts('app');
  const { data, error } = useContractQuery('server.get', {});
  if (error !== null && data === undefined)
    return <Line look={{ icon: ErrorOutline, text: t('noAnswer'), colour: 'error' }} />;
  if (data === undefined) return null;
  return (
    <ButtonBase
      component={RouterLink}
      to="/server"
      sx={{
        display: 'block',
        textAlign: 'left',
        borderRadius: 1,
        px: 1.25,
        py: 1,
        color: 'text.secondary',
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <Line look={{ ...listenerLooks[data.listener.state], text: t(`listener.${data.listener.state}`) }} />
      <Line look={pushLook(data.push, t)} />
      {data.databaseProblem !== undefined && <Line look={{ ...databaseDamaged, text: t('databaseDamaged') }} />}
    </ButtonBase>
  );
};
