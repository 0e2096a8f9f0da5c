// The LDAP wizard: connection, options, search, Managed Apple ID, preview.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MethodInput, MethodOutput } from '../../../../../shared/ipc/contract.ts';
import type { LdapDetails } from '../../../../../shared/ipc/ldap.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { call } from '../../../lib/transport.ts';
import {
  connectionFields,
  emptyLdapForm,
  formOfServer,
  optionFields,
  searchFields,
  toServer,
  withPreset,
  type LdapFormValues,
} from '../ldap-form.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { DirectorySearch } from './directory-search.tsx';
import { ManagedAppleIdFields } from './managed-apple-id-fields.tsx';
import { OptionsFields } from './options-fields.tsx';
import { SearchFields } from './search-fields.tsx';

interface Props {
  /** Absent to add a server. */
  readonly server?: LdapDetails;
  readonly onClose: () => void;
}

const steps = ['Connection', 'Options', 'Search', 'Managed Apple ID', 'Preview'] as const;
const fieldsOfStep = [connectionFields, optionFields, searchFields, [], []] as const;
const shownFields = [...connectionFields, ...optionFields, ...searchFields];

type Test = MethodOutput<'ldap.test'>;

export const LdapWizard = ({ server, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const [step, setStep] = useState(0);
  const [test, setTest] = useState<Test>();
  const [values] = useState(() => (server === undefined ? emptyLdapForm : formOfServer(server)));
  const testing = useContractMutation('ldap.test');
  const { form, submit, saving, dirty, error } = useContractForm<LdapFormValues, 'ldap.create' | 'ldap.update'>(
    server === undefined ? 'ldap.create' : 'ldap.update',
    {
      values,
      toInput: (typed): MethodInput<'ldap.create'> | MethodInput<'ldap.update'> =>
        server === undefined ? toServer(typed) : { id: server.summary.id, ...toServer(typed) },
      fields: shownFields,
      onDone: () => {
        enqueueSnackbar(`${form.getValues('connection.name')} was ${server === undefined ? 'added' : 'saved'}.`, {
          variant: 'success',
        });
        onClose();
      },
      onProblem: ({ fields = {} }) => {
        const wrong = Object.keys(fields);
        const first = fieldsOfStep.findIndex((names) =>
          wrong.some((path) => (names as readonly string[]).includes(path)),
        );
        if (first >= 0) setStep(first);
        return false;
      },
    },
  );
  const { control } = form;
  const draft = (): MethodInput<'ldap.create'> => toServer(form.getValues());

  const testConnection = async (): Promise<void> => {
    const { connection, options } = draft();
    try {
      const result = await testing.mutateAsync({ ...(server && { id: server.summary.id }), connection, options });
      setTest(result);
      if (!result.ok) return;
      if (form.getValues('search.baseDn') === '' && result.namingContext !== undefined) {
        form.setValue('search.baseDn', result.namingContext, { shouldDirty: true });
      }
      setStep(1);
    } catch {
      // Shown as the error of the call.
      setTest(undefined);
    }
  };

  const next = async (): Promise<void> => {
    if (step === steps.length - 1) {
      await submit();
      return;
    }
    if (!(await form.trigger([...(fieldsOfStep[step] ?? [])], { shouldFocus: true }))) return;
    if (step > 0) {
      setStep(step + 1);
      return;
    }
    const { password, passwordAgain } = form.getValues('connection');
    if (password !== passwordAgain) {
      form.setError('connection.passwordAgain', { message: 'The two passwords differ' }, { shouldFocus: true });
      return;
    }
    form.clearErrors('connection.passwordAgain');
    await testConnection();
  };

  return (
    <FormDialog
      title={server === undefined ? 'Add LDAP server' : `Edit ${server.summary.name}`}
      submitLabel={step === 0 ? 'Test Connection and Continue' : step === steps.length - 1 ? 'Done' : 'Next'}
      dirty={dirty}
      saving={saving || testing.isPending}
      error={error ?? testing.error}
      shownFields={shownFields}
      maxWidth="md"
      onSubmit={next}
      onClose={onClose}
      secondary={
        step > 0 && (
          <Button
            onClick={() => {
              setStep(step - 1);
            }}
          >
            Back
          </Button>
        )
      }
    >
      <Stepper activeStep={step} aria-label="Steps">
        {steps.map((label) => (
          <Step key={label}>
            <StepLabel>{label}</StepLabel>
          </Step>
        ))}
      </Stepper>
      {step === 0 && test?.ok === false && (
        <Alert
          severity="warning"
          action={
            <Button
              color="inherit"
              onClick={() => {
                setStep(1);
              }}
            >
              Continue anyway
            </Button>
          }
        >
          {test.message}
        </Alert>
      )}
      {step === 1 && test?.ok === true && <Alert severity="success">{test.message}</Alert>}
      {step === 0 && (
        <ConnectionFields
          control={control}
          hasPassword={server?.hasPassword === true}
          onType={(type) => {
            form.setValue('search', withPreset(form.getValues('search'), type), { shouldDirty: true });
          }}
        />
      )}
      {step === 1 && <OptionsFields control={control} />}
      {step === 2 && <SearchFields control={control} namingContexts={test?.namingContexts ?? []} />}
      {step === 3 && <ManagedAppleIdFields control={control} />}
      {step === 4 && (
        <DirectorySearch
          search={(kind, text) =>
            call('ldap.preview', { ...(server && { id: server.summary.id }), server: draft(), kind, text })
          }
        />
      )}
    </FormDialog>
  );
};
