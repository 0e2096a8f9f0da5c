// Commands that wait for the device, with Cancel until they are sent.
import Button from '@mui/material/Button';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

type Command = MethodOutput<'devices.upcoming'>[number];

const tones: Readonly<Record<Command['status'], Tone>> = { queued: 'info', sent: 'info', 'not-now': 'warning' };

const CancelDialog = ({ command, onClose }: { readonly command: Command; readonly onClose: () => void }) => {
  const { t } = useTexts('devices');
  const { enqueueSnackbar } = useSnackbar();
  const cancel = useContractMutation('devices.cancelCommand');
  return (
    <ConfirmDialog
      title={t('upcoming.cancelQuestion', { action: t(`model:logAction.${command.action}`) })}
      consequence={t('upcoming.cancelConsequence')}
      confirmLabel={t('upcoming.cancelCommand')}
      busy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={() => {
        cancel.mutate(
          { commandUuid: command.uuid },
          {
            onSuccess: () => {
              enqueueSnackbar(t('upcoming.cancelled', { action: t(`model:logAction.${command.action}`) }), {
                variant: 'success',
              });
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
  const { t } = useTexts('devices');
  const [cancelling, setCancelling] = useState<Command>();
  const query = useContractQuery('devices.upcoming', { id: deviceId });
  if (query.data?.length === 0 && query.error === null && cancelling === undefined) return null;
  return (
    <SectionCard title={t('upcoming.title')}>
      <QueryView query={query}>
        {(rows) => (
          <SimpleTable<Command>
            label={t('upcoming.title')}
            rows={rows}
            rowId={(row) => row.uuid}
            columns={[
              { label: t('upcoming.command'), render: (row) => t(`model:logAction.${row.action}`) },
              {
                label: t('log.status'),
                render: (row) => <StatusChip tone={tones[row.status]} label={t(`upcoming.status.${row.status}`)} />,
              },
              { label: t('upcoming.askedFor'), render: (row) => <TimeText at={row.createdAt} /> },
              { label: t('upcoming.by'), render: (row) => row.requestedBy },
              { label: t('upcoming.expires'), render: (row) => <TimeText at={row.expiresAt} /> },
              {
                label: t('common:actions'),
                render: (row) =>
                  row.cancellable ? (
                    <Button
                      aria-label={t('upcoming.cancelNamed', { action: t(`model:logAction.${row.action}`) })}
                      onClick={() => {
                        setCancelling(row);
                      }}
                    >
                      {t('common:cancel')}
                    </Button>
                  ) : (
                    t('upcoming.alreadySent')
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
