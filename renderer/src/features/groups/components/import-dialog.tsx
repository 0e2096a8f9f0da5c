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
import type { TaskInfo } from '../../../../../shared/ipc/tasks.ts';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { decodeText } from '../../../lib/decode-text.ts';
import { saveFile } from '../../../lib/save-file.ts';

const maxBytes = 2 * 1024 * 1024;

const example = 'accountUid,groupName\nanna@office.example,Field Team';

interface Props {
  readonly onClose: () => void;
}

export const ImportDialog = ({ onClose }: Props) => {
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
      setProblem(`${file.name} is larger than 2 MB. Split it and import the parts one after the other.`);
      return;
    }
    start.mutate({ fileName: file.name, text: decodeText(new Uint8Array(await file.arrayBuffer())) });
  };

  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <DialogTitle id={id}>Import Group Members</DialogTitle>
      <DialogContent dividers>
        <Stack sx={{ gap: 2 }}>
          <Typography variant="body2">
            A CSV file of exactly two columns, up to 2 MB: the user name (or the e-mail) of each person, and the group.
            A group that does not exist yet is added as a manually managed one.
          </Typography>
          <CopyBlock label="Example" text={example} />
          <Box>
            <Button
              variant="contained"
              startIcon={<UploadFileOutlined />}
              loading={start.isPending}
              onClick={() => {
                input.current?.click();
              }}
            >
              Choose CSV file
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              accept=".csv,text/csv"
              aria-label="CSV file"
              onChange={(event) => {
                const file = event.target.files?.[0];
                // The same file can be chosen again after it was mended.
                event.target.value = '';
                if (file === undefined) return;
                read(file).catch(() => {
                  setProblem('The file could not be read. Choose it again.');
                });
              }}
            />
          </Box>
          {problem !== undefined && <Alert severity="error">{problem}</Alert>}
          <FormError error={start.error} />
          {task !== undefined && <Outcome task={task} />}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
};

const Outcome = ({ task }: { readonly task: TaskInfo }) => {
  const errors = useContractMutation('groups.importErrors');
  if (task.endedAt === undefined) {
    const { done = 0, total = 0 } = task.progress ?? {};
    return (
      <Box>
        <LinearProgress
          variant="determinate"
          aria-label="Progress of the import"
          value={total === 0 ? 0 : (done / total) * 100}
        />
        <Typography variant="body2" color="textSecondary">
          {done} of {total} rows. You may close this dialog: the import goes on.
        </Typography>
      </Box>
    );
  }
  const details = task.result?.details ?? [];
  const failed = task.error !== undefined || details.length > 0;
  return (
    <Alert severity={task.error !== undefined ? 'error' : failed ? 'warning' : 'success'} role="status">
      {task.error?.message ?? task.result?.text ?? 'The import was cancelled.'}
      {details.length > 0 && (
        <>
          <Box component="ul" sx={{ my: 1, pl: 2.5, maxHeight: 160, overflow: 'auto' }} aria-label="Refused rows">
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
            Save error file
          </Button>
          <FormError error={errors.error} />
        </>
      )}
    </Alert>
  );
};
