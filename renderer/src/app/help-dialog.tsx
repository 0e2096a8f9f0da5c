// The keys of the console.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { useTexts } from '../lib/texts.ts';
import { shortcutList } from './keyboard.ts';

const keyLook = {
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  bgcolor: 'background.default',
  px: 1,
  py: 0.25,
  fontFamily: 'inherit',
  fontSize: 'caption.fontSize',
} as const;

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

export const HelpDialog = ({ open, onClose }: Props) => {
  const { t } = useTexts('app');
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" aria-labelledby="help-title">
      <DialogTitle id="help-title">{t('help.title')}</DialogTitle>
      <DialogContent>
        <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 3, rowGap: 1.25 }}>
          {shortcutList(t).map(({ keys, does }) => (
            <Fragment key={keys}>
              <dt>
                <Box component="kbd" sx={keyLook}>
                  {keys}
                </Box>
              </dt>
              <Typography component="dd" variant="body2" sx={{ m: 0 }}>
                {does}
              </Typography>
            </Fragment>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus when it opens */}
        <Button onClick={onClose} variant="contained" autoFocus>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
