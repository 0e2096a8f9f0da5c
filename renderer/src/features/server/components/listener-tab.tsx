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
import Switch from '@mui/material/Switch';
import { useSnackbar } from 'notistack';
import { Controller, useWatch } from 'react-hook-form';
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TagField } from '../../../components/tag-field.tsx';
import { fieldMessage, firstMessage, useContractForm } from '../../../lib/contract-form.ts';
import { listenerFields, listenerFormOf, type ListenerValues, movesServer, withListener } from '../server-form.ts';
import { ListenerCard } from './listener-card.tsx';

export const ListenerTab = ({ server }: { readonly server: ServerState }) => {
  const { settings } = server;
  const { enqueueSnackbar } = useSnackbar();
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<ListenerValues, 'server.update'>(
    'server.update',
    {
      values: listenerFormOf(settings),
      toInput: withListener(settings),
      fields: listenerFields,
      onDone: () => {
        enqueueSnackbar('The server settings were saved.', { variant: 'success' });
      },
    },
  );
  const { control } = form;
  const typed = useWatch({ control });
  const moves = dirty && movesServer(settings, { ...listenerFormOf(settings), ...typed });
  return (
    <Stack sx={{ gap: 2 }}>
      <ListenerCard listener={server.listener} />
      <PageForm
        dirty={dirty}
        saving={saving}
        error={error}
        shownFields={shownFields}
        onSubmit={submit}
        onReset={() => {
          form.reset(listenerFormOf(settings));
        }}
      >
        <SectionCard title="Address">
          <Stack sx={{ gap: 2.25 }}>
            <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 140px', gap: 2 }}>
              <FormTextField
                control={control}
                name="hostName"
                label="Host name"
                required
                helperText="The name under which devices reach this computer, inside and outside the office."
              />
              <FormTextField
                control={control}
                name="port"
                label="Port"
                required
                slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              />
            </Box>
            <Controller
              control={control}
              name="extraNames"
              render={({ field, fieldState }) => (
                <TagField
                  label="Further names and IP addresses"
                  value={field.value}
                  onChange={field.onChange}
                  error={fieldMessage(firstMessage(fieldState.error))}
                  helperText="Also written into the own certificate of this server. Enter adds one."
                />
              )}
            />
            {moves && (
              <Alert severity="warning">
                Enrolled devices keep the address they enrolled with. If they cannot reach the server there any more,
                they stay out of contact and must enroll again. Keep the old name and port working.
              </Alert>
            )}
          </Stack>
        </SectionCard>
        <SectionCard title="Enrollment pages">
          <Stack sx={{ gap: 2.25 }}>
            <FormTextField
              control={control}
              name="organizationName"
              label="Organization name"
              required
              helperText="People see it on the enrollment pages and in the profile on their device."
              sx={{ maxWidth: 480 }}
            />
            <Controller
              control={control}
              name="signInMethod"
              render={({ field }) => (
                <FormControl>
                  <FormLabel id="sign-in-method">Sign-in during account-driven enrollment</FormLabel>
                  <RadioGroup aria-labelledby="sign-in-method" {...field}>
                    <FormControlLabel
                      value="apple-as-web"
                      control={<Radio size="small" />}
                      label="Web page (apple-as-web), recommended"
                    />
                    <FormHelperText sx={{ ml: 3.5, mt: -0.5 }}>
                      The device opens the sign-in page of this server once, during enrollment.
                    </FormHelperText>
                    <FormControlLabel
                      value="apple-oauth2"
                      control={<Radio size="small" />}
                      label="OAuth 2 (apple-oauth2)"
                    />
                    <FormHelperText sx={{ ml: 3.5, mt: -0.5 }}>
                      The device gets tokens and renews them by itself, so that a sign-in can end later.
                    </FormHelperText>
                  </RadioGroup>
                </FormControl>
              )}
            />
            <Controller
              control={control}
              name="profileService"
              render={({ field: { value, ...field } }) => (
                <FormControl>
                  <FormControlLabel
                    control={<Switch checked={value} {...field} />}
                    label="By link, the device says first what it is (Profile Service)"
                  />
                  <FormHelperText sx={{ mx: 0 }}>
                    For Device Enrollment by an enrollment link: the device proves with its certificate from Apple which
                    one it is, and only then gets the profile. Needs a listener certificate that devices trust already.
                    User Enrollment never comes this way.
                  </FormHelperText>
                </FormControl>
              )}
            />
          </Stack>
        </SectionCard>
      </PageForm>
    </Stack>
  );
};
