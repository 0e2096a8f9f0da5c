// A dialog that only shows something: one button closes it.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog, { type DialogProps } from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../lib/texts.ts';

interface Props extends Pick<DialogProps, 'maxWidth' | 'fullWidth'> {
  readonly title: ReactNode;
  /** "Close" unless something was brought to its end. */
  readonly closeLabel?: string;
  /** What else can be done, at the left of the footer. */
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Mount it to open it. */
export const ViewDialog = ({ title, closeLabel, actions, onClose, children, ...size }: Props) => {
  const { t } = useTexts('common');
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} {...size}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent dividers>{children}</DialogContent>
      <DialogActions>
        {actions}
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onClose}>
          {closeLabel ?? t('close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
