// Ctrl+K: type the name of a page and go there.
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useNavigate } from 'react-router';
import { useTexts } from '../lib/texts.ts';
import { type PageEntry, pages } from './pages.tsx';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

export const Palette = ({ open, onClose }: Props) => {
  const { t } = useTexts('app');
  const navigate = useNavigate();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      maxWidth="xs"
      aria-labelledby="palette-title"
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start', pt: 8 } }}
    >
      <DialogTitle id="palette-title">{t('palette.title')}</DialogTitle>
      <Box sx={{ px: 3, pb: 3 }}>
        <Autocomplete<PageEntry, false, true>
          open
          autoHighlight
          disableClearable
          forcePopupIcon={false}
          options={pages}
          getOptionLabel={(page) => t(`pages.${page.id}`)}
          onChange={(_event, page) => {
            onClose();
            void navigate(page.path);
          }}
          onClose={(_event, reason) => {
            if (reason === 'escape') onClose();
          }}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- the dialog is this field
          renderInput={(params) => <TextField {...params} autoFocus label={t('palette.field')} />}
          renderOption={({ key, ...props }, page) => (
            <Box component="li" key={key} {...props} sx={{ gap: 1.5 }}>
              <page.icon fontSize="small" color="action" />
              {t(`pages.${page.id}`)}
            </Box>
          )}
        />
      </Box>
    </Dialog>
  );
};
