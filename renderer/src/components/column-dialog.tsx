// Chooses and orders the columns of a list.
import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import type { ColumnChoice } from '@shared/ipc/office/preferences.ts';
import { lookUp } from '@shared/look-up.ts';
import { moveColumn } from '../lib/column-state.ts';
import { useTexts } from '../lib/texts.ts';

interface Props {
  readonly columns: readonly ColumnChoice[];
  readonly labels: Readonly<Record<string, string>>;
  readonly onChange: (columns: readonly ColumnChoice[]) => void;
  readonly onRestore: () => void;
  readonly onClose: () => void;
}

export const ColumnDialog = ({ columns, labels, onChange, onRestore, onClose }: Props) => {
  const { t } = useTexts('common');
  const shown = columns.filter((column) => column.visible).length;
  const toggle = (id: string): void => {
    onChange(columns.map((column) => (column.id === id ? { ...column, visible: !column.visible } : column)));
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby="columns-title">
      <DialogTitle id="columns-title">{t('columns.title')}</DialogTitle>
      <DialogContent>
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {columns.map((column, index) => {
            const label = lookUp(labels, column.id) ?? column.id;
            return (
              <Box component="li" key={column.id} sx={{ display: 'flex', alignItems: 'center' }}>
                <FormControlLabel
                  sx={{ flex: 1 }}
                  label={label}
                  control={
                    <Checkbox
                      size="small"
                      sx={{ py: 0.5 }}
                      checked={column.visible}
                      disabled={column.visible && shown === 1}
                      onChange={() => {
                        toggle(column.id);
                      }}
                    />
                  }
                />
                <IconButton
                  aria-label={t('columns.up', { label })}
                  disabled={index === 0}
                  onClick={() => {
                    onChange(moveColumn(columns, column.id, -1));
                  }}
                >
                  <ArrowUpward sx={{ fontSize: 18 }} />
                </IconButton>
                <IconButton
                  aria-label={t('columns.down', { label })}
                  disabled={index === columns.length - 1}
                  onClick={() => {
                    onChange(moveColumn(columns, column.id, 1));
                  }}
                >
                  <ArrowDownward sx={{ fontSize: 18 }} />
                </IconButton>
              </Box>
            );
          })}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onRestore}>{t('restoreDefaults')}</Button>
        <Button onClick={onClose} variant="contained">
          {t('ok')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
