// Asks before something is done to many people: whom it reaches, whom not and why; then starts it.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { BulkAction } from '@shared/ipc/people/bulk.ts';
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { type Texts, useTexts, wordsOf } from '../../../lib/texts.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { AttributeFields, GroupField } from './bulk-fields.tsx';

export type BulkKind = BulkAction['kind'];

/** Some people by id, or everybody a filter finds. */
export type People = Pick<MethodInput<'users.checkBulk'>, 'ids' | 'filter'>;

type Severity = 'info' | 'warning' | 'error';

const severities: Readonly<Record<BulkKind, Severity>> = {
  enable: 'info',
  disable: 'warning',
  delete: 'error',
  'add-to-group': 'info',
  'remove-from-group': 'warning',
  'set-attribute': 'info',
  'remove-attribute': 'warning',
  'generate-pin': 'info',
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

const titleOf = (kind: BulkKind, name: string | undefined, t: Texts<'users'>): string =>
  name !== undefined && (kind === 'enable' || kind === 'disable' || kind === 'delete')
    ? t(`question.${kind}`, { name })
    : t(`bulk.${kind}.title`);

interface Props {
  readonly kind: BulkKind;
  readonly people: People;
  readonly groups: readonly GroupSummary[];
  /** The name of the only person, for the question. */
  readonly name?: string;
  /** What the fields of an attribute begin with. */
  readonly attribute?: { readonly name: string; readonly value: string };
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const BulkDialog = ({ kind, people, groups, name, attribute, onDone, onClose }: Props) => {
  const { t } = useTexts('users');
  const { enqueueSnackbar } = useSnackbar();
  const [inputs, setInputs] = useState<Inputs>({
    groupId: undefined,
    name: attribute?.name ?? '',
    value: attribute?.value ?? '',
  });
  const settled = useSettled(inputs, 250);
  // A value that is still the present one has nothing to be judged yet.
  const untouched = kind === 'set-attribute' && attribute?.value === settled.value && attribute.name === settled.name;
  const action = untouched ? undefined : actionOf(kind, settled);
  const set = (change: Partial<Inputs>): void => {
    setInputs((before) => ({ ...before, ...change }));
  };
  const check = useContractQuery(
    'users.checkBulk',
    { ...people, action: action ?? { kind: 'enable' } },
    { enabled: action !== undefined },
  );
  const run = useContractMutation('users.runBulk');
  const verdict = action === undefined ? undefined : check.data;
  const refused = verdict?.refused.reduce((sum, one) => sum + one.count, 0) ?? 0;
  return (
    <ConfirmDialog
      title={titleOf(kind, name, t)}
      consequence={t(`bulk.${kind}.consequence`)}
      confirmLabel={
        verdict === undefined || name !== undefined
          ? t(`bulk.${kind}.verb`)
          : t(`bulk.${kind}.confirm`, { count: verdict.allowed })
      }
      severity={severities[kind]}
      ready={verdict !== undefined && verdict.allowed > 0 && settled === inputs}
      busy={run.isPending}
      error={run.error ?? (action === undefined ? undefined : check.error)}
      onConfirm={() => {
        if (action === undefined) return;
        run.mutate(
          { ...people, action },
          {
            onSuccess: () => {
              enqueueSnackbar(t('bulk.runs'), { variant: 'info' });
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
          {name === undefined && (
            <Alert severity={verdict.allowed > 0 ? 'success' : 'warning'}>
              {t('bulk.verdict', { allowed: verdict.allowed, refused })}
            </Alert>
          )}
          {verdict.notes.map((note) => (
            <Alert key={note.english} severity="info">
              {wordsOf(note)}
            </Alert>
          ))}
          {verdict.refused.map(({ reason, count, names }) => (
            <Alert key={reason.english} severity="warning">
              {name === undefined
                ? `${t('count', { count })}: ${wordsOf(reason)} ${names.join(', ')}`
                : wordsOf(reason)}
              {count > names.length && names.length > 0 ? ` ${t('andMore', { more: count - names.length })}` : ''}
            </Alert>
          ))}
        </Stack>
      )}
    </ConfirmDialog>
  );
};
