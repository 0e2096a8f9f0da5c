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
import type { ServerState } from '../../../shared/ipc/server.ts';
import { useContractQuery } from '../lib/contract-hooks.ts';

interface Look {
  readonly icon: SvgIconComponent;
  readonly text: string;
  readonly colour: 'success' | 'warning' | 'error' | 'action';
}

const listenerLook: Readonly<Record<ServerState['listener']['state'], Look>> = {
  listening: { icon: CheckCircleOutline, text: 'Listening for devices', colour: 'success' },
  starting: { icon: HourglassEmpty, text: 'Listener is starting', colour: 'action' },
  stopped: { icon: PauseCircleOutline, text: 'Listener is stopped', colour: 'warning' },
  failed: { icon: ErrorOutline, text: 'Listener failed', colour: 'error' },
};

const pushLook = ({ configured, alarm }: ServerState['push']): Look => {
  if (!configured) return { icon: NotificationsOffOutlined, text: 'Push is not set up', colour: 'warning' };
  if (alarm !== undefined) return { icon: ErrorOutline, text: 'Push is paused', colour: 'error' };
  return { icon: CheckCircleOutline, text: 'Push is ready', colour: 'success' };
};

const databaseDamaged: Look = { icon: ErrorOutline, text: 'Database is damaged', colour: 'error' };

const Line = ({ look }: { readonly look: Look }) => (
  <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
    <look.icon sx={{ fontSize: 16 }} color={look.colour} />
    <Typography variant="caption">{look.text}</Typography>
  </Box>
);

export const ListenerStatus = () => {
  const { data, error } = useContractQuery('server.get', {});
  if (error !== null && data === undefined)
    return <Line look={{ icon: ErrorOutline, text: 'The core does not answer', colour: 'error' }} />;
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
      <Line look={listenerLook[data.listener.state]} />
      <Line look={pushLook(data.push)} />
      {data.databaseProblem !== undefined && <Line look={databaseDamaged} />}
    </ButtonBase>
  );
};
