// Invite Reminder: when people who were invited and have no device yet are reminded.
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import { useWatch } from 'react-hook-form';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { typedNumber } from '../../../lib/contract-form.ts';
import { plural } from '../../../lib/format.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';
import { SwitchField } from './switch-field.tsx';

interface ReminderForm {
  enabled: boolean;
  startDay: string;
  endDay: string;
  everyDays: string;
  maximum: string;
}

const numbers = [
  { name: 'body.startDay', label: 'Start (days after the invitation)', help: 'The first reminder. 1 to 90.' },
  { name: 'body.everyDays', label: 'Frequency (days)', help: 'From one reminder to the next. 1 to 30.' },
  { name: 'body.endDay', label: 'End (days after the invitation)', help: 'None after that. 1 to 90.' },
  { name: 'body.maximum', label: 'At most (mails)', help: 'For one invitation. 1 to 30.' },
] as const;

const Fields = ({ control }: { readonly control: SettingControl<ReminderForm> }) => {
  const enabled = useWatch({ control, name: 'body.enabled' });
  return (
    <>
      <Box>
        <SwitchField
          control={control}
          name="body.enabled"
          label="Remind people who were invited by mail and have not enrolled a device"
        />
        <FormHelperText sx={{ mx: 0 }}>
          Only while the link is valid. Another invitation starts the count again.
        </FormHelperText>
      </Box>
      {enabled && (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, 1fr)', gap: 2 }}>
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
    </>
  );
};

const initial = { startDay: '2', endDay: '30', everyDays: '3', maximum: '5' };

export const inviteReminderKind = defineKind(
  {
    type: 'invite-reminder',
    empty: { enabled: true, ...initial },
    formOf: ({ enabled, startDay, endDay, everyDays, maximum }): ReminderForm => ({
      enabled,
      startDay: String(startDay),
      endDay: String(endDay),
      everyDays: String(everyDays),
      maximum: String(maximum),
    }),
    toBody: ({ enabled, ...typed }) => {
      // Hidden fields must not keep the form from being saved.
      const used = enabled ? typed : initial;
      return {
        enabled,
        startDay: typedNumber(used.startDay),
        endDay: typedNumber(used.endDay),
        everyDays: typedNumber(used.everyDays),
        maximum: typedNumber(used.maximum),
      };
    },
    fields: numbers.map(({ name }) => name),
    Fields,
  },
  {
    intro: 'When people who were invited by mail are reminded, until they enroll a device.',
    hint: 'Add a setting for a user group that should be reminded more often, or not at all.',
    note: 'The texts of these mails are under Admin, Mail.',
  },
  ({ enabled, startDay, endDay, everyDays, maximum }) =>
    enabled
      ? [
          { label: 'Reminders', value: `${plural(maximum, 'mail')} at most for one invitation` },
          { label: 'Frequency', value: everyDays === 1 ? 'Every day' : `Every ${plural(everyDays, 'day')}` },
          { label: 'Start', value: `${plural(startDay, 'day')} after the invitation` },
          { label: 'End', value: `${plural(endDay, 'day')} after the invitation` },
        ]
      : [{ label: 'Reminders', value: 'Off' }],
);
