// The six digits with which a locked or wiped Mac is opened again.
import TextField from '@mui/material/TextField';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly optional?: boolean;
}

export const PinField = ({ value, onChange, optional = false }: Props) => (
  <TextField
    label={optional ? 'PIN, six digits (optional)' : 'PIN, six digits'}
    value={value}
    required={!optional}
    error={value !== '' && !/^\d{6}$/.test(value)}
    helperText={value !== '' && !/^\d{6}$/.test(value) ? 'Exactly six digits' : undefined}
    autoComplete="off"
    onChange={(event) => {
      onChange(event.target.value);
    }}
    slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 } }}
  />
);
