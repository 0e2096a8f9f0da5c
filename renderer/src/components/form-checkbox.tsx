// Fields of a form that are on or off: a box to tick, a switch.
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Switch from '@mui/material/Switch';
import { useId } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';

interface Props<V extends FieldValues, O> {
  readonly control: Control<V, unknown, O>;
  readonly name: FieldPath<V>;
  readonly label: string;
  /** A sentence below it. */
  readonly help?: string;
  readonly disabled?: boolean;
}

const OnOff = <V extends FieldValues, O>({
  control,
  name,
  label,
  help,
  disabled = false,
  Box,
}: Props<V, O> & { readonly Box: typeof Checkbox | typeof Switch }) => {
  const helpId = useId();
  const { field } = useController({ control, name });
  return (
    <FormControl>
      <FormControlLabel
        label={label}
        disabled={disabled}
        control={
          <Box
            size="small"
            name={field.name}
            checked={field.value}
            onBlur={field.onBlur}
            onChange={(event) => {
              field.onChange(event.target.checked);
            }}
            slotProps={{
              input: { ref: field.ref, ...(help !== undefined && { 'aria-describedby': helpId }) },
            }}
          />
        }
      />
      {help !== undefined && (
        <FormHelperText id={helpId} sx={{ ml: 3.5, mt: -0.5 }}>
          {help}
        </FormHelperText>
      )}
    </FormControl>
  );
};

export const FormCheckbox = <V extends FieldValues, O>(props: Props<V, O>) => <OnOff {...props} Box={Checkbox} />;

export const FormSwitch = <V extends FieldValues, O>(props: Props<V, O>) => <OnOff {...props} Box={Switch} />;
