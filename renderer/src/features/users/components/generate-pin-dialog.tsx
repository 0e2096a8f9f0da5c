// Generate PIN: new one-time PINs without a mail.
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { exactTime } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { RefusedPeopleList } from './refused-people.tsx';

interface Props {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** As many as the core makes and shows at once. */
export const mostShownPins = 1000;

/** Mount it to open it. */
export const GeneratePinDialog = ({ ids, onClose }: Props) => {
  const { t } = useTexts('users');
  const generate = useContractMutation('pins.generate');
  if (generate.data === undefined) {
    return (
      <ConfirmDialog
        title={t('pin.generate')}
        severity="info"
        consequence={t('pin.consequence', { count: ids.length })}
        confirmLabel={t('pin.generate')}
        busy={generate.isPending}
        error={generate.error}
        onConfirm={() => {
          generate.mutate({ ids: [...ids] });
        }}
        onClose={onClose}
      />
    );
  }
  const { pins, refused } = generate.data;
  return (
    <ViewDialog title={t('pin.generated', { count: pins.length })} closeLabel={t('common:done')} onClose={onClose}>
      <Stack sx={{ gap: 1.5 }}>
        {pins.length > 0 && <Alert severity="info">{t('pin.handOver')}</Alert>}
        <RefusedPeopleList refused={refused} />
        {pins.length > 0 && (
          <SimpleTable
            label={t('pin.table')}
            columns={[
              { label: t('field.person'), render: (row) => row.displayName },
              {
                label: t('pin.pin'),
                nowrap: true,
                render: (row) => (
                  <>
                    <code>{row.pin}</code>
                    <CopyButton text={row.pin} what={t('pin.of', { name: row.displayName })} />
                  </>
                ),
              },
              { label: t('field.pinExpires'), render: (row) => exactTime(row.expiresAt) },
            ]}
            rows={pins}
            rowId={(row) => row.userId}
          />
        )}
      </Stack>
    </ViewDialog>
  );
};
