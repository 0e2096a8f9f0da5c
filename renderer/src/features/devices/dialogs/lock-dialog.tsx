// Lock: with a message on iPhone and iPad, with a PIN on a Mac.
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { deviceCommand, type DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { PinField } from './pin-field.tsx';
import { useDeviceCommand } from './use-device-command.ts';

interface Props {
  readonly device: DeviceDetails;
  readonly onClose: () => void;
}

const optional = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

export const LockDialog = ({ device, onClose }: Props) => {
  const { t } = useTexts('devices');
  const isMac = device.platform === 'macOS';
  const [message, setMessage] = useState('');
  const [phoneNumber, setPhoneNumber] = useState('');
  const [pin, setPin] = useState('');
  const { send, busy, error } = useDeviceCommand(device, t('action.lock'), onClose);
  const command = {
    type: 'DeviceLock' as const,
    message: optional(message),
    phoneNumber: isMac ? undefined : optional(phoneNumber),
    pin: isMac ? pin : undefined,
  };
  return (
    <ConfirmDialog
      title={t('lock.question', { name: device.name })}
      severity={isMac ? 'warning' : 'info'}
      consequence={isMac ? t('lock.consequenceMac') : t('lock.consequence')}
      confirmLabel={t('action.lock')}
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
        label={t('lock.message')}
        value={message}
        onChange={(event) => {
          setMessage(event.target.value);
        }}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      {!isMac && (
        <TextField
          label={t('lock.phone')}
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
