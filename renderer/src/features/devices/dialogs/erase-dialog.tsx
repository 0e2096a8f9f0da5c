// Wipe: the whole device, so the name is typed.
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
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

export const EraseDialog = ({ device, onClose }: Props) => {
  const { t } = useTexts('devices');
  const isMac = device.platform === 'macOS';
  const [preserveDataPlan, setPreserveDataPlan] = useState(true);
  const [disallowProximitySetup, setDisallowProximitySetup] = useState(false);
  const [pin, setPin] = useState('');
  const { send, busy, error } = useDeviceCommand(device, t('action.erase'), onClose);
  const command = {
    type: 'EraseDevice' as const,
    ...(isMac ? { pin: pin === '' ? undefined : pin } : { preserveDataPlan, disallowProximitySetup }),
  };
  return (
    <ConfirmDialog
      title={t('erase.question', { name: device.name })}
      severity="error"
      consequence={t('erase.consequence', {
        model: device.model ?? device.platform,
        user: device.userDisplayName ?? t('erase.unknownPerson'),
      })}
      confirmLabel={t('action.erase')}
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
            label={t('erase.preserveDataPlan')}
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
            label={t('erase.disallowProximity')}
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
