// The wizard of a user setting: page one says what, page two for whom. The default has page one only.
import Button from '@mui/material/Button';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { FieldPath } from 'react-hook-form';
import type { SettingType } from '@shared/model/user-setting.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { nameOf, useTexts } from '../../../lib/texts.ts';
import { type SettingForm, type SettingOf, toChangedSetting, toNewSetting } from '../setting-form.ts';
import type { FormOfKind, WizardProps } from '../setting-kind.ts';
import { SettingDistributionFields } from './setting-distribution-fields.tsx';

interface Props<T extends SettingType, F extends object> extends WizardProps<SettingOf<T>> {
  readonly form: FormOfKind<T, F>;
}

const distribution = 'groupIds';

export const SettingWizard = <T extends SettingType, F extends object>({
  form: { type, empty, formOf, toBody, fields, Fields },
  setting,
  groups,
  onClose,
}: Props<T, F>) => {
  const { t } = useTexts('user-settings');
  const { enqueueSnackbar } = useSnackbar();
  const [step, setStep] = useState(0);
  const [values] = useState((): SettingForm<F> => ({
    name: nameOf(setting?.name ?? ''),
    description: nameOf(setting?.description ?? ''),
    body: setting === undefined ? empty : formOf(setting.body),
    groupIds: setting?.groups.map((group) => group.id) ?? [],
  }));
  const isDefault = setting?.isDefault === true;
  const shownFields = ['name', 'description', ...fields, distribution] as FieldPath<SettingForm<F>>[];
  const {
    form,
    frame: { onSubmit: submit, saving, dirty, error },
  } = useContractForm<SettingForm<F>, 'userSettings.create' | 'userSettings.update'>(
    setting === undefined ? 'userSettings.create' : 'userSettings.update',
    {
      values,
      toInput: (typed) =>
        setting === undefined ? toNewSetting(type, toBody, typed) : toChangedSetting(setting, type, toBody, typed),
      fields: shownFields,
      onDone: () => {
        const { name } = form.getValues();
        enqueueSnackbar(t(setting === undefined ? 'wizard.added' : 'wizard.saved', { name }), { variant: 'success' });
        onClose();
      },
      onProblem: ({ fields: wrong = {} }) => {
        // What the core refused may stand on page one.
        if (Object.keys(wrong).some((path) => path !== distribution)) setStep(0);
        return false;
      },
    },
  );
  const lastStep = isDefault ? 0 : 1;

  const next = async (): Promise<void> => {
    if (step < lastStep) {
      const pageOne = ['name', 'description', 'body'] as FieldPath<SettingForm<F>>[];
      if (await form.trigger(pageOne, { shouldFocus: true })) setStep(step + 1);
    } else await submit();
  };

  return (
    <FormDialog
      title={setting === undefined ? t('list.add') : t('card.editNamed', { name: nameOf(setting.name) })}
      submitLabel={step < lastStep ? t('wizard.next') : t('common:done')}
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      step={step}
      onSubmit={next}
      onClose={onClose}
      secondary={
        step > 0 && (
          <Button
            onClick={() => {
              setStep(step - 1);
            }}
          >
            {t('wizard.back')}
          </Button>
        )
      }
    >
      {!isDefault && (
        <Stepper activeStep={step} sx={{ flexWrap: 'wrap', rowGap: 1 }} aria-label={t('wizard.steps')}>
          {[t(`model:settingType.${type}`), t('wizard.distribution')].map((label) => (
            <Step key={label}>
              <StepLabel>{label}</StepLabel>
            </Step>
          ))}
        </Stepper>
      )}
      {step === 0 ? (
        <>
          <FormTextField control={form.control} name={'name'} label={t('wizard.name')} required />
          <FormTextField control={form.control} name={'description'} label={t('wizard.description')} />
          <Fields control={form.control} />
        </>
      ) : (
        <SettingDistributionFields control={form.control} groups={groups} />
      )}
    </FormDialog>
  );
};
