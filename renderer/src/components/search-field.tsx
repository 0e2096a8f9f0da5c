// Quick search of a list; `/` brings the cursor here.
import Clear from '@mui/icons-material/Clear';
import Search from '@mui/icons-material/Search';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTexts } from '../lib/texts.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export const SearchField = ({ label, value, onChange }: Props) => {
  const { t } = useTexts('common');
  // The address follows what is typed; while the person types, the field keeps its own text so as not to wait for it.
  const [draft, setDraft] = useState<string>();
  const text = draft ?? value;
  const set = (next: string): void => {
    setDraft(next);
    onChange(next);
  };
  return (
    <TextField
      data-page-search=""
      value={text}
      placeholder={label}
      onChange={(event) => {
        set(event.target.value.slice(0, 200));
      }}
      onBlur={() => {
        setDraft(undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') {
          event.stopPropagation();
          set('');
        }
      }}
      sx={{ flex: '0 1 280px', minWidth: 160 }}
      slotProps={{
        htmlInput: { 'aria-label': label, role: 'searchbox' },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search fontSize="small" />
            </InputAdornment>
          ),
          endAdornment: text !== '' && (
            <InputAdornment position="end">
              <IconButton
                aria-label={t('list.clearSearch')}
                onClick={() => {
                  set('');
                }}
              >
                <Clear fontSize="small" />
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  );
};
