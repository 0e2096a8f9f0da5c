// Makes an enrollment link for a person and hands it over: link, QR code, copy, print.
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import type { MethodOutput } from '../../../shared/ipc/contract.ts';
import { typedNumber, useContractForm } from '../lib/contract-form.ts';
import { useContractQuery } from '../lib/contract-hooks.ts';
import { exactTime } from '../lib/format.ts';
import { CopyButton } from './copy-button.tsx';
import { DeviceOwnerField, type DeviceOwnerChoice, ownershipOf } from './device-owner-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import { FormTextField } from './form-text-field.tsx';
import { LinkQr } from './link-qr.tsx';
import { PrintSheet } from './print-sheet.tsx';

interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly username: string;
}

interface Props {
  readonly person: Person;
  readonly onClose: () => void;
}

type Invitation = MethodOutput<'enrollment.invite'>;

const steps = (person: Person): readonly string[] => [
  'On the iPhone, iPad or Mac that is to be enrolled, scan the code with the camera or open the link in Safari.',
  `Sign in as ${person.username}.`,
  'Follow the page. Depending on the device it gives you a profile to install, or shows the way through Settings.',
  'Under User Enrollment you sign in twice: first here, then to Apple with your Managed Apple Account.',
];

/** Mount it to open it. */
export const InviteDialog = ({ person, onClose }: Props) => {
  const [invitation, setInvitation] = useState<Invitation>();
  return invitation === undefined ? (
    <MakeLink person={person} onDone={setInvitation} onClose={onClose} />
  ) : (
    <ShowLink person={person} invitation={invitation} onClose={onClose} />
  );
};

interface MakeLinkProps extends Props {
  readonly onDone: (invitation: Invitation) => void;
}

interface Values {
  readonly validDays: string;
  readonly ownership: DeviceOwnerChoice;
}

const fresh: Values = { validDays: '7', ownership: '' };

const MakeLink = ({ person, onDone, onClose }: MakeLinkProps) => {
  const { form, submit, saving, error, shownFields } = useContractForm('enrollment.invite', {
    values: fresh,
    toInput: ({ validDays, ownership }) => ({
      userId: person.id,
      validDays: typedNumber(validDays),
      ...ownershipOf(ownership),
    }),
    fields: ['validDays', 'ownership'],
    onDone,
  });
  const details = useContractQuery('users.get', { id: person.id });
  return (
    <FormDialog
      title={`Enrollment link for ${person.displayName}`}
      submitLabel="Make link"
      dirty={false}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography variant="body2">
        With the link {person.displayName} can enroll a device. Links made earlier stay valid until they expire or you
        withdraw them.
      </Typography>
      {details.data?.hasPassword === false && (
        <Alert severity="warning">
          {person.displayName} has no password yet and cannot sign in on the page behind the link. Set one under Users.
        </Alert>
      )}
      <FormTextField
        control={form.control}
        name="validDays"
        label="Valid for (days)"
        required
        helperText="From 1 to 90 days."
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
      <DeviceOwnerField control={form.control} name="ownership" />
    </FormDialog>
  );
};

interface ShowLinkProps extends Props {
  readonly invitation: Invitation;
}

const ShowLink = ({ person, invitation, onClose }: ShowLinkProps) => {
  const id = useId();
  const server = useContractQuery('server.get', {});
  const office = server.data?.settings.organizationName;
  const title = `Enrollment link for ${person.displayName}`;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent dividers>
        <Stack sx={{ gap: 2 }}>
          <Alert severity="info">
            The link is shown only now. Copy or print it before you close; you can make another one at any time.
          </Alert>
          <Box sx={{ display: 'flex', gap: 3, alignItems: 'flex-start', flexWrap: 'wrap' }}>
            <LinkQr link={invitation.link} label={`QR code of the ${title.toLowerCase()}`} />
            <Box sx={{ flex: 1, minWidth: 200 }}>
              <Typography variant="h3" component="h3" gutterBottom>
                Link
              </Typography>
              <Typography variant="body2" sx={{ fontFamily: 'monospace', overflowWrap: 'anywhere', userSelect: 'all' }}>
                {invitation.link}
              </Typography>
              <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5 }}>
                Valid until {exactTime(invitation.expiresAt)}
              </Typography>
            </Box>
          </Box>
          <Box>
            <Typography variant="h3" component="h3">
              What {person.displayName} does
            </Typography>
            <Steps person={person} />
          </Box>
        </Stack>
        <PrintSheet>
          <h1>Enroll your device{office === undefined ? '' : ` at ${office}`}</h1>
          <p>For {person.displayName}</p>
          <LinkQr link={invitation.link} label="QR code" size={240} />
          <p>{invitation.link}</p>
          <p>Valid until {exactTime(invitation.expiresAt)}</p>
          <Steps person={person} />
        </PrintSheet>
      </DialogContent>
      <DialogActions>
        <CopyButton text={invitation.link} what="link" labelled />
        <Button
          startIcon={<PrintOutlined />}
          onClick={() => {
            window.print();
          }}
        >
          Print
        </Button>
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
};

const Steps = ({ person }: { readonly person: Person }) => (
  <Box component="ol" sx={{ m: 0, mt: 0.5, pl: 2.5, fontSize: 'inherit', '& li': { mb: 0.5 } }}>
    {steps(person).map((step) => (
      <li key={step}>{step}</li>
    ))}
  </Box>
);
