// Foot of the navigation: background tasks, with their list behind a button. Tells when one ends.
import HourglassTop from '@mui/icons-material/HourglassTopOutlined';
import TaskAlt from '@mui/icons-material/TaskAltOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import LinearProgress from '@mui/material/LinearProgress';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useEffect, useRef, useState } from 'react';
import type { TaskInfo } from '@shared/ipc/office/tasks.ts';
import { useContractQuery } from '../lib/contract-hooks.ts';
import { type Texts, useTexts, wordsOf } from '../lib/texts.ts';
import { TaskItem } from './task-item.tsx';

const hasEnded = (task: TaskInfo): boolean => task.endedAt !== undefined;

/** Says once how a task ended; those that had ended when the console came up are old news. */
const useEndAnnounced = (tasks: readonly TaskInfo[] | undefined): void => {
  const { t } = useTexts('app');
  const { enqueueSnackbar } = useSnackbar();
  const announced = useRef<Set<string>>(undefined);
  useEffect(() => {
    if (tasks === undefined) return;
    const ended = tasks.filter(hasEnded);
    if (announced.current === undefined) {
      announced.current = new Set(ended.map((task) => task.id));
      return;
    }
    for (const task of ended) {
      if (announced.current.has(task.id)) continue;
      announced.current.add(task.id);
      const outcome =
        task.error !== undefined
          ? wordsOf(task.error.message)
          : task.result === undefined
            ? t('tasks.cancelled')
            : wordsOf(task.result.text);
      const variant = task.state === 'failed' ? 'error' : task.state === 'cancelled' ? 'info' : 'success';
      enqueueSnackbar(`${wordsOf(task.title)}: ${outcome}`, { variant });
    }
  }, [tasks, enqueueSnackbar, t]);
};

const summaryOf = (tasks: readonly TaskInfo[], t: Texts<'app'>) => {
  const running = tasks.filter((task) => !hasEnded(task)).length;
  if (running > 0)
    return { Icon: HourglassTop, colour: 'action', text: t('tasks.running', { count: running }) } as const;
  const failed = tasks.filter((task) => task.state === 'failed').length;
  if (failed > 0) return { Icon: ErrorOutline, colour: 'error', text: t('tasks.failed', { count: failed }) } as const;
  return { Icon: TaskAlt, colour: 'success', text: t('tasks.ended', { count: tasks.length }) } as const;
};

const TaskButton = ({ tasks }: { readonly tasks: readonly TaskInfo[] }) => {
  const { t } = useTexts('app');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { Icon, colour, text } = summaryOf(tasks, t);
  const close = (): void => {
    setAnchor(null);
  };
  return (
    <>
      <ButtonBase
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
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
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <Icon sx={{ fontSize: 16 }} color={colour} />
          <Typography variant="caption">{text}</Typography>
        </Box>
        {tasks.some((task) => !hasEnded(task)) && <LinearProgress aria-hidden sx={{ mt: 0.5 }} />}
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('tasks.title'), sx: { width: 400, maxHeight: '70vh' } } }}
      >
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
        >
          {tasks.map((task) => (
            <TaskItem key={task.id} task={task} onLeave={close} />
          ))}
        </Box>
      </Popover>
    </>
  );
};

export const TaskStatus = () => {
  const { data: tasks } = useContractQuery('tasks.list', {});
  useEndAnnounced(tasks);
  // Without a task nothing is mounted, so that the list does not open by itself with the next one.
  return tasks === undefined || tasks.length === 0 ? null : <TaskButton tasks={tasks} />;
};
