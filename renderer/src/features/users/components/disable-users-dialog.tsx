// Asks before people are disabled. Enabling them again takes nothing away and is not asked.
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';

interface Props {
  readonly people: readonly { readonly id: string; readonly displayName: string }[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export const DisableUsersDialog = ({ people, onDone, onClose }: Props) => {
  const disable = useContractMutation('users.setEnabled');
  const only = people.length === 1 ? people[0] : undefined;
  return (
    <ConfirmDialog
      title={only === undefined ? `Disable ${plural(people.length, 'user')}?` : `Disable ${only.displayName}?`}
      consequence="Who is disabled cannot sign in and cannot enroll another device. Devices that are enrolled stay enrolled and managed. You can enable the person again at any time."
      confirmLabel="Disable"
      busy={disable.isPending}
      error={disable.error}
      onConfirm={() => {
        disable.mutate({ ids: people.map((person) => person.id), enabled: false }, { onSuccess: onDone });
      }}
      onClose={onClose}
    />
  );
};
