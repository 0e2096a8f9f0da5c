// Inviting the chosen people: Send Invite, Generate PIN, sheets to print.
import MailOutlined from '@mui/icons-material/MailOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { GeneratePinDialog } from './generate-pin-dialog.tsx';
import { mostSheets, PrintSheetsDialog } from './print-sheets-dialog.tsx';
import { SendInviteDialog } from './send-invite-dialog.tsx';

interface Props {
  readonly ids: readonly string[];
  readonly variant?: 'text' | 'outlined';
}

export const InviteButtons = ({ ids, variant = 'text' }: Props) => {
  const [dialog, setDialog] = useState<'none' | 'send' | 'pin' | 'print'>('none');
  const close = (): void => {
    setDialog('none');
  };
  const open = (next: typeof dialog) => () => {
    setDialog(next);
  };
  return (
    <>
      <Button variant={variant} startIcon={<MailOutlined />} onClick={open('send')}>
        Send Invite
      </Button>
      <Button onClick={open('pin')}>Generate PIN</Button>
      <Button onClick={open('print')} disabled={ids.length > mostSheets}>
        Print Sheets
      </Button>
      {dialog === 'send' && <SendInviteDialog people={{ ids: [...ids] }} onClose={close} />}
      {dialog === 'pin' && <GeneratePinDialog ids={ids} onClose={close} />}
      {dialog === 'print' && <PrintSheetsDialog ids={ids} onClose={close} />}
    </>
  );
};
