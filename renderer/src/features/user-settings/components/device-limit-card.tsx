// How many active devices a person may have.
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { plural } from '../../../lib/format.ts';

interface LimitForm {
  limited: boolean;
  deviceLimit: string;
}

export const DeviceLimitCard = ({ deviceLimit }: { readonly deviceLimit: number | null }) => {
  const [editing, setEditing] = useState(false);
  return (
    <SectionCard
      title="Device Limit"
      actions={
        <Button
          aria-label="Edit device limit"
          onClick={() => {
            setEditing(true);
          }}
        >
          Edit
        </Button>
      }
    >
      <Typography variant="body2" color="textSecondary">
        {deviceLimit === null
          ? 'Off: people may enroll as many devices as they like.'
          : `Each person may have ${plural(deviceLimit, 'active device')}. Further devices get no enrollment profile; devices already enrolled stay.`}
      </Typography>
      {editing && (
        <DeviceLimitDialog
          deviceLimit={deviceLimit}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </SectionCard>
  );
};

const DeviceLimitDialog = ({
  deviceLimit,
  onClose,
}: {
  readonly deviceLimit: number | null;
  readonly onClose: () => void;
}) => {
  const { enqueueSnackbar } = useSnackbar();
  const [values] = useState(() => ({ limited: deviceLimit !== null, deviceLimit: String(deviceLimit ?? 5) }));
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<
    LimitForm,
    'enrollmentRules.setDeviceLimit'
  >('enrollmentRules.setDeviceLimit', {
    values,
    toInput: (typed) => ({
      deviceLimit: typed.limited ? Number.parseInt(typed.deviceLimit.trim(), 10) : null,
    }),
    fields: ['deviceLimit'],
    onDone: () => {
      enqueueSnackbar('The device limit was saved.', { variant: 'success' });
      onClose();
    },
  });
  const limited = useWatch({ control: form.control, name: 'limited' });
  return (
    <FormDialog
      title="Edit device limit"
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <Controller
        control={form.control}
        name="limited"
        render={({ field: { value, ...field } }) => (
          <FormControlLabel control={<Switch checked={value} {...field} />} label="Limit the devices of each person" />
        )}
      />
      {limited && (
        <FormTextField
          control={form.control}
          name="deviceLimit"
          label="Active devices per person (1 to 100)"
          required
        />
      )}
    </FormDialog>
  );
};
