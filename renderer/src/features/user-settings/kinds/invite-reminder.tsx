// Invite Reminder: when people who were invited and have no device yet are reminded.
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import { useWatch } from 'react-hook-form';
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { NumberField } from '../../../components/number-field.tsx';
import { typedNumber } from '../../../lib/contract-form.ts';
import { useTexts } from '../../../lib/texts.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';

interface ReminderForm {
  enabled: boolean;
  startDay: string;
  endDay: string;
  everyDays: string;
  maximum: string;
}

const numbers = ['startDay', 'everyDays', 'endDay', 'maximum'] as const;

const Fields = ({ control }: { readonly control: SettingControl<ReminderForm> }) => {
  const { t } = useTexts('user-settings');
  const enabled = useWatch({ control, name: 'body.enabled' });
  return (
    <>
      <Box>
        <FormSwitch control={control} name="body.enabled" label={t('reminder.enabled')} />
        <FormHelperText sx={{ mx: 0 }}>{t('reminder.enabledHint')}</FormHelperText>
      </Box>
      {enabled && (
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
          {numbers.map((name) => (
            <NumberField
              key={name}
              control={control}
              name={`body.${name}`}
              label={t(`reminder.${name}`)}
              helperText={t(`reminder.${name}Hint`)}
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
    fields: numbers.map((name) => `body.${name}` as const),
    Fields,
  },
  ({ enabled, startDay, endDay, everyDays, maximum }, t) =>
    enabled
      ? [
          { label: t('reminder.fact'), value: t('reminder.atMost', { count: maximum }) },
          {
            label: t('reminder.frequency'),
            value: everyDays === 1 ? t('reminder.everyDay') : t('reminder.every', { count: everyDays }),
          },
          { label: t('reminder.start'), value: t('reminder.after', { count: startDay }) },
          { label: t('reminder.end'), value: t('reminder.after', { count: endDay }) },
        ]
      : [{ label: t('reminder.fact'), value: t('off') }],
);
