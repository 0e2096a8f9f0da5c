// Sends a command to one device and says so.
import { useSnackbar } from 'notistack';
import type { DeviceCommand, DeviceDetails } from '@shared/ipc/devices/devices.ts';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

interface SendHandle {
  readonly send: (command: DeviceCommand) => void;
  readonly busy: boolean;
  readonly error: Error | null;
}

/** `what` names the command in the message; `onDone` runs once it is queued. A refusal stays in `error`. */
export const useDeviceCommand = (device: DeviceDetails, what: string, onDone: () => void): SendHandle => {
  const { t } = useTexts('devices');
  const { enqueueSnackbar } = useSnackbar();
  const mutation = useContractMutation('devices.sendCommand');
  return {
    send: (command) => {
      mutation.mutate(
        { id: device.id, command },
        {
          onSuccess: () => {
            enqueueSnackbar(t('command.waits', { what, name: device.name }), { variant: 'success' });
            onDone();
          },
        },
      );
    },
    busy: mutation.isPending,
    error: mutation.error,
  };
};
