// Print sheets: a page per person with QR code, link and PIN, for people without mail.
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import { useId, useState } from 'react';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { DeviceOwnerField, type DeviceOwnerChoice, ownershipOf } from '../../../components/device-owner-field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { LinkQr } from '../../../components/link-qr.tsx';
import { PrintSheet } from '../../../components/print-sheet.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { typedNumber, useContractForm } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime, plural } from '../../../lib/format.ts';
import { RefusedPeopleList } from './refused-people.tsx';

interface Props {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

type Made = MethodOutput<'invitations.sheets'>;
type Sheet = Made['sheets'][number];

/** As many as the core makes at once. */
export const mostSheets = 200;

/** Mount it to open it. */
export const PrintSheetsDialog = ({ ids, onClose }: Props) => {
  const [made, setMade] = useState<Made>();
  return made === undefined ? (
    <Ask ids={ids} onMade={setMade} onClose={onClose} />
  ) : (
    <Sheets made={made} onClose={onClose} />
  );
};

interface Values {
  readonly validDays: string;
  readonly ownership: DeviceOwnerChoice;
}

const fresh: Values = { validDays: '14', ownership: '' };

const Ask = ({ ids, onMade, onClose }: Props & { readonly onMade: (made: Made) => void }) => {
  const { form, submit, saving, error, shownFields } = useContractForm('invitations.sheets', {
    values: fresh,
    toInput: ({ validDays, ownership }) => ({
      ids: [...ids],
      validDays: typedNumber(validDays),
      ...ownershipOf(ownership),
    }),
    fields: ['validDays', 'ownership'],
    onDone: onMade,
  });
  return (
    <FormDialog
      title="Print invitation sheets"
      submitLabel="Make sheets"
      dirty={false}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <Alert severity="info">
        {plural(ids.length, 'person gets', 'people get')} a page with a personal link as QR code, and a one-time PIN
        where the registration setting asks for one. No mail is sent.
      </Alert>
      <FormTextField
        control={form.control}
        name="validDays"
        label="Link valid for (days)"
        required
        helperText="From 1 to 90 days."
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
      <DeviceOwnerField control={form.control} name="ownership" />
    </FormDialog>
  );
};

const Sheets = ({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) => {
  const id = useId();
  const server = useContractQuery('server.get', {});
  const office = server.data?.settings.organizationName ?? '';
  const { sheets, refused } = made;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{plural(sheets.length, 'sheet')} to print</DialogTitle>
      <DialogContent dividers>
        <Stack sx={{ gap: 1.5 }}>
          {sheets.length > 0 && (
            <Alert severity="info">Links are there only now. Print before you close; one person per page.</Alert>
          )}
          <RefusedPeopleList refused={refused} />
          {sheets.length > 0 && (
            <SimpleTable
              label="Sheets"
              columns={[
                { label: 'Person', render: (sheet) => sheet.displayName },
                { label: 'PIN', render: (sheet) => (sheet.pin === undefined ? 'None' : 'On the sheet') },
                { label: 'Valid until', render: (sheet) => exactTime(sheet.expiresAt) },
              ]}
              rows={sheets}
              rowId={(sheet) => sheet.userId}
            />
          )}
        </Stack>
        <PrintSheet>
          {sheets.map((sheet, n) => (
            <Box key={sheet.userId} sx={n + 1 < sheets.length ? { breakAfter: 'page' } : {}}>
              <SheetPage sheet={sheet} office={office} />
            </Box>
          ))}
        </PrintSheet>
      </DialogContent>
      <DialogActions>
        <Button
          startIcon={<PrintOutlined />}
          disabled={sheets.length === 0}
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

const SheetPage = ({ sheet, office }: { readonly sheet: Sheet; readonly office: string }) => (
  <>
    <h1>Enroll your device{office === '' ? '' : ` at ${office}`}</h1>
    <p>For {sheet.displayName}</p>
    <LinkQr link={sheet.link} label="QR code" size={240} />
    <p>{sheet.link}</p>
    <p>Valid until {exactTime(sheet.expiresAt)}</p>
    <p>
      User name: <strong>{sheet.username}</strong>
    </p>
    {sheet.pin !== undefined && (
      <p>
        One-time PIN: <strong>{sheet.pin.pin}</strong> (valid until {exactTime(sheet.pin.expiresAt)})
      </p>
    )}
    <ol>
      <li>Scan the code with the camera of the iPhone or iPad, or open the link in Safari on the device.</li>
      <li>Follow the page: it gives you a profile to install, or shows the way through Settings.</li>
      <li>Sign in with the user name above.</li>
      <li>If Apple asks for it as well, sign in with your Managed Apple Account. Two sign-ins are right.</li>
    </ol>
    <p>The sheet is for {sheet.displayName} alone.</p>
  </>
);
