// A text field of a form: knows its value, shows its error.
import TextField, { type TextFieldProps } from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import { fieldMessage, firstMessage } from '../lib/contract-form.ts';

type Props<V extends FieldValues, O> = Omit<TextFieldProps, 'name' | 'value' | 'onChange' | 'onBlur' | 'error'> & {
  readonly control: Control<V, unknown, O>;
  readonly name: FieldPath<V>;
  readonly label: string;
  readonly helperText?: ReactNode;
  /** Called after the form took the value, with the value before and now. */
  readonly onTyped?: (before: string, now: string) => void;
};

export const FormTextField = <V extends FieldValues, O>({
  control,
  name,
  helperText,
  onTyped,
  ...rest
}: Props<V, O>) => {
  const { field, fieldState } = useController({ control, name });
  return (
    <TextField
      {...rest}
      name={field.name}
      inputRef={field.ref}
      value={field.value}
      onBlur={field.onBlur}
      onChange={(event) => {
        const before = field.value as string;
        field.onChange(event);
        onTyped?.(before, event.target.value);
      }}
      error={fieldState.invalid}
      helperText={fieldMessage(firstMessage(fieldState.error)) ?? helperText}
    />
  );
};
