// Inviting or writing to one person: by mail, or with a PIN or printed sheets.
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import MailOutlined from '@mui/icons-material/MailOutlined';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { GeneratePinDialog } from './generate-pin-dialog.tsx';
import { mostSheets, PrintSheetsDialog } from './print-sheets-dialog.tsx';
import { SendInviteDialog } from './send-invite-dialog.tsx';
import { SendMessageDialog } from './send-message-dialog.tsx';

interface Props {
  readonly ids: readonly string[];
  readonly variant?: 'text' | 'outlined';
}

type OpenDialog = 'none' | 'send' | 'pin' | 'print' | 'message';

export const InviteButtons = ({ ids, variant = 'text' }: Props) => {
  const id = useId();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => {
    setDialog('none');
  };
  const open = (next: OpenDialog) => () => {
    setAnchor(null);
    setDialog(next);
  };
  return (
    <>
      <Button variant={variant} startIcon={<MailOutlined />} onClick={open('send')}>
        Send Invite
      </Button>
      <Button
        id={id}
        variant={variant}
        endIcon={<ArrowDropDown />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      >
        Actions
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => {
          setAnchor(null);
        }}
        slotProps={{ list: { 'aria-labelledby': id } }}
      >
        <MenuItem onClick={open('pin')}>Generate PIN</MenuItem>
        <MenuItem onClick={open('print')} disabled={ids.length > mostSheets}>
          Print Sheets
        </MenuItem>
        <MenuItem onClick={open('message')}>Send Message</MenuItem>
      </Menu>
      {dialog === 'send' && <SendInviteDialog people={{ ids: [...ids] }} onClose={close} />}
      {dialog === 'pin' && <GeneratePinDialog ids={ids} onClose={close} />}
      {dialog === 'message' && <SendMessageDialog people={{ ids: [...ids] }} onClose={close} />}
      {dialog === 'print' && <PrintSheetsDialog ids={ids} onClose={close} />}
    </>
  );
};
