// A field for several short texts, each shown as a chip. Enter, comma or leaving the field adds what was typed.
import Autocomplete from '@mui/material/Autocomplete';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import { useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly error?: string | undefined;
  /** Places of the values that the error is about: their chips are marked. */
  readonly wrong?: readonly number[];
  readonly helperText?: string;
  readonly placeholder?: string;
}

export const TagField = ({ label, value, onChange, error, wrong = [], helperText, placeholder }: Props) => {
  const [typed, setTyped] = useState('');
  const add = (text: string): void => {
    const parts = text
      .split(/[\s,;]+/)
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== '');
    const next = [...new Set([...value, ...parts])];
    if (next.length !== value.length) onChange(next);
    setTyped('');
  };
  return (
    <Autocomplete<string, true, false, true>
      multiple
      freeSolo
      size="small"
      options={[]}
      value={[...value]}
      inputValue={typed}
      onInputChange={(_, text, reason) => {
        if (reason !== 'input') return;
        if (/[\s,;]$/.test(text)) add(text);
        else setTyped(text);
      }}
      onChange={(_, next, reason) => {
        if (reason === 'createOption') add(next.at(-1) ?? '');
        else onChange(next);
      }}
      onBlur={() => {
        add(typed);
      }}
      renderValue={(shown, itemProps) =>
        shown.map((text, index) => {
          const { key, ...rest } = itemProps({ index });
          return (
            <Chip key={key} size="small" label={text} color={wrong.includes(index) ? 'error' : 'default'} {...rest} />
          );
        })
      }
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          placeholder={value.length === 0 ? (placeholder ?? '') : ''}
          error={error !== undefined}
          helperText={error ?? helperText}
        />
      )}
    />
  );
};
