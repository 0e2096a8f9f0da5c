// Apple Business Manager: what the admin declares about it until a connection to Apple answers instead.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import { Controller, useWatch } from 'react-hook-form';
import type { AbmDeclaration } from '@shared/ipc/apple/business-manager.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TagField } from '../../../components/tag-field.tsx';
import { fieldMessage, firstMessage, useContractForm, wrongPlaces } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

export const BusinessManagerPage = () => {
  const { t } = useTexts('business-manager');
  const query = useContractQuery('businessManager.get', {});
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      {query.data !== undefined ? (
        <DeclarationForm declared={query.data} />
      ) : query.error === null ? (
        <PageLoading />
      ) : (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      )}
    </>
  );
};

const DeclarationForm = ({ declared }: { readonly declared: AbmDeclaration }) => {
  const { t } = useTexts('business-manager');
  const { enqueueSnackbar } = useSnackbar();
  const { form, frame } = useContractForm<AbmDeclaration, 'businessManager.declare'>('businessManager.declare', {
    values: declared,
    toInput: (typed) => typed,
    fields: ['organizationName', 'validatedDomains'],
    onDone: () => {
      enqueueSnackbar(t('saved'), { variant: 'success' });
    },
  });
  const { control } = form;
  const appsConnected = useWatch({ control, name: 'appsAndBooksConnected' });
  return (
    <PageForm {...frame}>
      <Alert severity="info">{t('about')}</Alert>
      <SectionCard title={t('account.title')}>
        <Stack sx={{ gap: 2 }}>
          <FormCheckbox
            control={control}
            name="accountConnected"
            label={t('account.connected')}
            help={t('account.connectedHint')}
          />
          <FormTextField
            control={control}
            name="organizationName"
            label={t('account.organization')}
            helperText={t('account.organizationHint')}
            sx={{ maxWidth: 480 }}
          />
        </Stack>
      </SectionCard>
      <SectionCard title={t('apps.title')}>
        <Stack sx={{ gap: 1 }}>
          <FormCheckbox
            control={control}
            name="appsAndBooksConnected"
            label={t('apps.connected')}
            help={t('apps.connectedHint')}
          />
          <FormCheckbox
            control={control}
            name="appsAndBooksSameOrganization"
            label={t('apps.same')}
            help={t('apps.sameHint')}
            disabled={!appsConnected}
          />
        </Stack>
      </SectionCard>
      <SectionCard title={t('accounts.title')}>
        <Stack sx={{ gap: 2 }}>
          <Controller
            control={control}
            name="validatedDomains"
            render={({ field, fieldState }) => (
              <TagField
                label={t('accounts.domains')}
                placeholder={t('accounts.domainsExample')}
                value={field.value}
                onChange={field.onChange}
                error={fieldMessage(firstMessage(fieldState.error))}
                wrong={wrongPlaces(fieldState.error)}
                helperText={t('accounts.domainsHint')}
              />
            )}
          />
          <FormCheckbox
            control={control}
            name="federated"
            label={t('accounts.federated')}
            help={t('accounts.federatedHint')}
          />
        </Stack>
      </SectionCard>
    </PageForm>
  );
};
