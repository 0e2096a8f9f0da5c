// A failed read or action: what is wrong, what to do, the reference to quote, and a retry.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTexts } from '../lib/texts.ts';
import { toProblem } from '../lib/transport.ts';

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

export const ErrorPanel = ({ error, onRetry }: Props) => {
  const { t } = useTexts('common');
  const { code, message, ref } = toProblem(error);
  // What does not exist is not there the next time either.
  const canRetry = onRetry !== undefined && code !== 'record.notFound';
  return (
    <Alert
      severity="error"
      action={
        canRetry && (
          <Button color="inherit" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        )
      }
    >
      {message}
      {ref !== undefined && (
        <Box component="span" sx={{ display: 'block', mt: 0.25 }}>
          {t('reference', { ref })}
        </Box>
      )}
    </Alert>
  );
};
