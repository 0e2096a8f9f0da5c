// One background task: how far it is or how it ended, and what can be done with it.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { TaskInfo } from '@shared/ipc/office/tasks.ts';
import type { ShownText } from '@shared/locales/admin-texts.ts';
import { ExportButtons } from '../components/export-buttons.tsx';
import { StatusChip, type Tone } from '../components/status-chip.tsx';
import { TimeText } from '../components/time-text.tsx';
import { useContractMutation } from '../lib/contract-hooks.ts';
import { formatCount } from '../lib/format.ts';
import { useTexts, wordsOf } from '../lib/texts.ts';

const tones: Readonly<Record<TaskInfo['state'], Tone>> = {
  waiting: 'neutral',
  running: 'info',
  done: 'success',
  failed: 'error',
  cancelled: 'neutral',
};

const shownDetails = 20;

const Progress = ({ task }: { readonly task: TaskInfo }) => {
  const { t } = useTexts('app');
  const { done = 0, total } = task.progress ?? {};
  const text = task.progress?.text && wordsOf(task.progress.text);
  const percent = total === undefined || total === 0 ? undefined : Math.min(100, (done / total) * 100);
  const nothingYet = done === 0 && total === undefined;
  const counted = total === undefined ? formatCount(done) : t('tasks.counted', { done, total });
  return (
    <>
      <LinearProgress
        aria-label={t('tasks.progress', { title: wordsOf(task.title) })}
        {...(percent === undefined ? {} : { variant: 'determinate', value: percent })}
      />
      {task.progress !== undefined && (
        <Typography variant="caption" color="textSecondary">
          {text === undefined ? counted : nothingYet ? text : `${text} (${counted})`}
        </Typography>
      )}
    </>
  );
};

const Details = ({ lines }: { readonly lines: readonly ShownText[] }) => {
  const { t } = useTexts('app');
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 160, overflow: 'auto' }}>
      {lines
        .slice(0, shownDetails)
        .map(wordsOf)
        .map((line) => (
          <Typography component="li" variant="caption" key={line}>
            {line}
          </Typography>
        ))}
      {lines.length > shownDetails && (
        <Typography component="li" variant="caption">
          {t('tasks.more', { rest: lines.length - shownDetails })}
        </Typography>
      )}
    </Box>
  );
};

interface Props {
  readonly task: TaskInfo;
  /** Called when the admin follows a link out of the list. */
  readonly onLeave: () => void;
}

export const TaskItem = ({ task, onLeave }: Props) => {
  const { t } = useTexts('app');
  const cancel = useContractMutation('tasks.cancel');
  const dismiss = useContractMutation('tasks.dismiss');
  const { result, error } = task;
  const title = wordsOf(task.title);
  const hasEnded = task.endedAt !== undefined;
  return (
    <Box component="li" sx={{ display: 'flex', flexDirection: 'column', gap: 0.75, py: 1.5, px: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
        <Typography variant="body2" sx={{ flex: 1, fontWeight: 600, overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        <StatusChip tone={tones[task.state]} label={t(`tasks.state.${task.state}`)} />
      </Box>
      {task.state === 'running' && <Progress task={task} />}
      {result !== undefined && <Typography variant="body2">{wordsOf(result.text)}</Typography>}
      {result?.details !== undefined && result.details.length > 0 && <Details lines={result.details} />}
      {error !== undefined && <Alert severity="error">{wordsOf(error.message)}</Alert>}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1 }}>
          <TimeText at={task.endedAt ?? task.startedAt ?? task.createdAt} />
        </Typography>
        {result?.page !== undefined && (
          <Button size="small" component={RouterLink} to={result.page.path} onClick={onLeave}>
            {wordsOf(result.page.label)}
          </Button>
        )}
        {result?.exportId !== undefined && <ExportButtons exportId={result.exportId} title={title} />}
        {hasEnded && result?.exportId === undefined && (
          <Button
            size="small"
            loading={dismiss.isPending}
            aria-label={t('tasks.dismissNamed', { title })}
            onClick={() => {
              dismiss.mutate({ id: task.id });
            }}
          >
            {t('tasks.dismiss')}
          </Button>
        )}
        {!hasEnded && (
          <Button
            size="small"
            loading={cancel.isPending}
            aria-label={t('tasks.cancelNamed', { title })}
            onClick={() => {
              cancel.mutate({ id: task.id });
            }}
          >
            {t('common:cancel')}
          </Button>
        )}
      </Box>
    </Box>
  );
};
