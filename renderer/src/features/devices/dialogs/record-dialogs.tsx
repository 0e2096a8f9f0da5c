// Retire, delete, ownership and name of a device.
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { DeviceDetails } from '../../../../../shared/ipc/devices.ts';
import { ownershipLabel, ownerships } from '../../../../../shared/model/enrollment.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useDeviceCommand } from './use-device-command.ts';

interface Props {
  readonly device: DeviceDetails;
  readonly onClose: () => void;
}

export const RetireDialog = ({ device, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const retire = useContractMutation('devices.retire');
  const user = device.userDisplayName ?? 'its user';
  return (
    <ConfirmDialog
      title={`Retire ${device.name}?`}
      severity="error"
      consequence={
        device.enrollmentType === 'user'
          ? `At its next contact the device removes its management. The separate volume with the work data of ${user} is destroyed together with its keys: managed apps, accounts and their data are gone. Personal data stays untouched.`
          : `At its next contact the device removes its management, with every configuration and managed app that came from this office. Other data of ${user} stays on the device.`
      }
      confirmLabel="Retire"
      typedName={device.name}
      busy={retire.isPending}
      error={retire.error}
      onClose={onClose}
      onConfirm={() => {
        retire.mutate(
          { id: device.id },
          {
            onSuccess: () => {
              enqueueSnackbar(`${device.name} retires at its next contact.`, { variant: 'success' });
              onClose();
            },
          },
        );
      }}
    />
  );
};

export const DeleteDialog = ({ device, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const navigate = useNavigate();
  const remove = useContractMutation('devices.delete');
  return (
    <ConfirmDialog
      title={`Delete the record of ${device.name}?`}
      severity="error"
      consequence="The record, its inventory and its log are deleted here. Nothing is sent to the device."
      confirmLabel="Delete"
      tickLabel="I know that this cannot be reversed"
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => {
        remove.mutate(
          { id: device.id },
          {
            onSuccess: () => {
              enqueueSnackbar(`The record of ${device.name} was deleted.`, { variant: 'success' });
              void navigate('/devices');
            },
          },
        );
      }}
    />
  );
};

export const OwnershipDialog = ({ device, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const [ownership, setOwnership] = useState(device.ownership);
  const mutation = useContractMutation('devices.setOwnership');
  return (
    <ConfirmDialog
      title={`Ownership of ${device.name}`}
      severity="info"
      consequence="Ownership is a note of the office. It changes nothing on the device."
      confirmLabel="Save"
      busy={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onConfirm={() => {
        mutation.mutate(
          { id: device.id, ownership },
          {
            onSuccess: () => {
              enqueueSnackbar(`${device.name} is now ${ownershipLabel[ownership]}.`, { variant: 'success' });
              onClose();
            },
          },
        );
      }}
    >
      <TextField
        select
        label="Ownership"
        value={ownership}
        onChange={({ target }) => {
          setOwnership(ownerships.find((candidate) => candidate === target.value) ?? 'not-set');
        }}
      >
        {ownerships.map((value) => (
          <MenuItem key={value} value={value}>
            {ownershipLabel[value]}
          </MenuItem>
        ))}
      </TextField>
    </ConfirmDialog>
  );
};

export const NameDialog = ({ device, onClose }: Props) => {
  const [name, setName] = useState(device.name);
  const { send, busy, error } = useDeviceCommand(device, 'The new name', onClose);
  return (
    <ConfirmDialog
      title={`Change the name of ${device.name}`}
      severity="info"
      consequence="The device takes the new name at its next contact; its person sees it too."
      confirmLabel="Change Name"
      busy={busy}
      error={error}
      ready={name.trim() !== '' && name.trim() !== device.name}
      onClose={onClose}
      onConfirm={() => {
        send({ type: 'DeviceName', name: name.trim() });
      }}
    >
      <TextField
        label="Device Name"
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
