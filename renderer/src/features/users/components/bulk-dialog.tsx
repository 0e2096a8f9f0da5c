// Asks before something is done to many people: whom it reaches, whom not and why; then starts it.
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { BulkAction } from '../../../../../shared/ipc/bulk.ts';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { GroupSummary } from '../../../../../shared/ipc/groups.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { formatCount, plural } from '../../../lib/format.ts';

export type BulkKind = BulkAction['kind'];

/** Some people by id, or everybody a filter finds. */
export type People = Pick<MethodInput<'users.checkBulk'>, 'ids' | 'filter'>;

interface Words {
  readonly title: string;
  readonly verb: string;
  readonly consequence: string;
  readonly severity: 'info' | 'warning' | 'error';
}

const words: Readonly<Record<BulkKind, Words>> = {
  enable: {
    title: 'Enable users?',
    verb: 'Enable',
    consequence: 'They can sign in and enroll devices again.',
    severity: 'info',
  },
  disable: {
    title: 'Disable users?',
    verb: 'Disable',
    consequence: 'Who is disabled cannot sign in and cannot enroll another device. Nothing is retired or erased.',
    severity: 'warning',
  },
  delete: {
    title: 'Delete users?',
    verb: 'Delete',
    consequence:
      'Their data and enrollment links are removed and nobody can enroll in these names any more. This cannot be undone.',
    severity: 'error',
  },
  'add-to-group': {
    title: 'Assign to Group',
    verb: 'Assign',
    consequence: 'The settings of the group apply from the next enrollment on.',
    severity: 'info',
  },
  'remove-from-group': {
    title: 'Remove from Group',
    verb: 'Remove',
    consequence: 'The settings of the group no longer apply to them.',
    severity: 'warning',
  },
};

interface Props {
  readonly kind: BulkKind;
  readonly people: People;
  readonly groups: readonly GroupSummary[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const BulkDialog = ({ kind, people, groups, onDone, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const [group, setGroup] = useState<GroupSummary | null>(null);
  const action: BulkAction | undefined =
    kind === 'add-to-group' || kind === 'remove-from-group'
      ? group === null
        ? undefined
        : { kind, groupId: group.id }
      : { kind };
  const check = useContractQuery(
    'users.checkBulk',
    { ...people, action: action ?? { kind: 'enable' } },
    { enabled: action !== undefined },
  );
  const run = useContractMutation('users.runBulk');
  const { title, verb, consequence, severity } = words[kind];
  const verdict = action === undefined ? undefined : check.data;
  const refused = verdict?.refused.reduce((sum, one) => sum + one.count, 0) ?? 0;
  return (
    <ConfirmDialog
      title={title}
      consequence={consequence}
      confirmLabel={verdict === undefined ? verb : `${verb} ${plural(verdict.allowed, 'user')}`}
      severity={severity}
      ready={verdict !== undefined && verdict.allowed > 0}
      busy={run.isPending}
      error={run.error ?? (action === undefined ? undefined : check.error)}
      onConfirm={() => {
        if (action === undefined) return;
        run.mutate(
          { ...people, action },
          {
            onSuccess: () => {
              enqueueSnackbar('It runs; the tasks at the bottom left tell the outcome.', { variant: 'info' });
              onDone();
            },
          },
        );
      }}
      onClose={onClose}
    >
      {(kind === 'add-to-group' || kind === 'remove-from-group') && (
        <Autocomplete
          size="small"
          options={groups.filter((candidate) => candidate.kind === 'manual')}
          value={group}
          getOptionLabel={(candidate) => candidate.name}
          getOptionKey={(candidate) => candidate.id}
          isOptionEqualToValue={(a, b) => a.id === b.id}
          onChange={(_, picked) => {
            setGroup(picked);
          }}
          noOptionsText="There are no manually managed groups yet."
          renderInput={(params) => <TextField {...params} label="User Group" required />}
        />
      )}
      {verdict !== undefined && (
        <Stack sx={{ gap: 1 }} role="status">
          <Alert severity={verdict.allowed > 0 ? 'success' : 'warning'}>
            {formatCount(verdict.allowed)} allowed, {formatCount(refused)} refused.
          </Alert>
          {verdict.notes.map((note) => (
            <Alert key={note} severity="info">
              {note}
            </Alert>
          ))}
          {verdict.refused.map(({ reason, count, names }) => (
            <Alert key={reason} severity="warning">
              {plural(count, 'user')}: {reason} {names.join(', ')}
              {count > names.length && names.length > 0 ? ` and ${formatCount(count - names.length)} more` : ''}
            </Alert>
          ))}
        </Stack>
      )}
    </ConfirmDialog>
  );
};
