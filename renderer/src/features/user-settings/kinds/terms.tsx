// Terms of Service: what people accept when they sign in to enroll, its versions, and how many accepted which.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { AnyUserSetting, TermsVersion } from '@shared/ipc/people/user-settings.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { FormSwitch } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';

interface TermsForm {
  enabled: boolean;
  title: string;
  text: string;
}

const Fields = ({ control }: { readonly control: SettingControl<TermsForm> }) => {
  const { t } = useTexts('user-settings');
  const enabled = useWatch({ control, name: 'body.enabled' });
  return (
    <>
      <FormSwitch control={control} name="body.enabled" label={t('terms.enabled')} />
      <FormTextField control={control} name="body.title" label={t('terms.title')} required={enabled} />
      <FormTextField
        control={control}
        name="body.text"
        label={t('terms.text')}
        required={enabled}
        multiline
        minRows={6}
        maxRows={14}
      />
      <Alert severity="info">{t('terms.newVersion')}</Alert>
    </>
  );
};

const Versions = ({ setting }: { readonly setting: AnyUserSetting }) => {
  const { t } = useTexts('user-settings');
  const query = useContractQuery('terms.versions', { settingId: setting.id });
  const remove = useContractMutation('terms.delete');
  const [deleting, setDeleting] = useState<TermsVersion>();
  const close = (): void => {
    remove.reset();
    setDeleting(undefined);
  };
  const isOn = setting.type === 'terms-of-service' && setting.body.enabled;
  return (
    <QueryView query={query}>
      {(versions) =>
        versions.length > 0 && (
          <Box sx={{ mt: 2 }}>
            <SimpleTable
              label={t('terms.versions', { name: setting.name })}
              rows={versions}
              rowId={({ id }) => String(id)}
              columns={[
                {
                  label: t('terms.version'),
                  nowrap: true,
                  render: ({ id, version }) =>
                    isOn && id === versions[0]?.id ? t('terms.inForce', { version }) : version,
                },
                { label: t('terms.title'), render: ({ title }) => title },
                { label: t('terms.written'), nowrap: true, render: ({ createdAt }) => <TimeText at={createdAt} /> },
                {
                  label: t('terms.acceptedBy'),
                  nowrap: true,
                  render: ({ accepted }) => t('terms.people', { count: accepted }),
                },
                {
                  label: t('common:actions'),
                  nowrap: true,
                  render: (version) =>
                    version.accepted === 0 &&
                    !(isOn && version.id === versions[0]?.id) && (
                      <Button
                        size="small"
                        color="error"
                        aria-label={t('terms.deleteNamed', { version: version.version })}
                        onClick={() => {
                          setDeleting(version);
                        }}
                      >
                        {t('common:delete')}
                      </Button>
                    ),
                },
              ]}
            />
            {deleting !== undefined && (
              <ConfirmDialog
                title={t('terms.deleteQuestion', { version: deleting.version })}
                consequence={t('terms.deleteConsequence', { title: deleting.title })}
                confirmLabel={t('terms.deleteConfirm')}
                severity="error"
                busy={remove.isPending}
                error={remove.error}
                onConfirm={() => {
                  remove.mutate({ id: deleting.id }, { onSuccess: close });
                }}
                onClose={close}
              />
            )}
          </Box>
        )
      }
    </QueryView>
  );
};

export const termsKind = defineKind(
  {
    type: 'terms-of-service',
    empty: { enabled: true, title: '', text: '' },
    formOf: (body): TermsForm => body,
    toBody: (form) => form,
    fields: ['body.title', 'body.text'],
    Fields,
  },
  ({ enabled, title }, t) => [
    { label: t('terms.fact'), value: enabled ? t('common:yes') : t('terms.notAccepted') },
    { label: t('terms.title'), value: title === '' ? undefined : title },
  ],
  Versions,
);
