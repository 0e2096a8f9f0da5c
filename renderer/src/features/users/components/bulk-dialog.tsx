// Asks before something is done to many people: whom it reaches, whom not and why; then starts it.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { BulkAction } from '../../../../../shared/ipc/bulk.ts';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { GroupSummary } from '../../../../../shared/ipc/groups.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { formatCount, plural } from '../../../lib/format.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { AttributeFields, GroupField } from './bulk-fields.tsx';

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
  'set-attribute': {
    title: 'Assign Attribute',
    verb: 'Assign to',
    consequence: 'An earlier value of the attribute is replaced. Rules of groups and searches can ask for it.',
    severity: 'info',
  },
  'remove-attribute': {
    title: 'Remove Attribute',
    verb: 'Remove from',
    consequence: 'Rules of groups that ask for the attribute no longer match these people.',
    severity: 'warning',
  },
  'generate-pin': {
    title: 'Generate PIN',
    verb: 'Generate for',
    consequence:
      'They get a new one-time PIN for the sign-in at enrollment; earlier PINs stop working. No mail is sent: see each PIN with View PIN in the list.',
    severity: 'info',
  },
};

interface Inputs {
  readonly groupId: string | undefined;
  readonly name: string;
  readonly value: string;
}

/** Undefined until everything is filled in. */
const actionOf = (kind: BulkKind, { groupId, name, value }: Inputs): BulkAction | undefined => {
  switch (kind) {
    case 'add-to-group':
    case 'remove-from-group':
      return groupId === undefined ? undefined : { kind, groupId };
    case 'set-attribute':
      return name.trim() === '' || value.trim() === '' ? undefined : { kind, name: name.trim(), value: value.trim() };
    case 'remove-attribute':
      return name.trim() === '' ? undefined : { kind, name: name.trim() };
    case 'enable':
    case 'disable':
    case 'delete':
    case 'generate-pin':
      return { kind };
  }
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
  const [inputs, setInputs] = useState<Inputs>({ groupId: undefined, name: '', value: '' });
  const settled = useSettled(inputs, 250);
  const action = actionOf(kind, settled);
  const set = (change: Partial<Inputs>): void => {
    setInputs((before) => ({ ...before, ...change }));
  };
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
      ready={verdict !== undefined && verdict.allowed > 0 && settled === inputs}
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
        <GroupField
          groups={groups}
          groupId={inputs.groupId}
          canCreate={kind === 'add-to-group'}
          onChange={(groupId) => {
            set({ groupId });
          }}
        />
      )}
      {(kind === 'set-attribute' || kind === 'remove-attribute') && (
        <AttributeFields
          name={inputs.name}
          value={kind === 'set-attribute' ? inputs.value : undefined}
          onName={(name) => {
            set({ name });
          }}
          onValue={(value) => {
            set({ value });
          }}
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
