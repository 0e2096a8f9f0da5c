// User Settings: Device Registration Settings in order of priority.
import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { RegistrationSetting } from '../../../../../shared/ipc/users.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { toEnvelope } from '../../../lib/transport.ts';
import { DeviceLimitCard } from '../components/device-limit-card.tsx';
import { SettingCard } from '../components/setting-card.tsx';
import { SettingWizard } from '../components/setting-wizard.tsx';
import { TermsCard } from '../components/terms-card.tsx';
import { moved } from '../setting-form.ts';

type OpenDialog =
  { readonly kind: 'none' | 'add' } | { readonly kind: 'edit' | 'delete'; readonly setting: RegistrationSetting };

const closed: OpenDialog = { kind: 'none' };

export const UserSettingsPage = () => {
  const { enqueueSnackbar } = useSnackbar();
  const query = useContractQuery('userSettings.list', {});
  const rules = useContractQuery('enrollmentRules.get', {});
  const groups = useContractQuery('groups.list', { pageSize: 500, sortBy: 'name' });
  const reorder = useContractMutation('userSettings.reorder');
  const remove = useContractMutation('userSettings.delete');
  const [dialog, setDialog] = useState<OpenDialog>(closed);
  const close = (): void => {
    remove.reset();
    setDialog(closed);
  };
  const own = (query.data ?? []).filter((setting) => !setting.isDefault);
  const ownIds = own.map((setting) => setting.id);

  const move = (setting: RegistrationSetting, direction: 'up' | 'down'): void => {
    const ids = moved(ownIds, setting.id, direction);
    reorder.mutate(
      { ids },
      {
        onSuccess: () => {
          enqueueSnackbar(`${setting.name} now has priority ${String(ids.indexOf(setting.id) + 1)}.`);
        },
        onError: (error) => {
          enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
        },
      },
    );
  };
  const addButton = (
    <Button
      variant="contained"
      startIcon={<Add />}
      aria-label="+ Add setting for specific user groups"
      disabled={groups.data === undefined}
      onClick={() => {
        setDialog({ kind: 'add' });
      }}
    >
      Add setting for specific user groups
    </Button>
  );

  return (
    <>
      <PageHeader
        title="User Settings"
        subtitle="Device Registration Settings say how the devices of a person enroll. When a person is in several groups, the top setting wins."
        actions={addButton}
      />
      {query.data === undefined && query.error === null && <PageLoading />}
      {query.error !== null && (
        <Box sx={{ mb: 2 }}>
          <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
        </Box>
      )}
      {groups.error !== null && <ErrorPanel error={groups.error} onRetry={() => void groups.refetch()} />}
      {query.data !== undefined && (
        <Stack component="section" aria-label="Device Registration Settings" sx={{ gap: 1.5 }}>
          {own.length === 0 && (
            <Paper variant="outlined">
              <EmptyState
                title="Only the default applies"
                text="Add a setting for a user group, for example User Enrollment for people who bring their own iPhone."
              />
            </Paper>
          )}
          {query.data.map((setting) => (
            <SettingCard
              key={setting.id}
              setting={setting}
              isFirst={setting.id === ownIds[0]}
              isLast={setting.id === ownIds.at(-1)}
              busy={reorder.isPending}
              onMove={(direction) => {
                move(setting, direction);
              }}
              onEdit={() => {
                setDialog({ kind: 'edit', setting });
              }}
              onDelete={() => {
                setDialog({ kind: 'delete', setting });
              }}
            />
          ))}
          <Typography variant="body2" color="textSecondary">
            Devices keep the enrollment type they came in with; a changed setting counts for the next enrollment.
          </Typography>
        </Stack>
      )}
      {rules.error !== null && <ErrorPanel error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data !== undefined && (
        <Stack sx={{ gap: 1.5, mt: 3 }}>
          <TermsCard terms={rules.data.terms} />
          <DeviceLimitCard deviceLimit={rules.data.deviceLimit} />
        </Stack>
      )}
      {dialog.kind === 'add' && <SettingWizard groups={groups.data?.rows ?? []} onClose={close} />}
      {dialog.kind === 'edit' && (
        <SettingWizard setting={dialog.setting} groups={groups.data?.rows ?? []} onClose={close} />
      )}
      {dialog.kind === 'delete' && (
        <ConfirmDialog
          title={`Delete ${dialog.setting.name}?`}
          consequence={`It no longer applies to ${dialog.setting.groups
            .map((group) => group.name)
            .join(
              ', ',
            )}; the next setting in the order does. Enrolled devices stay as they are. This cannot be undone.`}
          confirmLabel="Delete setting"
          severity="error"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate({ id: dialog.setting.id }, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </>
  );
};
