// Commands that only need a yes.
import type { DeviceCommand, DeviceDetails } from '../../../../../shared/ipc/devices.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useDeviceCommand } from './use-device-command.ts';

export type PlainAction = 'restart' | 'shut-down' | 'clear-passcode';

interface Words {
  readonly verb: string;
  readonly command: DeviceCommand;
  readonly title: (name: string) => string;
  readonly consequence: string;
}

const words: Readonly<Record<PlainAction, Words>> = {
  restart: {
    verb: 'Restart',
    command: { type: 'RestartDevice' },
    title: (name) => `Restart ${name}?`,
    consequence: 'The device restarts at its next contact. Work that is not saved may be lost.',
  },
  'shut-down': {
    verb: 'Shut Down',
    command: { type: 'ShutDownDevice' },
    title: (name) => `Shut down ${name}?`,
    consequence:
      'The device switches off at its next contact and cannot be reached until somebody switches it on. Work that is not saved may be lost.',
  },
  'clear-passcode': {
    verb: 'Clear Passcode',
    command: { type: 'ClearPasscode' },
    title: (name) => `Clear the passcode of ${name}?`,
    consequence:
      'Whoever holds the device can open it until a new passcode is set. If the office demands a passcode, the device asks for a new one within the hour.',
  },
};

interface Props {
  readonly action: PlainAction;
  readonly device: DeviceDetails;
  readonly onClose: () => void;
}

export const CommandDialog = ({ action, device, onClose }: Props) => {
  const { verb, command, title, consequence } = words[action];
  const { send, busy, error } = useDeviceCommand(device, verb, onClose);
  return (
    <ConfirmDialog
      title={title(device.name)}
      consequence={consequence}
      confirmLabel={verb}
      busy={busy}
      error={error}
      onClose={onClose}
      onConfirm={() => {
        send(command);
      }}
    />
  );
};
