// What the office is called and where devices reach it: asked before anything else, because everything bears it.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useWatch } from 'react-hook-form';
import { hostNameConcern } from '@shared/model/host-name.ts';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { FormError } from '../../../components/form-error.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

interface Values {
  organizationName: string;
  hostName: string;
}
const fields = ['organizationName', 'hostName'] as const;
const nothingYet: Values = { organizationName: '', hostName: '' };

export const OfficeCard = ({ settings }: { readonly settings: ServerState['settings'] }) => {
  const { t } = useTexts('home');
  const { enqueueSnackbar } = useSnackbar();
  const { form, frame } = useContractForm<Values, 'server.update'>('server.update', {
    values: nothingYet,
    toInput: (values) => ({ ...settings, ...values }),
    fields,
    onDone: () => {
      enqueueSnackbar(t('office.saved'), { variant: 'success' });
    },
  });
  const { control } = form;
  const typed = useWatch({ control, name: 'hostName' });
  const concern = typed.trim() === '' ? undefined : hostNameConcern(typed);
  return (
    <SectionCard title={t('office.title')}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!frame.saving) void frame.onSubmit();
        }}
      >
        <Stack sx={{ gap: 2, maxWidth: 560 }}>
          <Typography variant="body2">{t('office.about')}</Typography>
          <FormError error={frame.error} shownFields={frame.shownFields} />
          <FormTextField
            control={control}
            name="organizationName"
            label={t('office.name')}
            required
            helperText={t('office.nameHint')}
          />
          <FormTextField
            control={control}
            name="hostName"
            label={t('office.host')}
            required
            helperText={concern === undefined ? t('office.hostHint') : wordsOf(concern)}
          />
          <Box>
            <Button type="submit" variant="contained" loading={frame.saving}>
              {t('common:save')}
            </Button>
          </Box>
        </Stack>
      </Box>
    </SectionCard>
  );
};
