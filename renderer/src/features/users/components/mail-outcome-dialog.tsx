// What became of the mails that were just sent.
import Typography from '@mui/material/Typography';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { DeliveryOutcomes } from './delivery-outcomes.tsx';

export interface SentMails {
  readonly batchId: string;
  readonly taskId: string;
}

interface Props {
  /** "Send Invite" */
  readonly what: string;
  readonly sent: SentMails;
  readonly onClose: () => void;
}

export const MailOutcomeDialog = ({ what, sent, onClose }: Props) => {
  const { t } = useTexts('users');
  return (
    <ViewDialog
      title={t('outcome.of', { what })}
      maxWidth="md"
      fullWidth
      closeLabel={t('common:done')}
      actions={
        <>
          <Typography variant="body2" color="textSecondary" sx={{ pl: 1 }}>
            {t('outcome.goesOn')}
          </Typography>
        </>
      }
      onClose={onClose}
    >
      <DeliveryOutcomes {...sent} />
    </ViewDialog>
  );
};
