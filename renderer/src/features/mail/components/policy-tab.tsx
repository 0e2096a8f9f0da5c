// Invite reminder and registration confirmation.
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import { type Control, Controller, type FieldValues, useWatch } from 'react-hook-form';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { InvitePolicy } from '../../../../../shared/ipc/mail.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { typedNumber, useContractForm } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';

interface PolicyValues {
  reminder: { enabled: boolean; startDay: string; endDay: string; everyDays: string; maximum: string };
  confirmation: boolean;
}

const formOf = ({ reminder, confirmation }: InvitePolicy): PolicyValues => ({
  reminder: {
    enabled: reminder.enabled,
    startDay: String(reminder.startDay),
    endDay: String(reminder.endDay),
    everyDays: String(reminder.everyDays),
    maximum: String(reminder.maximum),
  },
  confirmation,
});

const toPolicy = ({ reminder, confirmation }: PolicyValues): MethodInput<'invitations.setPolicy'> => ({
  reminder: {
    enabled: reminder.enabled,
    startDay: typedNumber(reminder.startDay),
    endDay: typedNumber(reminder.endDay),
    everyDays: typedNumber(reminder.everyDays),
    maximum: typedNumber(reminder.maximum),
  },
  confirmation,
});

const numbers = [
  { name: 'reminder.startDay', label: 'Start (days after the invitation)', help: 'The first reminder. 1 to 90.' },
  { name: 'reminder.everyDays', label: 'Frequency (days)', help: 'From one reminder to the next. 1 to 30.' },
  { name: 'reminder.endDay', label: 'End (days after the invitation)', help: 'None after that. 1 to 90.' },
  { name: 'reminder.maximum', label: 'At most (mails)', help: 'For one invitation. 1 to 30.' },
] as const;

export const PolicyTab = () => {
  const query = useContractQuery('invitations.policy', {});
  return <QueryView query={query}>{(policy) => <PolicyForm policy={policy} />}</QueryView>;
};

const PolicyForm = ({ policy }: { readonly policy: InvitePolicy }) => {
  const { enqueueSnackbar } = useSnackbar();
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<PolicyValues, 'invitations.setPolicy'>(
    'invitations.setPolicy',
    {
      values: formOf(policy),
      toInput: toPolicy,
      fields: ['reminder.startDay', 'reminder.endDay', 'reminder.everyDays', 'reminder.maximum'],
      onDone: () => {
        enqueueSnackbar('Reminders and confirmation were saved.', { variant: 'success' });
      },
    },
  );
  const { control } = form;
  return (
    <PageForm
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onReset={() => {
        form.reset(formOf(policy));
      }}
    >
      <SectionCard title="Invite Reminder">
        <Reminder control={control} />
      </SectionCard>
      <SectionCard title="Registration Confirmation">
        <Controller
          control={control}
          name="confirmation"
          render={({ field: { value, ...field } }) => (
            <FormControlLabel
              control={<Checkbox size="small" checked={value} {...field} />}
              label="Mail people once their device is enrolled"
            />
          )}
        />
      </SectionCard>
    </PageForm>
  );
};

const Reminder = ({ control }: { readonly control: Control<PolicyValues, unknown, FieldValues> }) => {
  const enabled = useWatch({ control, name: 'reminder.enabled' });
  return (
    <Stack sx={{ gap: 2 }}>
      <Box>
        <Controller
          control={control}
          name="reminder.enabled"
          render={({ field: { value, ...field } }) => (
            <FormControlLabel
              control={<Checkbox size="small" checked={value} {...field} />}
              label="Remind people who were invited by mail and have not enrolled a device"
            />
          )}
        />
        <FormHelperText sx={{ mx: 0 }}>
          Only while the link is valid. Another invitation starts the count again.
        </FormHelperText>
      </Box>
      {enabled && (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: 2 }}>
          {numbers.map(({ name, label, help }) => (
            <FormTextField
              key={name}
              control={control}
              name={name}
              label={label}
              helperText={help}
              slotProps={{ htmlInput: { inputMode: 'numeric' } }}
            />
          ))}
        </Box>
      )}
    </Stack>
  );
};
