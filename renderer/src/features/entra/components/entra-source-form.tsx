// The form of the Entra ID user source.
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { Controller, useWatch } from 'react-hook-form';
import type { EntraState } from '@shared/ipc/directories/entra.ts';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { fieldMessage, firstMessage, useContractForm } from '../../../lib/contract-form.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import { type EntraForm, toForm, toInput, typedCredential } from '../entra-form.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { FilterCard } from './filter-card.tsx';
import { GroupsField } from './groups-field.tsx';
import { SyncCard } from './sync-card.tsx';

const exampleOf = (kind: EntraForm['managedAppleId'], subdomain: boolean, t: Texts<'entra'>): string => {
  if (kind === 'none') return t('source.noManagedAppleId');
  const example = `anna@${subdomain ? 'appleid.' : ''}office.example`;
  return t(kind === 'email' ? 'source.exampleEmail' : 'source.exampleUpn', { example });
};

export const EntraSourceForm = ({ state }: { readonly state: EntraState }) => {
  const { t } = useTexts('entra');
  const { enqueueSnackbar } = useSnackbar();
  const stored = state.credential?.kind;
  const values = toForm(state);
  const { form, frame } = useContractForm<EntraForm, 'entra.update'>('entra.update', {
    values,
    toInput: toInput(stored),
    fields: [
      'name',
      'tenantId',
      'clientId',
      'credential.secret',
      'credential.pem',
      'syncMinutes',
      'groups',
      'attributes',
    ],
    onDone: () => {
      form.setValue('credential.secret', '');
      form.setValue('credential.pem', '');
      form.reset(form.getValues());
      enqueueSnackbar(t('source.saved'), { variant: 'success' });
    },
  });
  const { control } = form;
  const [tenantId, clientId, credential, managedAppleId, subdomain] = useWatch({
    control,
    name: ['tenantId', 'clientId', 'credential', 'managedAppleId', 'appleidSubdomain'],
  });
  const typed = typedCredential(credential, stored);
  const checkConnection = (): Promise<boolean> =>
    form.trigger(['tenantId', 'clientId', `credential.${credential.kind === 'secret' ? 'secret' : 'pem'}`], {
      shouldFocus: true,
    });
  return (
    <PageForm {...frame}>
      {state.settings !== undefined && <SyncCard sync={state.sync} enabled={state.settings.enabled} />}
      <SectionCard title={t('source.use')}>
        <Stack sx={{ gap: 2 }}>
          <FormCheckbox control={control} name="enabled" label={t('source.enable')} help={t('source.enableHint')} />
          <FormTextField
            control={control}
            name="syncMinutes"
            label={t('source.interval')}
            helperText={t('source.intervalHint')}
            sx={{ maxWidth: 320 }}
          />
        </Stack>
      </SectionCard>
      <ConnectionFields control={control} stored={state.credential} check={checkConnection} />
      <SectionCard title={t('source.signIn')}>
        <Stack sx={{ gap: 1.5 }}>
          <FormHelperText sx={{ m: 0 }}>{t('source.signInHint')}</FormHelperText>
          <CopyBlock label={t('source.redirect')} text={state.redirectUri} />
        </Stack>
      </SectionCard>
      <SectionCard title={t('source.people')}>
        <Stack sx={{ gap: 2, maxWidth: 640 }}>
          <Controller
            control={control}
            name="managedAppleId"
            render={({ field }) => (
              <TextField
                {...field}
                select
                label={t('source.managedAppleId')}
                helperText={t('source.managedAppleIdHint', { example: exampleOf(managedAppleId, subdomain, t) })}
              >
                <MenuItem value="none">{t('source.none')}</MenuItem>
                <MenuItem value="email">{t('source.email')}</MenuItem>
                <MenuItem value="upn">{t('source.upn')}</MenuItem>
              </TextField>
            )}
          />
          <FormCheckbox
            control={control}
            name="appleidSubdomain"
            label={t('source.subdomain')}
            help={t('source.subdomainHint')}
            disabled={managedAppleId === 'none'}
          />
          <FormCheckbox
            control={control}
            name="autoInvite"
            label={t('source.autoInvite')}
            help={t('source.autoInviteHint')}
          />
          <Controller
            control={control}
            name="attributes"
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                label={t('source.attributes')}
                placeholder={t('source.attributesExample')}
                error={fieldState.invalid}
                helperText={fieldMessage(firstMessage(fieldState.error)) ?? t('source.attributesHint')}
              />
            )}
          />
        </Stack>
      </SectionCard>
      <SectionCard title={t('groups.title')}>
        <Controller
          control={control}
          name="groups"
          render={({ field, fieldState }) => (
            <GroupsField
              value={field.value}
              onChange={field.onChange}
              connection={{ tenantId, clientId, ...(typed && { credential: typed }) }}
              check={checkConnection}
              error={fieldMessage(firstMessage(fieldState.error))}
            />
          )}
        />
        <FormHelperText sx={{ mt: 1 }}>{t('groups.about')}</FormHelperText>
      </SectionCard>
      <FilterCard
        control={control}
        connection={{ tenantId, clientId, ...(typed && { credential: typed }) }}
        check={checkConnection}
      />
    </PageForm>
  );
};
