// Print sheets: a page per person with QR code, link and PIN, for people without mail.
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import {
  freshInvitation,
  InvitationFields,
  invitationFields,
  invitationInput,
} from '../../../parts/people/invitation-fields.tsx';
import { LinkQr } from '../../../components/link-qr.tsx';
import { PrintSheet } from '../../../components/print-sheet.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { exactTime } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
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

const Ask = ({ ids, onMade, onClose }: Props & { readonly onMade: (made: Made) => void }) => {
  const { t } = useTexts('users');
  const { form, frame } = useContractForm('invitations.sheets', {
    values: freshInvitation(14),
    toInput: (typed) => ({ ids: [...ids], ...invitationInput(typed) }),
    fields: invitationFields,
    onDone: onMade,
  });
  return (
    <FormDialog {...frame} title={t('sheets.title')} submitLabel={t('sheets.make')} dirty={false} onClose={onClose}>
      <Alert severity="info">{t('sheets.about', { count: ids.length })}</Alert>
      <InvitationFields control={form.control} />
    </FormDialog>
  );
};

const Sheets = ({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) => {
  const { t } = useTexts('users');
  const server = useContractQuery('server.get', {});
  const office = server.data?.settings.organizationName ?? '';
  const { sheets, refused } = made;
  return (
    <ViewDialog
      title={t('sheets.ready', { count: sheets.length })}
      closeLabel={t('common:done')}
      actions={
        <Button
          startIcon={<PrintOutlined />}
          disabled={sheets.length === 0}
          onClick={() => {
            window.print();
          }}
        >
          {t('common:print')}
        </Button>
      }
      onClose={onClose}
    >
      <Stack sx={{ gap: 1.5 }}>
        {sheets.length > 0 && <Alert severity="info">{t('sheets.onlyNow')}</Alert>}
        <RefusedPeopleList refused={refused} />
        {sheets.length > 0 && (
          <SimpleTable
            label={t('sheets.table')}
            columns={[
              { label: t('field.person'), render: (sheet) => sheet.displayName },
              {
                label: t('pin.pin'),
                render: (sheet) => (sheet.pin === undefined ? t('sheets.noPin') : t('sheets.onSheet')),
              },
              { label: t('sheets.validUntil'), render: (sheet) => exactTime(sheet.expiresAt) },
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
    </ViewDialog>
  );
};

const SheetPage = ({ sheet, office }: { readonly sheet: Sheet; readonly office: string }) => {
  const { t } = useTexts('users');
  return (
    <>
      <h1>{office === '' ? t('common:invite.sheetTitle') : t('common:invite.sheetTitleAt', { office })}</h1>
      <p>{t('common:invite.forPerson', { name: sheet.displayName })}</p>
      <LinkQr link={sheet.link} label={t('common:invite.qr')} size={240} />
      <p>{sheet.link}</p>
      <p>{t('common:invite.validUntil', { time: exactTime(sheet.expiresAt) })}</p>
      <p>
        <RichText
          area="users"
          text="sheets.username"
          values={{ name: sheet.username }}
          parts={{ strong: <strong /> }}
        />
      </p>
      {sheet.pin !== undefined && (
        <p>
          <RichText
            area="users"
            text="sheets.pin"
            values={{ pin: sheet.pin.pin, time: exactTime(sheet.pin.expiresAt) }}
            parts={{ strong: <strong /> }}
          />
        </p>
      )}
      <ol>
        <li>{t('sheets.scan')}</li>
        <li>{t('sheets.follow')}</li>
        <li>{t('sheets.signIn')}</li>
        <li>{t('sheets.apple')}</li>
      </ol>
      <p>{t('sheets.alone', { name: sheet.displayName })}</p>
    </>
  );
};
