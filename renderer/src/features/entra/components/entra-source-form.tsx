// The form of the Entra ID user source.
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { type Control, Controller, type FieldPathByValue, type FieldValues, useWatch } from 'react-hook-form';
import type { EntraState } from '../../../../../shared/ipc/entra.ts';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { fieldMessage, firstMessage, useContractForm } from '../../../lib/contract-form.ts';
import { type EntraForm, toForm, toInput, typedCredential } from '../entra-form.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { GroupsField } from './groups-field.tsx';
import { SyncCard } from './sync-card.tsx';

interface TickProps {
  readonly control: Control<EntraForm, unknown, FieldValues>;
  readonly name: FieldPathByValue<EntraForm, boolean>;
  readonly label: string;
  readonly help: string;
  readonly disabled?: boolean;
}

const Tick = ({ control, name, label, help, disabled = false }: TickProps) => (
  <Controller
    control={control}
    name={name}
    render={({ field: { value, ...field } }) => (
      <FormControl>
        <FormControlLabel
          control={<Checkbox size="small" checked={value && !disabled} {...field} disabled={disabled} />}
          label={label}
        />
        <FormHelperText sx={{ ml: 3.5, mt: -0.5 }}>{help}</FormHelperText>
      </FormControl>
    )}
  />
);

const exampleOf = (kind: EntraForm['managedAppleId'], subdomain: boolean): string => {
  if (kind === 'none') return 'People get no Managed Apple ID from Entra ID; one that was entered by hand stays.';
  const example = `anna@${subdomain ? 'appleid.' : ''}office.example`;
  return `${kind === 'email' ? 'E-mail address' : 'User principal name'} anna@office.example becomes ${example}.`;
};

export const EntraSourceForm = ({ state }: { readonly state: EntraState }) => {
  const { enqueueSnackbar } = useSnackbar();
  const stored = state.credential?.kind;
  const values = toForm(state);
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<EntraForm, 'entra.update'>(
    'entra.update',
    {
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
        enqueueSnackbar('The Entra ID user source was saved.', { variant: 'success' });
      },
    },
  );
  const { control } = form;
  const [tenantId, clientId, credential, managedAppleId, subdomain] = useWatch({
    control,
    name: ['tenantId', 'clientId', 'credential', 'managedAppleId', 'appleidSubdomain'],
  });
  const typed = typedCredential(credential, stored);
  return (
    <PageForm
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onReset={() => {
        form.reset(values);
      }}
    >
      {state.settings !== undefined && <SyncCard sync={state.sync} enabled={state.settings.enabled} />}
      <SectionCard title="Use">
        <Stack sx={{ gap: 2 }}>
          <Tick
            control={control}
            name="enabled"
            label="Enable this Entra ID"
            help="Until this is ticked nothing is synced, and nobody signs in with Microsoft."
          />
          <FormTextField
            control={control}
            name="syncMinutes"
            label="Sync interval in minutes"
            helperText="5 minutes to 1440, which is a day."
            sx={{ maxWidth: 320 }}
          />
        </Stack>
      </SectionCard>
      <ConnectionFields control={control} stored={state.credential} />
      <SectionCard title="Sign-in at enrollment">
        <Stack sx={{ gap: 1.5 }}>
          <FormHelperText sx={{ m: 0 }}>
            People of Entra ID sign in with Microsoft when they enroll a device. Enter this address in the app
            registration under Authentication, platform Web.
          </FormHelperText>
          <CopyBlock label="Redirect URI" text={state.redirectUri} />
        </Stack>
      </SectionCard>
      <SectionCard title="People">
        <Stack sx={{ gap: 2, maxWidth: 640 }}>
          <Controller
            control={control}
            name="managedAppleId"
            render={({ field }) => (
              <TextField
                {...field}
                select
                label="Managed Apple ID"
                helperText={`${exampleOf(managedAppleId, subdomain)} One that somebody else already has is not given out twice.`}
              >
                <MenuItem value="none">None</MenuItem>
                <MenuItem value="email">Pattern: user e-mail address</MenuItem>
                <MenuItem value="upn">Pattern: userUPN</MenuItem>
              </TextField>
            )}
          />
          <Tick
            control={control}
            name="appleidSubdomain"
            label="Include “appleid” subdomain"
            help="For a domain that is federated: Managed Apple IDs then lie in its appleid. subdomain."
            disabled={managedAppleId === 'none'}
          />
          <Tick
            control={control}
            name="autoInvite"
            label="Automatically invite users imported from Entra ID"
            help="Who is new gets an invitation by mail after the sync. Needs the mail server under Admin, Mail."
          />
          <Controller
            control={control}
            name="attributes"
            render={({ field, fieldState }) => (
              <TextField
                {...field}
                label="Custom attributes"
                placeholder="department, jobTitle"
                error={fieldState.invalid}
                helperText={
                  fieldMessage(firstMessage(fieldState.error)) ??
                  'Names of Microsoft Graph properties with commas between them, as Graph spells them.'
                }
              />
            )}
          />
        </Stack>
      </SectionCard>
      <SectionCard title="Groups">
        <Controller
          control={control}
          name="groups"
          render={({ field, fieldState }) => (
            <GroupsField
              value={field.value}
              onChange={field.onChange}
              connection={{ tenantId, clientId, ...(typed && { credential: typed }) }}
              error={fieldMessage(firstMessage(fieldState.error))}
            />
          )}
        />
        <FormHelperText sx={{ mt: 1 }}>
          Direct members are taken over. Choose a group inside a group as well if you need its members.
        </FormHelperText>
      </SectionCard>
    </PageForm>
  );
};
