// Puts people into groups from a CSV file, and tells which rows were refused and why.
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, useRef, useState } from 'react';
import type { TaskInfo } from '@shared/ipc/office/tasks.ts';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { decodeText } from '../../../lib/decode-text.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

const maxBytes = 2 * 1024 * 1024;

const example = 'accountUid,groupName\nanna@office.example,Field Team';

interface Props {
  readonly onClose: () => void;
}

export const ImportDialog = ({ onClose }: Props) => {
  const { t } = useTexts('groups');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const start = useContractMutation('groups.importCsv');
  const tasks = useContractQuery('tasks.list', {}, { enabled: start.data !== undefined });
  const task = tasks.data?.find((candidate) => candidate.id === start.data?.taskId);

  const read = async (file: File): Promise<void> => {
    start.reset();
    setProblem(undefined);
    if (file.size > maxBytes) {
      setProblem(t('import.tooLarge', { name: file.name }));
      return;
    }
    start.mutate({ fileName: file.name, text: decodeText(new Uint8Array(await file.arrayBuffer())) });
  };

  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>{t('import.title')}</DialogTitle>
      <DialogContent dividers>
        <Stack sx={{ gap: 2 }}>
          <Typography variant="body2">{t('import.about')}</Typography>
          <CopyBlock label={t('import.example')} text={example} />
          <Box>
            <Button
              variant="contained"
              startIcon={<UploadFileOutlined />}
              loading={start.isPending}
              onClick={() => {
                input.current?.click();
              }}
            >
              {t('import.choose')}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              accept=".csv,text/csv"
              aria-label={t('import.file')}
              onChange={(event) => {
                const file = event.target.files?.[0];
                // The same file can be chosen again after it was mended.
                event.target.value = '';
                if (file === undefined) return;
                read(file).catch(() => {
                  setProblem(t('import.unreadable'));
                });
              }}
            />
          </Box>
          {problem !== undefined && <Alert severity="error">{problem}</Alert>}
          <FormError error={start.error} shownFields={['text']} />
          {task !== undefined && <Outcome task={task} />}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogActions>
    </Dialog>
  );
};

const Outcome = ({ task }: { readonly task: TaskInfo }) => {
  const { t } = useTexts('groups');
  const errors = useContractMutation('groups.importErrors');
  if (task.endedAt === undefined) {
    const { done = 0, total = 0 } = task.progress ?? {};
    return (
      <Box>
        <LinearProgress
          variant="determinate"
          aria-label={t('import.progressLabel')}
          value={total === 0 ? 0 : (done / total) * 100}
        />
        <Typography variant="body2" color="textSecondary">
          {t('import.progress', { done, total })}
        </Typography>
      </Box>
    );
  }
  const { result, error } = task;
  const details = (result?.details ?? []).map(wordsOf);
  const failed = task.error !== undefined || details.length > 0;
  return (
    <Alert severity={task.error !== undefined ? 'error' : failed ? 'warning' : 'success'} role="status">
      {error !== undefined
        ? wordsOf(error.message)
        : result === undefined
          ? t('import.cancelled')
          : wordsOf(result.text)}
      {details.length > 0 && (
        <>
          <Box
            component="ul"
            sx={{ my: 1, pl: 2.5, maxHeight: 160, overflow: 'auto' }}
            aria-label={t('import.refused')}
          >
            {details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </Box>
          <Button
            color="inherit"
            variant="outlined"
            loading={errors.isPending}
            onClick={() => {
              errors.mutate({ taskId: task.id }, { onSuccess: saveFile });
            }}
          >
            {t('import.saveErrors')}
          </Button>
          <FormError error={errors.error} />
        </>
      )}
    </Alert>
  );
};
