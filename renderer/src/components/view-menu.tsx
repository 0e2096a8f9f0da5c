// The named views of a list: bring one back, keep what is shown now, remove one.
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import BookmarkBorder from '@mui/icons-material/BookmarkBorder';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type ColumnChoice, type ListView, maxListViews, viewName } from '@shared/ipc/office/preferences.ts';
import { say } from '@shared/locales/admin-texts.ts';
import { arrangementOf, useArrange } from '../lib/list-arrangements.ts';
import { addressOfView, paramsOfView, withView } from '../lib/list-views.ts';
import { useTexts, wordsOf } from '../lib/texts.ts';
import { FormDialog } from './form-dialog.tsx';

interface DialogProps {
  readonly views: readonly ListView[];
  readonly onSave: (name: string) => void;
  readonly onRemove: (name: string) => void;
  readonly onClose: () => void;
}

const ViewDialog = ({ views, onSave, onRemove, onClose }: DialogProps) => {
  const { t } = useTexts('common');
  const [name, setName] = useState('');
  const [asked, setAsked] = useState(false);
  const replaces = views.some((view) => view.name.toLowerCase() === name.trim().toLowerCase());
  const isFull = views.length >= maxListViews && !replaces;
  const isValid = viewName.safeParse(name).success && !isFull;
  return (
    <FormDialog
      title={t('views.keep')}
      dirty={name !== ''}
      saving={false}
      error={null}
      onSubmit={() => {
        setAsked(true);
        if (isValid) onSave(name.trim());
      }}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        {t('views.about')}
      </Typography>
      <TextField
        label={t('views.name')}
        required
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- what the dialog is opened for
        autoFocus
        value={name}
        onChange={(event) => {
          setName(event.target.value.slice(0, 60));
        }}
        error={(asked && !isValid) || isFull}
        helperText={
          isFull
            ? t('views.full', { most: maxListViews })
            : asked && !isValid
              ? wordsOf(say('fields.required'))
              : replaces
                ? t('views.replaces')
                : undefined
        }
      />
      {views.length > 0 && (
        <Box component="ul" aria-label={t('views.kept')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {views.map((view) => (
            <Box component="li" key={view.name} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <Typography variant="body2" sx={{ flex: 1, overflowWrap: 'anywhere' }}>
                {view.name}
              </Typography>
              <Tooltip title={t('delete')}>
                <IconButton
                  aria-label={t('views.remove', { name: view.name })}
                  onClick={() => {
                    onRemove(view.name);
                  }}
                >
                  <DeleteOutlined fontSize="small" />
                </IconButton>
              </Tooltip>
            </Box>
          ))}
        </Box>
      )}
    </FormDialog>
  );
};

interface Props {
  /** Under which the views are remembered. */
  readonly listId: string;
  /** As they are shown now. */
  readonly columns: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
}

export const ViewMenu = ({ listId, columns, onColumns }: Props) => {
  const { t } = useTexts('common');
  const id = useId();
  const [params, setParams] = useSearchParams();
  const [views, setViews] = useState<readonly ListView[]>(() => arrangementOf(listId).views);
  const arrange = useArrange(listId);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [keeping, setKeeping] = useState(false);
  const address = addressOfView(params);
  const change = (next: readonly ListView[]): void => {
    arrange({ views: [...next] });
    setViews(next);
  };
  const close = (): void => {
    setAnchor(null);
  };
  return (
    <>
      <Button
        id={id}
        color="inherit"
        startIcon={<BookmarkBorder />}
        endIcon={<ArrowDropDown />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
        sx={{ '& .MuiButton-endIcon': { ml: 0, mr: -0.5 } }}
      >
        {t('views.title')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ list: { 'aria-labelledby': id, dense: true } }}
      >
        {views.map((view) => (
          <MenuItem
            key={view.name}
            selected={view.address === address}
            onClick={() => {
              close();
              setParams((current) => paramsOfView(view, current), { replace: true });
              onColumns(view.columns);
            }}
          >
            {view.name}
          </MenuItem>
        ))}
        {views.length > 0 && <Divider />}
        <MenuItem
          onClick={() => {
            close();
            setKeeping(true);
          }}
        >
          {t('views.keep')}
        </MenuItem>
      </Menu>
      {keeping && (
        <ViewDialog
          views={views}
          onSave={(name) => {
            change(withView(views, name, address, columns));
            setKeeping(false);
          }}
          onRemove={(name) => {
            change(views.filter((view) => view.name !== name));
          }}
          onClose={() => {
            setKeeping(false);
          }}
        />
      )}
    </>
  );
};
