// Failed sign-ins of a person on the enrollment pages; a locked account can be unlocked here.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';
import { toEnvelope } from '../../../lib/transport.ts';

export const SignInCard = ({ userId, name }: { readonly userId: string; readonly name: string }) => {
  const { enqueueSnackbar } = useSnackbar();
  const query = useContractQuery('users.signIn', { id: userId });
  const unlock = useContractMutation('users.unlock');
  const { failedAttempts = 0, lastFailedAt, lockedUntil, acceptedTerms = [] } = query.data ?? {};
  const attempts = plural(failedAttempts, 'failed attempt');

  const run = (): void => {
    unlock.mutate(
      { id: userId },
      {
        onSuccess: () => {
          enqueueSnackbar(`${name} can sign in again.`, { variant: 'success' });
        },
        onError: (error) => {
          enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
        },
      },
    );
  };
  const button = (label: string) => (
    <Button size="small" onClick={run} loading={unlock.isPending}>
      {label}
    </Button>
  );

  return (
    <SectionCard title="Sign-in at enrollment">
      {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && failedAttempts === 0 && (
        <Typography variant="body2" color="textSecondary">
          No failed attempts.
        </Typography>
      )}
      {lockedUntil !== undefined && (
        <Alert severity="warning" action={button('Unlock')}>
          Locked after {attempts}, until <TimeText at={lockedUntil} />.
        </Alert>
      )}
      {lockedUntil === undefined && lastFailedAt !== undefined && (
        <Alert severity="info" action={button('Forget')}>
          {attempts}, the last <TimeText at={lastFailedAt} />. The account is not locked.
        </Alert>
      )}
      {acceptedTerms.length > 0 && (
        <Box sx={{ mt: 2 }}>
          <DefinitionList
            columns={1}
            items={acceptedTerms.map(({ version, title, acceptedAt }) => ({
              label: `Accepted ${title}, version ${String(version)}`,
              value: <TimeText at={acceptedAt} />,
            }))}
          />
        </Box>
      )}
    </SectionCard>
  );
};
