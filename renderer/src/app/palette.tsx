// Ctrl+K: type the name of a page, a person or a device, and go there.
import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import ListSubheader from '@mui/material/ListSubheader';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useContractQuery } from '../lib/contract-hooks.ts';
import { useTexts } from '../lib/texts.ts';
import { useSettled } from '../lib/use-settled.ts';
import { type Place, placesFor } from './places.ts';

interface Choice extends Place {
  readonly kind: 'places' | 'people' | 'devices';
  /** Tells apart what has the same name. */
  readonly hint?: string | undefined;
}

/** Of people and of devices each. */
const shown = 5;
const settleMs = 120;

const useChoices = (typed: string): { readonly choices: readonly Choice[]; readonly looking: boolean } => {
  const { t } = useTexts('app');
  const search = useSettled(typed.trim(), settleMs);
  const enabled = search.length > 1;
  const people = useContractQuery('users.list', { search, pageSize: shown }, { enabled });
  const devices = useContractQuery('devices.list', { search, pageSize: shown }, { enabled });
  return {
    choices: [
      ...placesFor(typed, t).map((place): Choice => ({ ...place, kind: 'places' })),
      ...(enabled ? (people.data?.rows ?? []) : []).map(({ id, displayName, email }): Choice => ({
        kind: 'people',
        path: `/users/${encodeURIComponent(id)}`,
        label: displayName,
        hint: email,
        icon: PersonOutlined,
      })),
      ...(enabled ? (devices.data?.rows ?? []) : []).map(({ id, name, userDisplayName }): Choice => ({
        kind: 'devices',
        path: `/devices/${encodeURIComponent(id)}`,
        label: name,
        hint: userDisplayName,
        icon: DevicesOutlined,
      })),
    ],
    looking: typed.trim() !== search || (enabled && (people.isPending || devices.isPending)),
  };
};

const Finder = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTexts('app');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const { choices, looking } = useChoices(typed);
  return (
    <Autocomplete<Choice, false, true>
      open
      autoHighlight
      disableClearable
      forcePopupIcon={false}
      options={choices}
      inputValue={typed}
      onInputChange={(_event, text) => {
        setTyped(text);
      }}
      // What the core found may match in something that the label does not show.
      filterOptions={(options) => options}
      getOptionLabel={({ label }) => label}
      getOptionKey={({ path }) => path}
      groupBy={({ kind }) => t(`palette.kind.${kind}`)}
      // A list box may own groups of options, but no lists.
      renderGroup={({ key, group, children }) => (
        <Box component="li" key={key} role="group" aria-label={group}>
          <ListSubheader component="div" aria-hidden>
            {group}
          </ListSubheader>
          <Box component="ul" role="presentation" sx={{ p: 0 }}>
            {children}
          </Box>
        </Box>
      )}
      noOptionsText={looking ? t('palette.looking') : t('palette.nothing')}
      onChange={(_event, { path }) => {
        onClose();
        void navigate(path);
      }}
      onClose={(_event, reason) => {
        if (reason === 'escape') onClose();
      }}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is this field
      renderInput={(params) => <TextField {...params} autoFocus label={t('palette.field')} />}
      renderOption={({ key, ...props }, { label, hint, icon: Icon }) => (
        <Box component="li" key={key} {...props} sx={{ gap: 1.5 }}>
          <Icon fontSize="small" color="action" />
          <Typography component="span" variant="body2" noWrap>
            {label}
          </Typography>
          {hint !== undefined && (
            <Typography component="span" variant="body2" color="textSecondary" noWrap sx={{ flex: 1, minWidth: 60 }}>
              {hint}
            </Typography>
          )}
        </Box>
      )}
      slotProps={{
        // Part of the dialog, not a layer above it.
        popper: {
          disablePortal: true,
          sx: { position: 'static !important', transform: 'none !important', width: 'auto !important' },
        },
        paper: { elevation: 0, sx: { bgcolor: 'transparent', mt: 1 } },
        listbox: { sx: { maxHeight: 'min(60vh, 480px)' } },
      }}
    />
  );
};

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

export const Palette = ({ open, onClose }: Props) => {
  const { t } = useTexts('app');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      maxWidth="sm"
      aria-label={t('palette.title')}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
    >
      <Box sx={{ p: 2 }}>
        <Finder onClose={onClose} />
      </Box>
    </Dialog>
  );
};
