// One notification with what is wrong, what to do, and the way there.
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { Link as RouterLink } from 'react-router';
import type { NotificationRow } from '../../../../../shared/ipc/notifications.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { statusText } from '../status-text.ts';
import { SeverityChip } from './severity-chip.tsx';

interface Props {
  readonly notification: NotificationRow;
  readonly onClose: () => void;
}

export const NotificationDialog = ({ notification, onClose }: Props) => {
  const { t } = useTexts('notifications');
  const titleId = useId();
  const clear = useContractMutation('notifications.clear');
  const { id, at, severity, type, componentType, component, title, detail, page, status } = notification;
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent dividers>
        <Stack sx={{ gap: 2 }}>
          <FormError error={clear.error} />
          <Typography sx={{ overflowWrap: 'anywhere' }}>{detail}</Typography>
          <DefinitionList
            columns={1}
            items={[
              { label: t('column.severity'), value: <SeverityChip severity={severity} /> },
              { label: t('column.at'), value: <TimeText at={at} /> },
              { label: t('column.type'), value: t(`type.${type}`) },
              {
                label: t('column.component'),
                value: t('where', { component, type: t(`componentType.${componentType}`) }),
              },
              { label: t('column.status'), value: statusText(notification, t) },
            ]}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button component={RouterLink} to={page}>
          {t('goToPage')}
        </Button>
        {status === 'Open' && (
          <Button
            loading={clear.isPending}
            onClick={() => {
              clear.mutate({ ids: [id] }, { onSuccess: onClose });
            }}
          >
            {t('clear')}
          </Button>
        )}
        <Button variant="contained" onClick={onClose}>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
