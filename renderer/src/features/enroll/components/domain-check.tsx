// Fetches the domain file as a device would and shows each check with its result.
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Typography from '@mui/material/Typography';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

/** Give it the domain as key: an answer for one domain says nothing of another. */
export const DomainCheck = ({ domain }: { readonly domain: string }) => {
  const { t } = useTexts('enroll');
  const check = useContractMutation('enrollment.checkDomain');
  const run = (): void => {
    check.mutate({ domain });
  };
  return (
    <SectionCard
      title={t('check.run')}
      actions={
        <Button variant="contained" onClick={run} loading={check.isPending}>
          {t('check.run')}
        </Button>
      }
    >
      {check.status === 'idle' && (
        <Typography variant="body2" color="textSecondary">
          {t('check.notYet', { domain })}
        </Typography>
      )}
      {check.isPending && (
        <Typography variant="body2" color="textSecondary" role="status">
          {t('check.asking', { domain })}
        </Typography>
      )}
      {check.isError && <ErrorPanel error={check.error} onRetry={run} />}
      {check.data !== undefined && (
        <>
          <Alert severity={check.data.ok ? 'success' : 'error'} role="status">
            {check.data.ok ? t('check.found') : t('check.notFound')}{' '}
            <RichText area="enroll" text="check.checked" parts={{ time: <TimeText at={check.submittedAt} /> }} />
          </Alert>
          <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5, overflowWrap: 'anywhere' }}>
            {check.data.url}
          </Typography>
          <List dense aria-label={t('check.list')}>
            {check.data.checks.map(({ name, ok, detail }) => (
              <ListItem key={name.english} disableGutters alignItems="flex-start">
                <ListItemIcon sx={{ minWidth: 34 }}>
                  {ok ? (
                    <CheckCircleOutline fontSize="small" color="success" aria-hidden />
                  ) : (
                    <ErrorOutline fontSize="small" color="error" aria-hidden />
                  )}
                </ListItemIcon>
                <ListItemText
                  primary={`${wordsOf(name)}: ${ok ? t('check.ok') : t('check.failed')}`}
                  secondary={wordsOf(detail)}
                />
              </ListItem>
            ))}
          </List>
        </>
      )}
    </SectionCard>
  );
};
