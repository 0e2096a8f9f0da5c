// Retire, delete, ownership and name of a device.
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { ownerships } from '@shared/model/enrollment.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { useBackTo } from '../../../lib/use-history.ts';
import { useDeviceCommand } from './use-device-command.ts';

interface Props {
  readonly device: DeviceDetails;
  readonly onClose: () => void;
}

export const RetireDialog = ({ device, onClose }: Props) => {
  const { t } = useTexts('devices');
  const { enqueueSnackbar } = useSnackbar();
  const retire = useContractMutation('devices.retire');
  const user = device.userDisplayName ?? t('retire.itsUser');
  return (
    <ConfirmDialog
      title={t('retire.question', { name: device.name })}
      severity="error"
      consequence={
        device.enrollmentType === 'user'
          ? t('retire.consequenceUser', { user })
          : t('retire.consequenceDevice', { user })
      }
      confirmLabel={t('retire.confirm')}
      typedName={device.name}
      busy={retire.isPending}
      error={retire.error}
      onClose={onClose}
      onConfirm={() => {
        retire.mutate(
          { id: device.id },
          {
            onSuccess: () => {
              enqueueSnackbar(t('retire.done', { name: device.name }), { variant: 'success' });
              onClose();
            },
          },
        );
      }}
    />
  );
};

export const DeleteDialog = ({ device, onClose }: Props) => {
  const { t } = useTexts('devices');
  const { enqueueSnackbar } = useSnackbar();
  const backTo = useBackTo();
  const remove = useContractMutation('devices.delete');
  return (
    <ConfirmDialog
      title={t('remove.question', { name: device.name })}
      severity="error"
      consequence={t('remove.consequence')}
      confirmLabel={t('common:delete')}
      tickLabel={t('remove.tick')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => {
        remove.mutate(
          { id: device.id },
          {
            onSuccess: () => {
              enqueueSnackbar(t('remove.done', { name: device.name }), { variant: 'success' });
              backTo('/devices');
            },
          },
        );
      }}
    />
  );
};

export const OwnershipDialog = ({ device, onClose }: Props) => {
  const { t } = useTexts('devices');
  const { enqueueSnackbar } = useSnackbar();
  const [ownership, setOwnership] = useState(device.ownership);
  const mutation = useContractMutation('devices.setOwnership');
  return (
    <ConfirmDialog
      title={t('ownership.title', { name: device.name })}
      severity="info"
      consequence={t('ownership.about')}
      confirmLabel={t('common:save')}
      busy={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onConfirm={() => {
        mutation.mutate(
          { id: device.id, ownership },
          {
            onSuccess: () => {
              enqueueSnackbar(
                t('ownership.done', { name: device.name, ownership: t(`model:ownership.${ownership}`) }),
                { variant: 'success' },
              );
              onClose();
            },
          },
        );
      }}
    >
      <TextField
        select
        label={t('column.ownership')}
        value={ownership}
        onChange={({ target }) => {
          setOwnership(ownerships.find((candidate) => candidate === target.value) ?? 'not-set');
        }}
      >
        {ownerships.map((value) => (
          <MenuItem key={value} value={value}>
            {t(`model:ownership.${value}`)}
          </MenuItem>
        ))}
      </TextField>
    </ConfirmDialog>
  );
};

export const NameDialog = ({ device, onClose }: Props) => {
  const { t } = useTexts('devices');
  const [name, setName] = useState(device.name);
  const { send, busy, error } = useDeviceCommand(device, t('name.what'), onClose);
  return (
    <ConfirmDialog
      title={t('name.title', { name: device.name })}
      severity="info"
      consequence={t('name.about')}
      confirmLabel={t('name.confirm')}
      busy={busy}
      error={error}
      ready={name.trim() !== '' && name.trim() !== device.name}
      onClose={onClose}
      onConfirm={() => {
        send({ type: 'DeviceName', name: name.trim() });
      }}
    >
      <TextField
        label={t('name.field')}
        value={name}
        required
        onChange={(event) => {
          setName(event.target.value);
        }}
        slotProps={{ htmlInput: { maxLength: 63 } }}
      />
    </ConfirmDialog>
  );
};
