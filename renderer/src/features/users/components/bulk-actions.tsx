// What can be done to the ticked people, or to everybody the list finds.
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { GroupSummary } from '../../../../../shared/ipc/groups.ts';
import { formatCount } from '../../../lib/format.ts';
import { BulkDialog, type BulkKind } from './bulk-dialog.tsx';
import { InviteButtons } from './invite-buttons.tsx';

interface Props {
  readonly ids: readonly string[];
  /** How many people the list finds on all its pages. */
  readonly total: number;
  /** The list as it was when everybody on it was selected; undefined while single people are. */
  readonly everybody: MethodInput<'users.list'> | undefined;
  readonly onSelectAll: () => void;
  readonly groups: readonly GroupSummary[];
  readonly onDone: () => void;
}

const actions: readonly { readonly kind: BulkKind; readonly label: string }[] = [
  { kind: 'enable', label: 'Enable' },
  { kind: 'disable', label: 'Disable' },
  { kind: 'add-to-group', label: 'Assign to Group' },
  { kind: 'remove-from-group', label: 'Remove from Group' },
];

export const BulkActions = ({ ids, total, everybody, onSelectAll, groups, onDone }: Props) => {
  const [kind, setKind] = useState<BulkKind>();
  const open = (next: BulkKind) => () => {
    setKind(next);
  };
  return (
    <>
      {everybody === undefined && total > ids.length && (
        <Button onClick={onSelectAll}>Select all {formatCount(total)} matching</Button>
      )}
      {everybody === undefined && <InviteButtons ids={[...ids]} />}
      {actions.map((action) => (
        <Button key={action.kind} onClick={open(action.kind)}>
          {action.label}
        </Button>
      ))}
      <Button color="error" onClick={open('delete')}>
        Delete
      </Button>
      {kind !== undefined && (
        <BulkDialog
          kind={kind}
          people={everybody === undefined ? { ids: [...ids] } : { filter: everybody }}
          groups={groups}
          onDone={() => {
            setKind(undefined);
            onDone();
          }}
          onClose={() => {
            setKind(undefined);
          }}
        />
      )}
    </>
  );
};
