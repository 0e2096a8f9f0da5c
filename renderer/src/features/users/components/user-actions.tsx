// What is done more rarely to one person than editing and making a link, in a menu.
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import type { UserDetails } from '@shared/ipc/people/users.ts';
import { useTexts } from '../../../lib/texts.ts';
import { useBackTo } from '../../../lib/use-history.ts';
import { useMenu } from '../../../lib/use-menu.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { GeneratePinDialog } from './generate-pin-dialog.tsx';
import { PrintSheetsDialog } from './print-sheets-dialog.tsx';
import { SendInviteDialog } from './send-invite-dialog.tsx';
import { SendMessageDialog } from './send-message-dialog.tsx';

const bulkKinds = ['add-to-group', 'remove-from-group', 'enable', 'disable', 'delete'] as const;
type BulkKind = (typeof bulkKinds)[number];
type OpenDialog = 'none' | 'send' | 'pin' | 'print' | 'message' | BulkKind;

const isBulk = (dialog: OpenDialog): dialog is BulkKind => bulkKinds.some((kind) => kind === dialog);

interface Props {
  readonly user: UserDetails;
  readonly groups: readonly GroupSummary[];
}

export const UserActions = ({ user, groups }: Props) => {
  const { t } = useTexts('users');
  const backTo = useBackTo();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const menu = useMenu();
  const ids = [user.id];
  const close = (): void => {
    setDialog('none');
  };
  const open = (next: OpenDialog) =>
    menu.choose(() => {
      setDialog(next);
    });
  return (
    <>
      <Button endIcon={<ArrowDropDown />} {...menu.button}>
        {t('common:actions')}
      </Button>
      <Menu {...menu.popup}>
        <MenuItem onClick={open('send')} disabled={!user.enabled}>
          {t('invite.send')}
        </MenuItem>
        <MenuItem onClick={open('pin')} disabled={!user.enabled}>
          {t('pin.generate')}
        </MenuItem>
        <MenuItem onClick={open('print')} disabled={!user.enabled}>
          {t('sheets.print')}
        </MenuItem>
        <MenuItem onClick={open('message')}>{t('message.send')}</MenuItem>
        <Divider />
        <MenuItem onClick={open('add-to-group')}>{t('bulk.action.add-to-group')}</MenuItem>
        <MenuItem onClick={open('remove-from-group')}>{t('bulk.action.remove-from-group')}</MenuItem>
        <Divider />
        <MenuItem onClick={open(user.enabled ? 'disable' : 'enable')} disabled={user.directoryOwns.includes('enabled')}>
          {t(user.enabled ? 'bulk.action.disable' : 'bulk.action.enable')}
          {user.directoryOwns.includes('enabled') &&
            ` (${t('form.owned', { directory: user.directoryName ?? t('attributes.directory') })})`}
        </MenuItem>
        <MenuItem onClick={open('delete')} sx={{ color: 'error.main' }}>
          {t('common:delete')}
        </MenuItem>
      </Menu>
      {dialog === 'send' && <SendInviteDialog people={{ ids }} onClose={close} />}
      {dialog === 'pin' && <GeneratePinDialog ids={ids} onClose={close} />}
      {dialog === 'message' && <SendMessageDialog people={{ ids }} onClose={close} />}
      {dialog === 'print' && <PrintSheetsDialog ids={ids} onClose={close} />}
      {isBulk(dialog) && (
        <BulkDialog
          kind={dialog}
          people={{ ids }}
          groups={groups}
          name={user.displayName}
          onDone={() => {
            close();
            if (dialog === 'delete') backTo('/users');
          }}
          onClose={close}
        />
      )}
    </>
  );
};
