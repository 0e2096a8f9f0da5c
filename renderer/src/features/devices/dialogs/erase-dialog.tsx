// Wipe: the whole device, so the name is typed.
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { deviceCommand, type DeviceDetails } from '../../../../../shared/ipc/devices.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { PinField } from './pin-field.tsx';
import { useDeviceCommand } from './use-device-command.ts';

interface Props {
  readonly device: DeviceDetails;
  readonly onClose: () => void;
}

export const EraseDialog = ({ device, onClose }: Props) => {
  const isMac = device.platform === 'macOS';
  const [preserveDataPlan, setPreserveDataPlan] = useState(true);
  const [disallowProximitySetup, setDisallowProximitySetup] = useState(false);
  const [pin, setPin] = useState('');
  const { send, busy, error } = useDeviceCommand(device, 'Wipe', onClose);
  const command = {
    type: 'EraseDevice' as const,
    ...(isMac ? { pin: pin === '' ? undefined : pin } : { preserveDataPlan, disallowProximitySetup }),
  };
  return (
    <ConfirmDialog
      title={`Wipe ${device.name}?`}
      severity="error"
      consequence={`Everything on this ${device.model ?? device.platform} of ${device.userDisplayName ?? 'an unknown person'} is erased at its next contact, private data included. You can cancel it on the Logs tab until the device has fetched it; after that nothing brings the data back.`}
      confirmLabel="Wipe"
      typedName={device.name}
      busy={busy}
      error={error}
      ready={deviceCommand.safeParse(command).success}
      onClose={onClose}
      onConfirm={() => {
        send(command);
      }}
    >
      {isMac ? (
        <PinField value={pin} onChange={setPin} optional={device.appleSilicon === true} />
      ) : (
        <div>
          <FormControlLabel
            label="Keep the data plan of the eSIM"
            control={
              <Checkbox
                checked={preserveDataPlan}
                onChange={(event) => {
                  setPreserveDataPlan(event.target.checked);
                }}
              />
            }
          />
          <FormControlLabel
            label="Skip set-up by another device nearby"
            control={
              <Checkbox
                checked={disallowProximitySetup}
                onChange={(event) => {
                  setDisallowProximitySetup(event.target.checked);
                }}
              />
            }
          />
        </div>
      )}
    </ConfirmDialog>
  );
};
