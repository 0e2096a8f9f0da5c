// The LDAP wizard: connection, options, search, Managed Apple ID, preview.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MethodInput, MethodOutput } from '@shared/ipc/contract.ts';
import type { LdapDetails } from '@shared/ipc/directories/ldap.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { setFieldErrors } from '../../../lib/field-errors.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';
import { call } from '../../../lib/transport.ts';
import {
  connectionFields,
  emptyLdapForm,
  fieldsOfStep,
  formOfServer,
  optionFields,
  searchFields,
  stepOfFields,
  toServer,
  withPreset,
  wizardSteps,
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

const lastStep = wizardSteps.length - 1;
const shownFields = [...connectionFields, ...optionFields, ...searchFields];

type Test = MethodOutput<'ldap.test'>;

export const LdapWizard = ({ server, onClose }: Props) => {
  const { t } = useTexts('ldap');
  const { enqueueSnackbar } = useSnackbar();
  const [step, setStep] = useState(0);
  const [test, setTest] = useState<Test>();
  const [values] = useState(() => (server === undefined ? emptyLdapForm : formOfServer(server)));
  const testing = useContractMutation('ldap.test');
  const {
    form,
    frame: { onSubmit: submit, saving, dirty, error },
    forgetError,
  } = useContractForm<LdapFormValues, 'ldap.create' | 'ldap.update'>(
    server === undefined ? 'ldap.create' : 'ldap.update',
    {
      values,
      toInput: (typed): MethodInput<'ldap.create'> | MethodInput<'ldap.update'> =>
        server === undefined ? toServer(typed) : { id: server.summary.id, ...toServer(typed) },
      fields: shownFields,
      onDone: () => {
        enqueueSnackbar(
          t(server === undefined ? 'wizard.added' : 'wizard.saved', { name: form.getValues('connection.name') }),
          {
            variant: 'success',
          },
        );
        onClose();
      },
      onProblem: ({ fields = {} }) => {
        setStep(stepOfFields(Object.keys(fields), form.getValues()) ?? step);
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
    } catch (problem) {
      // Shown as the error of the call.
      setTest(undefined);
      setFieldErrors(problem, connectionFields, form.setError);
    }
  };

  const goTo = (wanted: number): void => {
    forgetError();
    testing.reset();
    setStep(wanted);
  };

  const testAgain = async (): Promise<void> => {
    if (await form.trigger([...optionFields], { shouldFocus: true })) await testConnection();
  };

  const next = async (): Promise<void> => {
    if (step === lastStep) {
      await submit();
      return;
    }
    if (!(await form.trigger(fieldsOfStep(step, form.getValues()), { shouldFocus: true }))) return;
    if (step > 0) {
      goTo(step + 1);
      return;
    }
    const { password, passwordAgain } = form.getValues('connection');
    if (password !== passwordAgain) {
      form.setError('connection.passwordAgain', { message: t('wizard.passwordsDiffer') }, { shouldFocus: true });
      return;
    }
    form.clearErrors('connection.passwordAgain');
    await testConnection();
  };

  return (
    <FormDialog
      title={server === undefined ? t('wizard.add') : t('wizard.edit', { name: server.summary.name })}
      submitLabel={step === 0 ? t('wizard.test') : step === lastStep ? t('common:done') : t('wizard.next')}
      dirty={dirty}
      saving={saving || testing.isPending}
      error={error ?? testing.error}
      shownFields={shownFields}
      step={step}
      maxWidth="md"
      onSubmit={next}
      onClose={onClose}
      secondary={
        step > 0 && (
          <Button
            onClick={() => {
              goTo(step - 1);
            }}
          >
            {t('wizard.back')}
          </Button>
        )
      }
    >
      <Stepper activeStep={step} sx={{ flexWrap: 'wrap', rowGap: 1 }} aria-label={t('wizard.steps')}>
        {wizardSteps.map((name) => (
          <Step key={name}>
            <StepLabel>{t(`wizard.step.${name}`)}</StepLabel>
          </Step>
        ))}
      </Stepper>
      {step <= 1 && test?.ok === false && (
        <Alert
          severity="warning"
          action={
            step === 0 ? (
              <Button
                color="inherit"
                onClick={() => {
                  goTo(1);
                }}
              >
                {t('wizard.anyway')}
              </Button>
            ) : (
              // What it lacks may be on this page: the certificate of an authority, or more time.
              <Button color="inherit" loading={testing.isPending} onClick={() => void testAgain()}>
                {t('wizard.testAgain')}
              </Button>
            )
          }
        >
          {wordsOf(test.message)}
        </Alert>
      )}
      {step === 1 && test?.ok === true && <Alert severity="success">{wordsOf(test.message)}</Alert>}
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
          hides={form.getValues('connection.type') === 'active-directory'}
          search={(kind, text) =>
            call('ldap.preview', { ...(server && { id: server.summary.id }), server: draft(), kind, text })
          }
        />
      )}
    </FormDialog>
  );
};
