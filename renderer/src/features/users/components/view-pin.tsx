// View PIN: shows the registration PIN of one person for as long as the dialog is open.
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { exactTime } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly userId: string;
  readonly name: string;
}

/** Nothing is fetched before the button is pressed; the PIN is forgotten when the dialog closes. */
export const ViewPin = ({ userId, name }: Props) => {
  const { t } = useTexts('users');
  const id = useId();
  const [open, setOpen] = useState(false);
  const reveal = useContractMutation('pins.reveal');
  const close = (): void => {
    setOpen(false);
    reveal.reset();
  };
  return (
    <>
      <Button
        size="small"
        aria-label={t('pin.viewOf', { name })}
        onClick={(event) => {
          // In a list a click on the row opens the person.
          event.stopPropagation();
          setOpen(true);
          reveal.mutate({ userId });
        }}
      >
        {t('pin.view')}
      </Button>
      {open && (
        <Dialog
          open
          onClose={close}
          aria-labelledby={id}
          onClick={(event) => {
            event.stopPropagation();
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Escape') close();
          }}
        >
          <DialogTitle id={id}>{t('pin.titleOf', { name })}</DialogTitle>
          <DialogContent dividers>
            {reveal.isPending && <PageLoading />}
            <FormError error={reveal.error} />
            {reveal.data !== undefined && (
              <>
                <Typography variant="h2" component="p" sx={{ letterSpacing: '0.15em' }}>
                  <code>{reveal.data.pin}</code>
                  <CopyButton text={reveal.data.pin} what={t('pin.of', { name })} />
                </Typography>
                <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
                  {t('pin.validUntil', { time: exactTime(reveal.data.expiresAt) })}
                </Typography>
              </>
            )}
          </DialogContent>
          <DialogActions>
            <Button variant="contained" onClick={close}>
              {t('common:close')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
};
