// Commands that only need a yes.
import type { DeviceCommand, DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { useDeviceCommand } from './use-device-command.ts';

export type PlainAction = 'restart' | 'shut-down' | 'clear-passcode';

const commands: Readonly<Record<PlainAction, DeviceCommand>> = {
  restart: { type: 'RestartDevice' },
  'shut-down': { type: 'ShutDownDevice' },
  'clear-passcode': { type: 'ClearPasscode' },
};

interface Props {
  readonly action: PlainAction;
  readonly device: DeviceDetails;
  readonly onClose: () => void;
}

export const CommandDialog = ({ action, device, onClose }: Props) => {
  const { t } = useTexts('devices');
  const verb = t(`action.${action}`);
  const { send, busy, error } = useDeviceCommand(device, verb, onClose);
  return (
    <ConfirmDialog
      title={t(`plain.${action}.question`, { name: device.name })}
      consequence={t(`plain.${action}.consequence`)}
      confirmLabel={verb}
      busy={busy}
      error={error}
      onClose={onClose}
      onConfirm={() => {
        send(commands[action]);
      }}
    />
  );
};
