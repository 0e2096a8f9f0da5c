// A tick box of a form.
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { type Control, Controller, type FieldPath, type FieldValues } from 'react-hook-form';

interface Props<V extends FieldValues, O> {
  readonly control: Control<V, unknown, O>;
  readonly name: FieldPath<V>;
  readonly label: string;
  readonly disabled?: boolean;
}

export const FormCheckbox = <V extends FieldValues, O>({ control, name, label, disabled = false }: Props<V, O>) => (
  <Controller
    control={control}
    name={name}
    render={({ field }) => (
      <FormControlLabel
        label={label}
        disabled={disabled}
        control={
          <Checkbox
            checked={field.value}
            name={field.name}
            slotProps={{ input: { ref: field.ref } }}
            onBlur={field.onBlur}
            onChange={(event) => {
              field.onChange(event.target.checked);
            }}
          />
        }
      />
    )}
  />
);
