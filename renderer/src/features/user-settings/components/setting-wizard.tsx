// The Device Registration Setting wizard: page one says what, page two for whom. The default has page one only.
import Button from '@mui/material/Button';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { GroupSummary } from '../../../../../shared/ipc/groups.ts';
import type { RegistrationSetting } from '../../../../../shared/ipc/users.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import {
  bodyFields,
  distributionFields,
  emptySettingForm,
  formOfSetting,
  type SettingFormValues,
  toChangedSetting,
  pinFields,
  toNewSetting,
  versionedPlatforms,
} from '../setting-form.ts';
import { SettingBodyFields } from './setting-body-fields.tsx';
import { SettingDistributionFields } from './setting-distribution-fields.tsx';

interface Props {
  /** Absent to add a setting. */
  readonly setting?: RegistrationSetting;
  readonly groups: readonly GroupSummary[];
  readonly onClose: () => void;
}

const steps = ['Device Registration Setting', 'User Setting Distribution'] as const;

const shownFields = [
  ...bodyFields,
  ...pinFields,
  ...versionedPlatforms.map((platform) => `minimumVersions.${platform}` as const),
  ...distributionFields,
];

export const SettingWizard = ({ setting, groups, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const [step, setStep] = useState(0);
  const [values] = useState(() => (setting === undefined ? emptySettingForm : formOfSetting(setting)));
  const isDefault = setting?.isDefault === true;
  const { form, submit, saving, dirty, error } = useContractForm<
    SettingFormValues,
    'userSettings.create' | 'userSettings.update'
  >(setting === undefined ? 'userSettings.create' : 'userSettings.update', {
    values,
    toInput: (typed): MethodInput<'userSettings.create'> | MethodInput<'userSettings.update'> =>
      setting === undefined ? toNewSetting(typed) : toChangedSetting(setting.id, isDefault)(typed),
    fields: shownFields,
    onDone: () => {
      enqueueSnackbar(`${form.getValues('name')} was ${setting === undefined ? 'added' : 'saved'}.`, {
        variant: 'success',
      });
      onClose();
    },
    onProblem: ({ fields = {} }) => {
      // What the core refused may stand on page one.
      const paths = Object.keys(fields);
      if (paths.some((path) => bodyFields.some((name) => path === name || path.startsWith(`${name}.`)))) setStep(0);
      return false;
    },
  });
  const lastStep = isDefault ? 0 : 1;

  const next = async (): Promise<void> => {
    if (step < lastStep) {
      if (await form.trigger([...bodyFields], { shouldFocus: true })) setStep(step + 1);
    } else await submit();
  };

  return (
    <FormDialog
      title={setting === undefined ? 'Add setting for specific user groups' : `Edit ${setting.name}`}
      submitLabel={step < lastStep ? 'Next' : 'Done'}
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
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
      {!isDefault && (
        <Stepper activeStep={step} aria-label="Steps">
          {steps.map((label) => (
            <Step key={label}>
              <StepLabel>{label}</StepLabel>
            </Step>
          ))}
        </Stepper>
      )}
      {step === 0 ? (
        <SettingBodyFields control={form.control} />
      ) : (
        <SettingDistributionFields control={form.control} groups={groups} />
      )}
    </FormDialog>
  );
};
