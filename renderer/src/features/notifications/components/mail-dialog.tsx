// Notification Emails: who is mailed about notifications of which severity.
import Add from '@mui/icons-material/Add';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { type Control, type FieldValues, useFieldArray } from 'react-hook-form';
import type { NotificationMail } from '@shared/ipc/office/notifications.ts';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useTexts } from '../../../lib/texts.ts';

const ticks = ['critical', 'warning', 'information'] as const;

const maxRecipients = 20;

type FormControl = Control<NotificationMail, unknown, FieldValues>;

const Recipient = ({
  control,
  index,
  onRemove,
}: {
  readonly control: FormControl;
  readonly index: number;
  readonly onRemove: () => void;
}) => {
  const { t } = useTexts('notifications');
  const place = String(index + 1);
  return (
    <Box role="group" aria-label={t('mail.recipient', { place })}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
        <FormTextField
          control={control}
          name={`recipients.${index}.address`}
          label={t('mail.address')}
          sx={{ flex: 1 }}
        />
        <IconButton aria-label={t('mail.remove', { place })} onClick={onRemove}>
          <DeleteOutlined fontSize="small" />
        </IconButton>
      </Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        {ticks.map((name) => (
          <FormCheckbox
            key={name}
            control={control}
            name={`recipients.${index}.${name}`}
            label={t(`mail.tick.${name}`)}
          />
        ))}
      </Box>
    </Box>
  );
};

export const MailDialog = ({ mail, onClose }: { readonly mail: NotificationMail; readonly onClose: () => void }) => {
  const { t } = useTexts('notifications');
  const { enqueueSnackbar } = useSnackbar();
  const { form, frame } = useContractForm<NotificationMail, 'notificationMail.update'>('notificationMail.update', {
    values: mail,
    toInput: (values) => values,
    fields: ['enabled', 'recipients'],
    onDone: () => {
      enqueueSnackbar(t('mail.saved'), { variant: 'success' });
      onClose();
    },
  });
  const { control } = form;
  const { fields, append, remove } = useFieldArray({ control, name: 'recipients' });
  return (
    <FormDialog {...frame} title={t('mail.title')} onClose={onClose}>
      <Typography variant="body2" color="textSecondary">
        {t('mail.about')}
      </Typography>
      <FormCheckbox control={control} name="enabled" label={t('mail.enabled')} />
      {fields.map((field, index) => (
        <Recipient
          key={field.id}
          control={control}
          index={index}
          onRemove={() => {
            remove(index);
          }}
        />
      ))}
      {fields.length < maxRecipients && (
        <Button
          startIcon={<Add />}
          onClick={() => {
            append({ address: '', critical: true, warning: true, information: false });
          }}
          sx={{ alignSelf: 'flex-start' }}
        >
          {t('mail.add')}
        </Button>
      )}
    </FormDialog>
  );
};
