// How often devices are asked to check in, and from when on their silence deserves attention.
import Box from '@mui/material/Box';
import { useSnackbar } from 'notistack';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useTexts } from '../../../lib/texts.ts';
import { contactFields, contactFormOf, type ContactValues, withContact } from '../server-form.ts';

export const ContactForm = ({ settings }: { readonly settings: ServerState['settings'] }) => {
  const { t } = useTexts('server');
  const { enqueueSnackbar } = useSnackbar();
  const { form, frame } = useContractForm<ContactValues, 'server.update'>('server.update', {
    values: contactFormOf(settings),
    toInput: withContact(settings),
    fields: contactFields,
    onDone: () => {
      enqueueSnackbar(t('saved'), { variant: 'success' });
    },
  });
  return (
    <PageForm {...frame}>
      <SectionCard title={t('contact.title')}>
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
          <FormTextField
            control={form.control}
            name="checkInHours"
            label={t('contact.interval')}
            required
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
            helperText={t('contact.intervalHint')}
          />
          <FormTextField
            control={form.control}
            name="outOfContactDays"
            label={t('contact.quiet')}
            required
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
            helperText={t('contact.quietHint')}
          />
        </Box>
      </SectionCard>
    </PageForm>
  );
};
