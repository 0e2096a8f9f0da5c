// What the syncs of a directory do with people whom it has no more: kept, disabled, or disabled and their devices retired.
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { gonePolicies } from '@shared/ipc/directories/matches.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { useContractMutation, useContractQuery } from '../../lib/contract-hooks.ts';
import { useTexts } from '../../lib/texts.ts';

type Policy = MethodOutput<'directoryMatches.policy'>;

interface Props {
  /** The id of an LDAP server, or `entra`. */
  readonly sourceId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const GoneDialog = (props: Props) => {
  const { t } = useTexts('common');
  const query = useContractQuery('directoryMatches.policy', { sourceId: props.sourceId });
  if (query.data !== undefined) return <GoneForm {...props} policy={query.data} />;
  return (
    <Dialog open onClose={props.onClose} aria-label={t('gone.title')}>
      <DialogContent>
        <QueryView query={query}>{() => null}</QueryView>
      </DialogContent>
    </Dialog>
  );
};

const GoneForm = ({ sourceId, name, policy, onClose }: Props & { readonly policy: Policy }) => {
  const { t } = useTexts('common');
  const { enqueueSnackbar } = useSnackbar();
  const save = useContractMutation('directoryMatches.setPolicy');
  const [gone, setGone] = useState(policy.gone);
  const [limit, setLimit] = useState(String(policy.goneLimit));
  const submit = (): void => {
    save.mutate(
      { sourceId, gone, goneLimit: Number.parseInt(limit, 10) },
      {
        onSuccess: () => {
          enqueueSnackbar(t('gone.saved'), { variant: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('gone.of', { name })}
      dirty={gone !== policy.gone || limit !== String(policy.goneLimit)}
      saving={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        select
        label={t('gone.label')}
        helperText={t(gone === 'keep' ? 'gone.hintKeep' : 'gone.hint')}
        value={gone}
        onChange={(event) => {
          setGone(gonePolicies.find((one) => one === event.target.value) ?? gone);
        }}
      >
        {gonePolicies.map((one) => (
          <MenuItem key={one} value={one}>
            {t(`gone.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {gone !== 'keep' && (
        <TextField
          type="number"
          label={t('gone.limit')}
          helperText={t('gone.limitHint')}
          value={limit}
          onChange={(event) => {
            setLimit(event.target.value);
          }}
        />
      )}
    </FormDialog>
  );
};
