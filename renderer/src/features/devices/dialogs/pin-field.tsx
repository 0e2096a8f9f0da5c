// The six digits with which a locked or wiped Mac is opened again.
import TextField from '@mui/material/TextField';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly optional?: boolean;
}

export const PinField = ({ value, onChange, optional = false }: Props) => {
  const { t } = useTexts('devices');
  return (
    <TextField
      label={optional ? t('pin.optional') : t('pin.label')}
      value={value}
      required={!optional}
      error={value !== '' && !/^\d{6}$/.test(value)}
      helperText={value !== '' && !/^\d{6}$/.test(value) ? t('pin.problem') : undefined}
      autoComplete="off"
      onChange={(event) => {
        onChange(event.target.value);
      }}
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 } }}
    />
  );
};
