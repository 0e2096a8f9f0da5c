// Failed sign-ins of a person on the enrollment pages; a locked account can be unlocked here.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { toProblem } from '../../../lib/transport.ts';

export const SignInCard = ({ userId, name }: { readonly userId: string; readonly name: string }) => {
  const { t } = useTexts('users');
  const { enqueueSnackbar } = useSnackbar();
  const query = useContractQuery('users.signIn', { id: userId });
  const unlock = useContractMutation('users.unlock');
  const { failedAttempts = 0, lastFailedAt, lockedUntil, lockedAddress, acceptedTerms = [] } = query.data ?? {};

  const run = (): void => {
    unlock.mutate(
      { id: userId },
      {
        onSuccess: () => {
          enqueueSnackbar(t('signIn.unlocked', { name }), { variant: 'success' });
        },
        onError: (error) => {
          enqueueSnackbar(toProblem(error).message, { variant: 'error' });
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
    <SectionCard title={t('signIn.title')}>
      {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && failedAttempts === 0 && lockedAddress === undefined && (
        <Typography variant="body2" color="textSecondary">
          {t('signIn.none')}
        </Typography>
      )}
      {lockedUntil !== undefined && (
        <Alert severity="warning" action={button(t('signIn.unlock'))}>
          <RichText
            area="users"
            text="signIn.locked"
            values={{ count: failedAttempts }}
            parts={{ time: <TimeText at={lockedUntil} /> }}
          />
        </Alert>
      )}
      {lockedUntil === undefined && lockedAddress !== undefined && (
        <Alert severity="warning" action={button(t('signIn.unlock'))}>
          <RichText
            area="users"
            text="signIn.lockedAddress"
            values={{ address: lockedAddress.address }}
            parts={{ time: <TimeText at={lockedAddress.until} /> }}
          />
        </Alert>
      )}
      {lockedUntil === undefined && lockedAddress === undefined && lastFailedAt !== undefined && (
        <Alert severity="info" action={button(t('signIn.forget'))}>
          <RichText
            area="users"
            text="signIn.notLocked"
            values={{ count: failedAttempts }}
            parts={{ time: <TimeText at={lastFailedAt} /> }}
          />
        </Alert>
      )}
      {acceptedTerms.length > 0 && (
        <Box sx={{ mt: 2 }}>
          <DefinitionList
            columns={1}
            items={acceptedTerms.map(({ version, title, acceptedAt }) => ({
              label: t('signIn.accepted', { title, version }),
              value: <TimeText at={acceptedAt} />,
            }))}
          />
        </Box>
      )}
    </SectionCard>
  );
};
