// Commands that wait for the device, with Cancel until they are sent.
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';

type Command = MethodOutput<'devices.upcoming'>[number];

const statusWords: Readonly<Record<Command['status'], { readonly label: string; readonly tone: Tone }>> = {
  queued: { label: 'Queued', tone: 'info' },
  sent: { label: 'Sent', tone: 'info' },
  'not-now': { label: 'Not Now', tone: 'warning' },
};

const CancelDialog = ({ command, onClose }: { readonly command: Command; readonly onClose: () => void }) => {
  const { enqueueSnackbar } = useSnackbar();
  const cancel = useContractMutation('devices.cancelCommand');
  return (
    <ConfirmDialog
      title={`Cancel ${command.action}?`}
      consequence="The command is taken from the queue and the device never sees it. If the device fetches it before that, it is too late."
      confirmLabel="Cancel Command"
      busy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={() => {
        cancel.mutate(
          { commandUuid: command.uuid },
          {
            onSuccess: () => {
              enqueueSnackbar(`${command.action} was cancelled.`, { variant: 'success' });
              onClose();
            },
          },
        );
      }}
    />
  );
};

/** Nothing is shown while nothing waits. */
export const UpcomingCommands = ({ deviceId }: { readonly deviceId: string }) => {
  const [cancelling, setCancelling] = useState<Command>();
  const query = useContractQuery('devices.upcoming', { id: deviceId });
  if (query.data?.length === 0 && query.error === null && cancelling === undefined) return null;
  return (
    <SectionCard title="Upcoming commands">
      <QueryView query={query}>
        {(rows) => (
          <SimpleTable<Command>
            label="Upcoming commands"
            rows={rows}
            rowId={(row) => row.uuid}
            columns={[
              { label: 'Command', render: (row) => row.action },
              { label: 'Status', render: (row) => <StatusChip {...statusWords[row.status]} /> },
              { label: 'Asked for', render: (row) => <TimeText at={row.createdAt} /> },
              { label: 'By', render: (row) => row.requestedBy },
              { label: 'Expires', render: (row) => <TimeText at={row.expiresAt} /> },
              {
                label: 'Actions',
                render: (row) =>
                  row.cancellable ? (
                    <Button
                      aria-label={`Cancel ${row.action}`}
                      onClick={() => {
                        setCancelling(row);
                      }}
                    >
                      Cancel
                    </Button>
                  ) : (
                    'Already sent'
                  ),
              },
            ]}
          />
        )}
      </QueryView>
      {cancelling !== undefined && (
        <CancelDialog
          command={cancelling}
          onClose={() => {
            setCancelling(undefined);
          }}
        />
      )}
    </SectionCard>
  );
};
