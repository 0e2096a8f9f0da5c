// Addresses from which nobody can sign in to enroll for a while, because too many accounts failed there.
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useNow } from '../../../lib/clock.ts';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { toProblem } from '../../../lib/transport.ts';

interface Props {
  readonly addresses: MethodOutput<'users.lockedAddresses'>['addresses'];
  /** The one that is being lifted. */
  readonly lifting?: string | undefined;
  readonly onLift: (address: string) => void;
}

const LockedAddresses = ({ addresses, lifting, onLift }: Props) => {
  const { t } = useTexts('server');
  return (
    <Table size="small" aria-label={t('locked.title')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('locked.address')}</TableCell>
          <TableCell>{t('locked.until')}</TableCell>
          <TableCell>{t('locked.times')}</TableCell>
          <TableCell aria-label={t('locked.action')} />
        </TableRow>
      </TableHead>
      <TableBody>
        {addresses.map(({ address, until, times }) => (
          <TableRow key={address}>
            <TableCell>{address}</TableCell>
            <TableCell>
              <TimeText at={until} />
            </TableCell>
            <TableCell>{t('locked.count', { count: times })}</TableCell>
            <TableCell align="right">
              <Button
                size="small"
                loading={lifting === address}
                aria-label={t('locked.liftNamed', { address })}
                onClick={() => {
                  onLift(address);
                }}
              >
                {t('locked.lift')}
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};

export const LockedAddressesCard = () => {
  const { t } = useTexts('server');
  const { enqueueSnackbar } = useSnackbar();
  const query = useContractQuery('users.lockedAddresses', {});
  const lift = useContractMutation('users.unlockAddress');
  const now = useNow();
  // A lock ends by itself, without an event.
  const addresses = query.data?.addresses.filter(({ until }) => until > now);
  return (
    <SectionCard title={t('locked.title')}>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {t('locked.about')}
      </Typography>
      {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {addresses?.length === 0 && <Typography variant="body2">{t('locked.none')}</Typography>}
      {addresses !== undefined && addresses.length > 0 && (
        <LockedAddresses
          addresses={addresses}
          lifting={lift.isPending ? lift.variables.address : undefined}
          onLift={(address) => {
            lift.mutate(
              { address },
              {
                onSuccess: () => {
                  enqueueSnackbar(t('locked.lifted', { address }), { variant: 'success' });
                },
                onError: (error) => {
                  enqueueSnackbar(toProblem(error).message, { variant: 'error' });
                },
              },
            );
          }}
        />
      )}
    </SectionCard>
  );
};
