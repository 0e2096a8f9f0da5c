// A day to filter by.
import TextField from '@mui/material/TextField';

interface Props {
  readonly label: string;
  /** `yyyy-mm-dd`, or empty. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

export const DateField = ({ label, value, onChange }: Props) => (
  <TextField
    label={label}
    type="date"
    value={value}
    onChange={(event) => {
      onChange(event.target.value);
    }}
    slotProps={{ inputLabel: { shrink: true } }}
    sx={{ width: 150 }}
  />
);
