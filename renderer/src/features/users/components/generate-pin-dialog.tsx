// Generate PIN: new one-time PINs without a mail.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import { useId } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { exactTime, plural } from '../../../lib/format.ts';
import { RefusedPeopleList } from './refused-people.tsx';

interface Props {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** As many as the core makes and shows at once. */
export const mostShownPins = 1000;

/** Mount it to open it. */
export const GeneratePinDialog = ({ ids, onClose }: Props) => {
  const id = useId();
  const generate = useContractMutation('pins.generate');
  if (generate.data === undefined) {
    return (
      <ConfirmDialog
        title="Generate PIN"
        severity="info"
        consequence={`${plural(ids.length, 'person gets', 'people get')} a new one-time PIN for the sign-in at enrollment, where the registration setting asks for one. Earlier PINs stop working. No mail is sent.`}
        confirmLabel="Generate PIN"
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
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{plural(pins.length, 'PIN')} generated</DialogTitle>
      <DialogContent dividers>
        <Stack sx={{ gap: 1.5 }}>
          {pins.length > 0 && (
            <Alert severity="info">
              Hand each PIN to its person. While it is valid it can be seen again with View PIN; each look is in the
              audit trail.
            </Alert>
          )}
          <RefusedPeopleList refused={refused} />
          {pins.length > 0 && (
            <SimpleTable
              label="Generated PINs"
              columns={[
                { label: 'Person', render: (row) => row.displayName },
                {
                  label: 'PIN',
                  nowrap: true,
                  render: (row) => (
                    <>
                      <code>{row.pin}</code>
                      <CopyButton text={row.pin} what={`PIN of ${row.displayName}`} />
                    </>
                  ),
                },
                { label: 'PIN Expires', render: (row) => exactTime(row.expiresAt) },
              ]}
              rows={pins}
              rowId={(row) => row.userId}
            />
          )}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
};
