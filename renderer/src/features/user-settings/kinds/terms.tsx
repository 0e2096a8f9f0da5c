// Terms of Service: what people accept when they sign in to enroll, its versions, and how many accepted which.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { AnyUserSetting, TermsVersion } from '../../../../../shared/ipc/user-settings.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';
import { defineKind } from '../define-kind.tsx';
import type { SettingControl } from '../setting-kind.ts';
import { SwitchField } from './switch-field.tsx';

interface TermsForm {
  enabled: boolean;
  title: string;
  text: string;
}

const Fields = ({ control }: { readonly control: SettingControl<TermsForm> }) => {
  const enabled = useWatch({ control, name: 'body.enabled' });
  return (
    <>
      <SwitchField control={control} name="body.enabled" label="People have to accept them" />
      <FormTextField control={control} name="body.title" label="Title" required={enabled} />
      <FormTextField
        control={control}
        name="body.text"
        label="Text"
        required={enabled}
        multiline
        minRows={6}
        maxRows={14}
      />
      <Alert severity="info">
        A changed title or text makes a new version: everybody accepts it at their next sign-in. Accepted versions are
        kept and cannot be deleted.
      </Alert>
    </>
  );
};

const Versions = ({ setting }: { readonly setting: AnyUserSetting }) => {
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
              label={`Versions of ${setting.name}`}
              rows={versions}
              rowId={({ id }) => String(id)}
              columns={[
                {
                  label: 'Version',
                  nowrap: true,
                  render: ({ id, version }) =>
                    isOn && id === versions[0]?.id ? `${String(version)} (in force)` : version,
                },
                { label: 'Title', render: ({ title }) => title },
                { label: 'Written', nowrap: true, render: ({ createdAt }) => <TimeText at={createdAt} /> },
                { label: 'Accepted by', nowrap: true, render: ({ accepted }) => plural(accepted, 'person', 'people') },
                {
                  label: 'Actions',
                  nowrap: true,
                  render: (version) =>
                    version.accepted === 0 &&
                    !(isOn && version.id === versions[0]?.id) && (
                      <Button
                        size="small"
                        color="error"
                        aria-label={`Delete version ${String(version.version)}`}
                        onClick={() => {
                          setDeleting(version);
                        }}
                      >
                        Delete
                      </Button>
                    ),
                },
              ]}
            />
            {deleting !== undefined && (
              <ConfirmDialog
                title={`Delete version ${String(deleting.version)}?`}
                consequence={`The text "${deleting.title}" is lost. Nobody accepted it. This cannot be undone.`}
                confirmLabel="Delete version"
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
  {
    intro: 'What people accept when they sign in to enroll a device.',
    hint: 'Add a setting for a user group that accepts other terms, for example people from outside the office.',
    note: 'Who accepted which version is shown on the page of each user.',
  },
  ({ enabled, title }) => [
    { label: 'To Be Accepted', value: enabled ? 'Yes' : 'No: people enroll without accepting anything' },
    { label: 'Title', value: title === '' ? undefined : title },
  ],
  Versions,
);
