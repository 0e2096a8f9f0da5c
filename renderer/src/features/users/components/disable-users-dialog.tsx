// Asks before people are disabled and says what becomes of their devices. Enabling takes nothing away and is not asked.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly people: readonly { readonly id: string; readonly displayName: string }[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export const DisableUsersDialog = ({ people, onDone, onClose }: Props) => {
  const { t } = useTexts('users');
  const disable = useContractMutation('users.setEnabled');
  const ids = people.map((person) => person.id);
  const check = useContractQuery('users.checkBulk', { ids, action: { kind: 'disable' } });
  const only = people.length === 1 ? people[0] : undefined;
  return (
    <ConfirmDialog
      title={
        only === undefined
          ? t('disable.questionMany', { count: people.length })
          : t('disable.question', { name: only.displayName })
      }
      consequence={t('disable.consequence')}
      confirmLabel={t('disable.confirm')}
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
