// Asks before people are disabled and says what becomes of their devices. Enabling takes nothing away and is not asked.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';

interface Props {
  readonly people: readonly { readonly id: string; readonly displayName: string }[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export const DisableUsersDialog = ({ people, onDone, onClose }: Props) => {
  const disable = useContractMutation('users.setEnabled');
  const ids = people.map((person) => person.id);
  const check = useContractQuery('users.checkBulk', { ids, action: { kind: 'disable' } });
  const only = people.length === 1 ? people[0] : undefined;
  return (
    <ConfirmDialog
      title={only === undefined ? `Disable ${plural(people.length, 'user')}?` : `Disable ${only.displayName}?`}
      consequence="Who is disabled cannot sign in and cannot enroll another device. Nothing is retired or erased. You can enable the person again at any time."
      confirmLabel="Disable"
      busy={disable.isPending}
      error={disable.error ?? check.error}
      onConfirm={() => {
        disable.mutate({ ids, enabled: false }, { onSuccess: onDone });
      }}
      onClose={onClose}
    >
      {check.data !== undefined && check.data.notes.length > 0 && (
        <Stack sx={{ gap: 1 }} role="status">
          {check.data.notes.map((note) => (
            <Alert key={note} severity="info">
              {note}
            </Alert>
          ))}
        </Stack>
      )}
    </ConfirmDialog>
  );
};
