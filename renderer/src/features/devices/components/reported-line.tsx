// How old what a tab shows is, whether it is being asked for, and the way to ask.
import Refresh from '@mui/icons-material/Refresh';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { DeviceDetails, InventoryPart } from '@shared/ipc/devices/devices.ts';
import { FormError } from '../../../components/form-error.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly device: DeviceDetails;
  readonly part: InventoryPart;
}

export const ReportedLine = ({ device, part }: Props) => {
  const { t } = useTexts('devices');
  const reported = useContractQuery('devices.reported', { id: device.id });
  const refresh = useContractMutation('devices.refresh');
  const shown = reported.data?.find((candidate) => candidate.part === part);
  const allowed = device.actions.find(({ action }) => action === 'refresh')?.allowed === true;
  return (
    <Box sx={{ mb: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 32 }}>
        <Typography variant="body2" color="textSecondary" role="status">
          {shown !== undefined && (
            <RichText
              area="devices"
              text={shown.asked ? 'reported.asked' : 'reported.asOf'}
              parts={{ time: <TimeText at={shown.at} missing={t('neverInText')} /> }}
            />
          )}
        </Typography>
        {allowed && (
          <Button
            startIcon={<Refresh />}
            disabled={shown?.asked !== false}
            loading={refresh.isPending}
            loadingPosition="start"
            onClick={() => {
              refresh.mutate({ id: device.id });
            }}
          >
            {t('reported.refresh')}
          </Button>
        )}
      </Box>
      <FormError error={refresh.error} />
    </Box>
  );
};
