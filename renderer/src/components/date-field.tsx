// A day to filter by.
import TextField from '@mui/material/TextField';

interface Props {
  readonly label: string;
  /** `yyyy-mm-dd`, or empty. */
  readonly value: string;
  /** Why the day cannot be used. */
  readonly problem?: string | undefined;
  readonly onChange: (day: string) => void;
}

export const DateField = ({ label, value, problem, onChange }: Props) => (
  <TextField
    label={label}
    type="date"
    value={value}
    onChange={(event) => {
      onChange(event.target.value);
    }}
    error={problem !== undefined}
    helperText={problem}
    slotProps={{ inputLabel: { shrink: true } }}
    sx={{ width: 150 }}
  />
);
