// One notification with what is wrong, what to do, and the way there.
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import type { NotificationRow } from '@shared/ipc/office/notifications.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { statusText } from '../status-text.ts';
import { SeverityChip } from './severity-chip.tsx';

interface Props {
  readonly notification: NotificationRow;
  readonly onClose: () => void;
}

export const NotificationDialog = ({ notification, onClose }: Props) => {
  const { t } = useTexts('notifications');
  const clear = useContractMutation('notifications.clear');
  const { id, at, severity, type, componentType, component, title, detail, page, status } = notification;
  return (
    <ViewDialog
      title={wordsOf(title)}
      maxWidth="sm"
      fullWidth
      actions={
        <>
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
        </>
      }
      onClose={onClose}
    >
      <Stack sx={{ gap: 2 }}>
        <FormError error={clear.error} />
        <Typography sx={{ overflowWrap: 'anywhere' }}>{wordsOf(detail)}</Typography>
        <DefinitionList
          columns={1}
          items={[
            { label: t('column.severity'), value: <SeverityChip severity={severity} /> },
            { label: t('column.at'), value: <TimeText at={at} /> },
            { label: t('column.type'), value: t(`type.${type}`) },
            {
              label: t('column.component'),
              value: t('where', { component: wordsOf(component), type: t(`componentType.${componentType}`) }),
            },
            { label: t('column.status'), value: statusText(notification, t) },
          ]}
        />
      </Stack>
    </ViewDialog>
  );
};
