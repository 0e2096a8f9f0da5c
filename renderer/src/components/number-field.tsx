// A text field of a form for a whole number; what was typed stays a text until the form is sent.
import type { ComponentProps } from 'react';
import type { FieldValues } from 'react-hook-form';
import { FormTextField } from './form-text-field.tsx';

type Props<V extends FieldValues, O> = Omit<ComponentProps<typeof FormTextField<V, O>>, 'slotProps' | 'type'>;

export const NumberField = <V extends FieldValues, O>(props: Props<V, O>) => (
  <FormTextField {...props} slotProps={{ htmlInput: { inputMode: 'numeric' } }} />
);
