// Entra ID User Source: the Microsoft tenant whose people and groups are taken over.
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { EntraSourceForm } from '../components/entra-source-form.tsx';

const RemoveDialog = ({ name, onClose }: { readonly name: string; readonly onClose: () => void }) => {
  const { enqueueSnackbar } = useSnackbar();
  const remove = useContractMutation('entra.remove');
  return (
    <ConfirmDialog
      title={`Remove ${name}?`}
      consequence="Its people stay as local users without password, its groups as manual groups. They can no longer sign in with Microsoft when they enroll a device, and nothing is synced any more. Enrolled devices stay enrolled."
      confirmLabel="Remove"
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => {
        remove.mutate(
          {},
          {
            onSuccess: () => {
              enqueueSnackbar(`${name} was removed.`, { variant: 'success' });
              onClose();
            },
          },
        );
      }}
    />
  );
};

export const EntraPage = () => {
  const query = useContractQuery('entra.get', {});
  const [removing, setRemoving] = useState(false);
  const name = query.data?.settings?.name;
  return (
    <>
      <PageHeader
        title="Entra ID User Source"
        subtitle="Takes the people and chosen groups of your Microsoft tenant over, and keeps them in step."
        actions={
          name !== undefined && (
            <Button
              color="error"
              onClick={() => {
                setRemoving(true);
              }}
            >
              Remove
            </Button>
          )
        }
      />
      {/* The key: after a removal the form begins anew. */}
      <QueryView query={query}>
        {(state) => <EntraSourceForm key={state.settings === undefined ? 'new' : 'known'} state={state} />}
      </QueryView>
      {removing && name !== undefined && (
        <RemoveDialog
          name={name}
          onClose={() => {
            setRemoving(false);
          }}
        />
      )}
    </>
  );
};
