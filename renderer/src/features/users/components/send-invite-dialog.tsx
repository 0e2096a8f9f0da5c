// Send Invite: who gets a mail and who not, a preview, then what became of each mail.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MethodInput, MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { MailPreview } from '../../../components/mail-preview.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { typedNumber, useContractForm } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { plural } from '../../../lib/format.ts';
import { DeliveryOutcomes } from './delivery-outcomes.tsx';
import { RefusedPeopleList } from './refused-people.tsx';

interface Props {
  /** Ids, or everybody whom a filter finds. */
  readonly people: MethodInput<'invitations.check'>;
  readonly onClose: () => void;
}

type Sent = MethodOutput<'invitations.send'>;

/** Mount it to open it. */
export const SendInviteDialog = ({ people, onClose }: Props) => {
  const [sent, setSent] = useState<Sent>();
  return sent === undefined ? (
    <Ask people={people} onSent={setSent} onClose={onClose} />
  ) : (
    <Outcome sent={sent} onClose={onClose} />
  );
};

const fresh = { validDays: '7' };

const Ask = ({ people, onSent, onClose }: Props & { readonly onSent: (sent: Sent) => void }) => {
  const check = useContractQuery('invitations.check', people);
  const [previewing, setPreviewing] = useState(false);
  const { form, submit, saving, error, shownFields } = useContractForm('invitations.send', {
    values: fresh,
    toInput: ({ validDays }) => ({ ...people, validDays: typedNumber(validDays) }),
    fields: ['validDays'],
    onDone: onSent,
  });
  const only = people.ids?.length === 1 ? people.ids[0] : undefined;
  return (
    <>
      <FormDialog
        title="Send Invite"
        submitLabel="Send Invite"
        dirty={false}
        saving={saving}
        error={error}
        shownFields={shownFields}
        onSubmit={submit}
        onClose={onClose}
        secondary={
          <Button
            onClick={() => {
              setPreviewing(true);
            }}
          >
            Invitation Preview
          </Button>
        }
      >
        <QueryView query={check}>
          {({ allowed, refused, mailReady }) => (
            <Stack sx={{ gap: 1.5 }}>
              {!mailReady && (
                <Alert severity="error">
                  No mail server is set up.{' '}
                  <Link component={RouterLink} to="/mail">
                    Set one up under Admin, Mail
                  </Link>
                  , or print sheets instead.
                </Alert>
              )}
              <Typography variant="body2">
                {plural(allowed, 'person gets', 'people get')} a mail with a personal enrollment link. Whoever was
                invited before gets a new link; the earlier one stays valid until it expires.
              </Typography>
              <RefusedPeopleList refused={refused} />
            </Stack>
          )}
        </QueryView>
        <FormTextField
          control={form.control}
          name="validDays"
          label="Link valid for (days)"
          required
          helperText="From 1 to 90 days."
          slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        />
      </FormDialog>
      {previewing && (
        <MailPreview
          id="invitation"
          {...(only === undefined ? {} : { userId: only })}
          onClose={() => {
            setPreviewing(false);
          }}
        />
      )}
    </>
  );
};

const Outcome = ({ sent, onClose }: { readonly sent: Sent; readonly onClose: () => void }) => {
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="md" fullWidth>
      <DialogTitle id={id}>Send Invite: outcome</DialogTitle>
      <DialogContent dividers>
        <DeliveryOutcomes {...sent} />
      </DialogContent>
      <DialogActions>
        <Typography variant="body2" color="textSecondary" sx={{ pl: 1 }}>
          Sending goes on when this is closed. The outcomes stay under Enroll, Links and QR codes.
        </Typography>
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
};
