// A switch that a setting of a type begins with.
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { Controller, type FieldPath } from 'react-hook-form';
import type { SettingForm } from '../setting-form.ts';
import type { SettingControl } from '../setting-kind.ts';

export const SwitchField = <F extends object>({
  control,
  name,
  label,
}: {
  readonly control: SettingControl<F>;
  readonly name: FieldPath<SettingForm<F>>;
  readonly label: string;
}) => (
  <Controller
    control={control}
    name={name}
    render={({ field: { value, ...field } }) => (
      <FormControlLabel control={<Switch checked={value as boolean} {...field} />} label={label} />
    )}
  />
);
