// What became of the mails of one Send Invite or Send Message, while it runs and afterwards.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { type DeliveryStatus, retryableDeliveries } from '@shared/model/mail.ts';
import { DeliveryChip } from '../../../parts/people/delivery-chip.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { wordsOf, type Texts, useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly batchId: string;
  /** Of the sending; absent when it is not known any more. */
  readonly taskId?: string;
}

type Counts = MethodOutput<'invitations.outcomes'>['counts'];

const inWords = (counts: Counts, t: Texts<'users'>): string =>
  Object.entries(counts)
    .map(([status, count]) => `${t(`model:deliveryStatus.${status as DeliveryStatus}`)}: ${String(count)}`)
    .join(' · ');

/** At rest nobody waits; a mail that is sent later is told as such. */
const isUnderWay = (counts: Counts): boolean => (counts.waiting ?? 0) + (counts.sending ?? 0) > 0;

export const DeliveryOutcomes = ({ batchId, taskId }: Props) => {
  const { t } = useTexts('users');
  const query = useContractQuery('invitations.outcomes', { batchId });
  const tasks = useContractQuery('tasks.list', {});
  const cancel = useContractMutation('tasks.cancel');
  const retry = useContractMutation('invitations.retry');
  const running = retry.data?.taskId ?? taskId;
  const task = running === undefined ? undefined : tasks.data?.find(({ id }) => id === running);
  return (
    <QueryView query={query}>
      {({ counts, rows }) => {
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        const open = (counts.waiting ?? 0) + (counts.sending ?? 0);
        const canRetry = retryableDeliveries.some((status) => (counts[status] ?? 0) > 0);
        return (
          <Stack sx={{ gap: 1.5 }}>
            {isUnderWay(counts) ? (
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
                <LinearProgress
                  variant="determinate"
                  value={total === 0 ? 0 : (100 * (total - open)) / total}
                  aria-label={t('outcome.sent')}
                  sx={{ flex: 1 }}
                />
                {running !== undefined && (
                  <Button
                    loading={cancel.isPending}
                    onClick={() => {
                      cancel.mutate({ id: running });
                    }}
                  >
                    {t('outcome.cancel')}
                  </Button>
                )}
              </Box>
            ) : (
              <Alert
                severity={counts.sent === total ? 'success' : 'warning'}
                role="status"
                action={
                  canRetry && (
                    <Button
                      color="inherit"
                      loading={retry.isPending}
                      onClick={() => {
                        retry.mutate({ batchId });
                      }}
                    >
                      {t('common:tryAgain')}
                    </Button>
                  )
                }
              >
                {inWords(counts, t)}
              </Alert>
            )}
            {task?.error !== undefined && <Alert severity="error">{wordsOf(task.error.message)}</Alert>}
            <FormError error={retry.error} />
            <Table size="small" aria-label={t('outcome.title')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('field.person')}</TableCell>
                  <TableCell>{t('outcome.address')}</TableCell>
                  <TableCell>{t('outcome.outcome')}</TableCell>
                  <TableCell>{t('outcome.details')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {rows.map((row) => (
                  <TableRow key={row.id}>
                    <TableCell>{row.userDisplayName}</TableCell>
                    <TableCell sx={{ overflowWrap: 'anywhere' }}>{row.address}</TableCell>
                    <TableCell>
                      <DeliveryChip status={row.status} />
                    </TableCell>
                    <TableCell sx={{ overflowWrap: 'anywhere' }}>{wordsOf(row.detail)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </Stack>
        );
      }}
    </QueryView>
  );
};
