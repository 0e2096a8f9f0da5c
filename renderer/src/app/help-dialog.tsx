// The keys of the console.
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { DefinitionList } from '../components/definition-list.tsx';
import { useTexts } from '../lib/texts.ts';
import { shortcutList } from './keyboard.ts';

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
        <DefinitionList items={shortcutList(t).map(({ keys, does }) => ({ label: keys, value: does }))} columns={1} />
      </DialogContent>
      <DialogActions>
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog takes the focus when it opens */}
        <Button onClick={onClose} variant="contained" autoFocus>
          {t('common:ok')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
