// Runs what is picked from the Actions menu: at once if harmless, else through a dialog.
import Box from '@mui/material/Box';
import { useSnackbar } from 'notistack';
import { type ReactNode, useState } from 'react';
import type { DeviceAction, DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { CommandDialog } from '../dialogs/command-dialog.tsx';
import { EraseDialog } from '../dialogs/erase-dialog.tsx';
import { LockDialog } from '../dialogs/lock-dialog.tsx';
import { DeleteDialog, NameDialog, OwnershipDialog, RetireDialog } from '../dialogs/record-dialogs.tsx';
import { ActionsMenu } from './actions-menu.tsx';

export const DeviceActions = ({ device }: { readonly device: DeviceDetails }) => {
  const { t } = useTexts('devices');
  const { enqueueSnackbar } = useSnackbar();
  const [open, setOpen] = useState<DeviceAction>();
  const push = useContractMutation('devices.push');
  const refresh = useContractMutation('devices.refresh');
  const error = push.error ?? refresh.error;
  const close = (): void => {
    setOpen(undefined);
  };
  const pick = (action: DeviceAction): void => {
    push.reset();
    refresh.reset();
    if (action === 'push')
      push.mutate(
        { id: device.id },
        {
          onSuccess: () => {
            enqueueSnackbar(t('action.pushed', { name: device.name }), { variant: 'success' });
          },
        },
      );
    else if (action === 'refresh')
      refresh.mutate(
        { id: device.id },
        {
          onSuccess: ({ queued }) => {
            enqueueSnackbar(queued === 0 ? t('action.refreshNone') : t('action.refreshed', { count: queued }), {
              variant: 'success',
            });
          },
        },
      );
    else setOpen(action);
  };
  const dialog = (): ReactNode => {
    switch (open) {
      case 'lock':
        return <LockDialog device={device} onClose={close} />;
      case 'erase':
        return <EraseDialog device={device} onClose={close} />;
      case 'retire':
        return <RetireDialog device={device} onClose={close} />;
      case 'delete':
        return <DeleteDialog device={device} onClose={close} />;
      case 'set-ownership':
        return <OwnershipDialog device={device} onClose={close} />;
      case 'set-name':
        return <NameDialog device={device} onClose={close} />;
      case 'restart':
      case 'shut-down':
      case 'clear-passcode':
        return <CommandDialog action={open} device={device} onClose={close} />;
      case 'push':
      case 'refresh':
      case undefined:
        return null;
    }
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-end', gap: 1 }}>
      <ActionsMenu actions={device.actions} onPick={pick} />
      {error !== null && <ErrorPanel error={error} />}
      {dialog()}
    </Box>
  );
};
