// State of the listener, its address, and how people sign in.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import { Controller, useWatch } from 'react-hook-form';
import type { ServerState } from '@shared/ipc/server/server.ts';
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TagField } from '../../../components/tag-field.tsx';
import { fieldMessage, firstMessage, useContractForm, wrongPlaces } from '../../../lib/contract-form.ts';
import { useTexts } from '../../../lib/texts.ts';
import { listenerFields, listenerFormOf, type ListenerValues, movesServer, withListener } from '../server-form.ts';
import { ListenerCard } from './listener-card.tsx';
import { LockedAddressesCard } from './locked-addresses-card.tsx';

export const ListenerTab = ({ server }: { readonly server: ServerState }) => {
  const { t } = useTexts('server');
  const { settings } = server;
  const { enqueueSnackbar } = useSnackbar();
  const { form, frame } = useContractForm<ListenerValues, 'server.update'>('server.update', {
    values: listenerFormOf(settings),
    toInput: withListener(settings),
    fields: listenerFields,
    onDone: () => {
      enqueueSnackbar(t('saved'), { variant: 'success' });
    },
  });
  const { control } = form;
  const typed = useWatch({ control });
  const moves = frame.dirty && movesServer(settings, { ...listenerFormOf(settings), ...typed });
  return (
    <Stack sx={{ gap: 2 }}>
      <ListenerCard listener={server.listener} />
      <LockedAddressesCard />
      <PageForm {...frame}>
        <SectionCard title={t('address.title')}>
          <Stack sx={{ gap: 2.25 }}>
            <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 140px', gap: 2 }}>
              <FormTextField
                control={control}
                name="hostName"
                label={t('address.hostName')}
                required
                helperText={t('address.hostNameHint')}
              />
              <FormTextField
                control={control}
                name="port"
                label={t('address.port')}
                required
                slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              />
            </Box>
            <Controller
              control={control}
              name="extraNames"
              render={({ field, fieldState }) => (
                <TagField
                  label={t('address.extraNames')}
                  value={field.value}
                  onChange={field.onChange}
                  error={fieldMessage(firstMessage(fieldState.error))}
                  wrong={wrongPlaces(fieldState.error)}
                  helperText={t('address.extraNamesHint')}
                />
              )}
            />
            <Controller
              control={control}
              name="trustedProxies"
              render={({ field, fieldState }) => (
                <TagField
                  label={t('address.trustedProxies')}
                  value={field.value}
                  onChange={field.onChange}
                  error={fieldMessage(firstMessage(fieldState.error))}
                  wrong={wrongPlaces(fieldState.error)}
                  helperText={t('address.trustedProxiesHint')}
                />
              )}
            />
            {moves && <Alert severity="warning">{t('address.warning')}</Alert>}
          </Stack>
        </SectionCard>
        <SectionCard title={t('pages.title')}>
          <Stack sx={{ gap: 2.25 }}>
            <FormTextField
              control={control}
              name="organizationName"
              label={t('pages.organization')}
              required
              helperText={t('pages.organizationHint')}
              sx={{ maxWidth: 480 }}
            />
            <Controller
              control={control}
              name="signInMethod"
              render={({ field }) => (
                <FormControl>
                  <FormLabel id="sign-in-method">{t('signIn.title')}</FormLabel>
                  <RadioGroup aria-labelledby="sign-in-method" {...field}>
                    <FormControlLabel value="apple-as-web" control={<Radio size="small" />} label={t('signIn.web')} />
                    <FormHelperText sx={{ ml: 3.5, mt: -0.5 }}>{t('signIn.webHint')}</FormHelperText>
                    <FormControlLabel value="apple-oauth2" control={<Radio size="small" />} label={t('signIn.oauth')} />
                    <FormHelperText sx={{ ml: 3.5, mt: -0.5 }}>{t('signIn.oauthHint')}</FormHelperText>
                  </RadioGroup>
                </FormControl>
              )}
            />
            <FormSwitch
              control={control}
              name="profileService"
              label={t('profileService.label')}
              help={t('profileService.hint')}
            />
          </Stack>
        </SectionCard>
      </PageForm>
    </Stack>
  );
};
