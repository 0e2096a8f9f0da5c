// Lock: with a message on iPhone and iPad, with a PIN on a Mac.
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { deviceCommand, type DeviceDetails } from '../../../../../shared/ipc/devices.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { PinField } from './pin-field.tsx';
import { useDeviceCommand } from './use-device-command.ts';

interface Props {
  readonly device: DeviceDetails;
  readonly onClose: () => void;
}

const optional = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

export const LockDialog = ({ device, onClose }: Props) => {
  const isMac = device.platform === 'macOS';
  const [message, setMessage] = useState('');
  const [phoneNumber, setPhoneNumber] = useState('');
  const [pin, setPin] = useState('');
  const { send, busy, error } = useDeviceCommand(device, 'Lock', onClose);
  const command = {
    type: 'DeviceLock' as const,
    message: optional(message),
    phoneNumber: isMac ? undefined : optional(phoneNumber),
    pin: isMac ? pin : undefined,
  };
  return (
    <ConfirmDialog
      title={`Lock ${device.name}?`}
      severity={isMac ? 'warning' : 'info'}
      consequence={
        isMac
          ? 'The Mac restarts at its next contact and cannot be used until this PIN is typed on it. Write the PIN down: Russet does not show it again.'
          : 'The screen locks at the next contact. The person opens it with the passcode as usual.'
      }
      confirmLabel="Lock"
      busy={busy}
      error={error}
      ready={deviceCommand.safeParse(command).success}
      {...(isMac ? { typedName: device.name } : {})}
      onClose={onClose}
      onConfirm={() => {
        send(command);
      }}
    >
      {isMac && <PinField value={pin} onChange={setPin} />}
      <TextField
        label="Message on the lock screen (optional)"
        value={message}
        onChange={(event) => {
          setMessage(event.target.value);
        }}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      {!isMac && (
        <TextField
          label="Phone number on the lock screen (optional)"
          value={phoneNumber}
          onChange={(event) => {
            setPhoneNumber(event.target.value);
          }}
          slotProps={{ htmlInput: { maxLength: 50, inputMode: 'tel' } }}
        />
      )}
    </ConfirmDialog>
  );
};
