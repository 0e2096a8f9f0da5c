// Terms of service that people accept when they enroll: the text in force, its versions, who accepted how many.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';

type TermsRules = MethodOutput<'enrollmentRules.get'>['terms'];
type Version = TermsRules['versions'][number];

interface TermsForm {
  enabled: boolean;
  title: string;
  text: string;
}

export const TermsCard = ({ terms }: { readonly terms: TermsRules }) => {
  const { versions, enabled } = terms;
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState<Version>();
  const remove = useContractMutation('terms.delete');
  const inForce = enabled ? versions[0]?.version : undefined;
  const close = (): void => {
    remove.reset();
    setDeleting(undefined);
  };
  return (
    <SectionCard
      title="Terms of Service"
      actions={
        <Button
          aria-label="Edit terms of service"
          onClick={() => {
            setEditing(true);
          }}
        >
          Edit
        </Button>
      }
    >
      <Typography variant="body2" color="textSecondary" sx={{ mb: versions.length === 0 ? 0 : 1 }}>
        {enabled
          ? 'People have to accept the newest version when they sign in to enroll a device.'
          : 'Off: people enroll without accepting anything.'}
      </Typography>
      {versions.length > 0 && (
        <SimpleTable
          label="Versions of the terms of service"
          rows={versions}
          rowId={({ version }) => String(version)}
          columns={[
            {
              label: 'Version',
              nowrap: true,
              render: ({ version }) => (version === inForce ? `${String(version)} (in force)` : version),
            },
            { label: 'Title', render: ({ title }) => title },
            { label: 'Written', nowrap: true, render: ({ createdAt }) => <TimeText at={createdAt} /> },
            { label: 'Accepted by', nowrap: true, render: ({ accepted }) => plural(accepted, 'person', 'people') },
            {
              label: 'Actions',
              nowrap: true,
              render: (terms) =>
                terms.accepted === 0 &&
                terms.version !== inForce && (
                  <Button
                    size="small"
                    color="error"
                    aria-label={`Delete version ${String(terms.version)}`}
                    onClick={() => {
                      setDeleting(terms);
                    }}
                  >
                    Delete
                  </Button>
                ),
            },
          ]}
        />
      )}
      {editing && (
        <TermsDialog
          terms={terms}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
      {deleting !== undefined && (
        <ConfirmDialog
          title={`Delete version ${String(deleting.version)}?`}
          consequence={`The text "${deleting.title}" is lost. Nobody accepted it. This cannot be undone.`}
          confirmLabel="Delete version"
          severity="error"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate({ version: deleting.version }, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </SectionCard>
  );
};

const TermsDialog = ({ terms, onClose }: { readonly terms: TermsRules; readonly onClose: () => void }) => {
  const { enqueueSnackbar } = useSnackbar();
  const newest = terms.versions[0];
  const [values] = useState(() => ({
    enabled: terms.enabled,
    title: newest?.title ?? '',
    text: newest?.text ?? '',
  }));
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<TermsForm, 'terms.save'>('terms.save', {
    values,
    toInput: (typed) => typed,
    fields: ['enabled', 'title', 'text'],
    onDone: () => {
      enqueueSnackbar('The terms of service were saved.', { variant: 'success' });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Edit terms of service"
      maxWidth="md"
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <Controller
        control={form.control}
        name="enabled"
        render={({ field: { value, ...field } }) => (
          <FormControlLabel control={<Switch checked={value} {...field} />} label="People have to accept them" />
        )}
      />
      <FormTextField control={form.control} name="title" label="Title" required />
      <FormTextField control={form.control} name="text" label="Text" required multiline minRows={8} maxRows={16} />
      <Alert severity="info">
        A changed title or text makes a new version: everybody accepts it at their next sign-in. Accepted versions are
        kept and cannot be deleted.
      </Alert>
    </FormDialog>
  );
};
