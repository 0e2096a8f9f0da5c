// Inviting or writing to one person: by mail, or with a PIN or printed sheets.
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import MailOutlined from '@mui/icons-material/MailOutlined';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { useTexts } from '../../../lib/texts.ts';
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
  const { t } = useTexts('users');
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
        {t('invite.send')}
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
        {t('common:actions')}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => {
          setAnchor(null);
        }}
        slotProps={{ list: { 'aria-labelledby': id } }}
      >
        <MenuItem onClick={open('pin')}>{t('pin.generate')}</MenuItem>
        <MenuItem onClick={open('print')} disabled={ids.length > mostSheets}>
          {t('sheets.print')}
        </MenuItem>
        <MenuItem onClick={open('message')}>{t('message.send')}</MenuItem>
      </Menu>
      {dialog === 'send' && <SendInviteDialog people={{ ids: [...ids] }} onClose={close} />}
      {dialog === 'pin' && <GeneratePinDialog ids={ids} onClose={close} />}
      {dialog === 'message' && <SendMessageDialog people={{ ids: [...ids] }} onClose={close} />}
      {dialog === 'print' && <PrintSheetsDialog ids={ids} onClose={close} />}
    </>
  );
};
