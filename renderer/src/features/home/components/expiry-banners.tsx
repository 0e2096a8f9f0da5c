// Certificates that end soon or have ended: without them devices fall silent.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link as RouterLink } from 'react-router';
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { useNow } from '../../../lib/clock.ts';
import { dateOnly } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { expiryWarnings } from '../lib/expiry.ts';

export const ExpiryBanners = ({ server }: { readonly server: ServerState }) => {
  const { t } = useTexts('home');
  const now = useNow();
  return expiryWarnings(server, now).map(({ what, at, days }) => (
    <Alert
      key={what}
      severity={days < 0 ? 'error' : 'warning'}
      action={
        <Button component={RouterLink} to={`/server?tab=${what}`} color="inherit">
          {t('expiry.open')}
        </Button>
      }
    >
      {days < 0
        ? t(`expiry.${what}.past`)
        : days === 0
          ? t(`expiry.${what}.today`)
          : t(`expiry.${what}.soon`, { count: days })}{' '}
      ({dateOnly(at)})
    </Alert>
  ));
};
