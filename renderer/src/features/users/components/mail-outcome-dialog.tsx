// What became of the mails that were just sent.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
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
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="md" fullWidth>
      <DialogTitle id={id}>{t('outcome.of', { what })}</DialogTitle>
      <DialogContent dividers>
        <DeliveryOutcomes {...sent} />
      </DialogContent>
      <DialogActions>
        <Typography variant="body2" color="textSecondary" sx={{ pl: 1 }}>
          {t('outcome.goesOn')}
        </Typography>
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onClose}>
          {t('common:done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
