// Device Owner Settings of an invitation: who owns the device that enrolls with it.
import MenuItem from '@mui/material/MenuItem';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { type DeviceOwner, deviceOwners } from '@shared/model/enrollment.ts';
import { useTexts } from '../../lib/texts.ts';
import { FormTextField } from '../../components/form-text-field.tsx';

/** Typed as a form holds it; an empty text leaves it to the registration setting. */
export type DeviceOwnerChoice = DeviceOwner | '';

/** Part of the input of an invitation. */
export const ownershipOf = (choice: DeviceOwnerChoice): { ownership?: DeviceOwner } =>
  choice === '' ? {} : { ownership: choice };

interface Props<V extends FieldValues, O> {
  readonly control: Control<V, unknown, O>;
  readonly name: FieldPath<V>;
}

export const DeviceOwnerField = <V extends FieldValues, O>({ control, name }: Props<V, O>) => {
  const { t } = useTexts('common');
  return (
    <FormTextField
      control={control}
      name={name}
      select
      label={t('deviceOwner.title')}
      helperText={t('deviceOwner.hint')}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{t('deviceOwner.bySetting')}</MenuItem>
      {deviceOwners.map((owner) => (
        <MenuItem key={owner} value={owner}>
          {t(`model:ownership.${owner}`)}
        </MenuItem>
      ))}
    </FormTextField>
  );
};
