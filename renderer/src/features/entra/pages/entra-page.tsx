// Entra ID User Source: the Microsoft tenant whose people and groups are taken over.
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { DirectoryMatches } from '../../../parts/people/directory-matches.tsx';
import { GoneDialog } from '../../../parts/people/gone-dialog.tsx';
import { EntraSourceForm } from '../components/entra-source-form.tsx';

const RemoveDialog = ({ name, onClose }: { readonly name: string; readonly onClose: () => void }) => {
  const { t } = useTexts('entra');
  const { enqueueSnackbar } = useSnackbar();
  const remove = useContractMutation('entra.remove');
  return (
    <ConfirmDialog
      title={t('remove.question', { name })}
      consequence={t('remove.consequence')}
      confirmLabel={t('remove.confirm')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => {
        remove.mutate(
          {},
          {
            onSuccess: () => {
              enqueueSnackbar(t('remove.done', { name }), { variant: 'success' });
              onClose();
            },
          },
        );
      }}
    />
  );
};

export const EntraPage = () => {
  const { t } = useTexts('entra');
  const query = useContractQuery('entra.get', {});
  const [removing, setRemoving] = useState(false);
  const [gone, setGone] = useState(false);
  const name = query.data?.settings?.name;
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          name !== undefined && (
            <>
              <Button
                onClick={() => {
                  setGone(true);
                }}
              >
                {t('common:gone.title')}
              </Button>
              <Button
                color="error"
                onClick={() => {
                  setRemoving(true);
                }}
              >
                {t('remove.confirm')}
              </Button>
            </>
          )
        }
      />
      {/* The key: after a removal the form begins anew. */}
      <QueryView query={query}>
        {(state) => <EntraSourceForm key={state.settings === undefined ? 'new' : 'known'} state={state} />}
      </QueryView>
      <DirectoryMatches source="entra" />
      {gone && name !== undefined && (
        <GoneDialog
          sourceId="entra"
          name={name}
          onClose={() => {
            setGone(false);
          }}
        />
      )}
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
