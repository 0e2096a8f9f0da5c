// Apple Business Manager: what the admin declares about it until a connection to Apple answers instead.
import Alert from '@mui/material/Alert';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import { type Control, Controller, type FieldPathByValue, type FieldValues, useWatch } from 'react-hook-form';
import type { AbmDeclaration } from '../../../../../shared/ipc/server.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TagField } from '../../../components/tag-field.tsx';
import { fieldMessage, firstMessage, useContractForm } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';

export const BusinessManagerPage = () => {
  const query = useContractQuery('businessManager.get', {});
  return (
    <>
      <PageHeader
        title="Apple Business Manager"
        subtitle="What User Enrollment needs from Apple. Russet does not ask Apple yet."
      />
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
  const { enqueueSnackbar } = useSnackbar();
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<
    AbmDeclaration,
    'businessManager.declare'
  >('businessManager.declare', {
    values: declared,
    toInput: (typed) => typed,
    fields: ['organizationName', 'validatedDomains'],
    onDone: () => {
      enqueueSnackbar('Your declaration was saved.', { variant: 'success' });
    },
  });
  const { control } = form;
  const appsConnected = useWatch({ control, name: 'appsAndBooksConnected' });
  return (
    <PageForm
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onReset={() => {
        form.reset(declared);
      }}
    >
      <Alert severity="info">
        This page is your own declaration: Russet takes it as given and cannot check it. Once the connection to Apple is
        set up, Apple’s answers will be used instead of it. If something you tick is not true, enrollment can fail on
        the device.
      </Alert>
      <SectionCard title="Account">
        <Stack sx={{ gap: 2 }}>
          <Tick
            control={control}
            name="accountConnected"
            label="We have an Apple Business Manager account"
            help="Required for User Enrollment. The account is called Apple Business since 2026."
          />
          <FormTextField
            control={control}
            name="organizationName"
            label="Organization name at Apple"
            helperText="As it stands in Apple Business Manager under your account."
            sx={{ maxWidth: 480 }}
          />
        </Stack>
      </SectionCard>
      <SectionCard title="Apps and Books">
        <Stack sx={{ gap: 1 }}>
          <Tick
            control={control}
            name="appsAndBooksConnected"
            label="Apps and Books is set up"
            help="Required for User Enrollment: apps are licensed to the Managed Apple Account of the person."
          />
          <Tick
            control={control}
            name="appsAndBooksSameOrganization"
            label="Its token belongs to the same organization as the account"
            help="Required for User Enrollment: with another organization a licence cannot be assigned."
            disabled={!appsConnected}
          />
        </Stack>
      </SectionCard>
      <SectionCard title="Managed Apple Accounts">
        <Stack sx={{ gap: 2 }}>
          <Controller
            control={control}
            name="validatedDomains"
            render={({ field, fieldState }) => (
              <TagField
                label="Validated domains"
                placeholder="office.example"
                value={field.value}
                onChange={field.onChange}
                error={fieldMessage(firstMessage(fieldState.error))}
                helperText="Domains that Apple has verified as yours. A Managed Apple ID must lie in one of them or in its appleid. subdomain. Enter adds a domain."
              />
            )}
          />
          <Tick
            control={control}
            name="federated"
            label="Sign-in is federated with our identity provider"
            help="Without federation the Managed Apple Accounts are made by hand on a validated domain. Either is enough."
          />
        </Stack>
      </SectionCard>
    </PageForm>
  );
};

interface TickProps {
  readonly control: Control<AbmDeclaration, unknown, FieldValues>;
  readonly name: FieldPathByValue<AbmDeclaration, boolean>;
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
          control={<Checkbox size="small" checked={value} {...field} disabled={disabled} />}
          label={label}
        />
        <FormHelperText sx={{ ml: 3.5, mt: -0.5 }}>{help}</FormHelperText>
      </FormControl>
    )}
  />
);
