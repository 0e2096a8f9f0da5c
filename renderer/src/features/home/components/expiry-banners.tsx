// Certificates that end soon or have ended: without them devices fall silent.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link as RouterLink } from 'react-router';
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { useNow } from '../../../lib/clock.ts';
import { dateOnly } from '../../../lib/format.ts';
import { expiryWarnings } from '../lib/expiry.ts';

export const ExpiryBanners = ({ server }: { readonly server: ServerState }) => {
  const now = useNow();
  return expiryWarnings(server, now).map(({ what, at, severity, text }) => (
    <Alert
      key={what}
      severity={severity}
      action={
        <Button component={RouterLink} to="/server" color="inherit">
          Open Server
        </Button>
      }
    >
      {text} ({dateOnly(at)})
    </Alert>
  ));
};
