// What can be done to the ticked people, or to everybody the list finds.
import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import MailOutlined from '@mui/icons-material/MailOutlined';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import { useTexts } from '../../../lib/texts.ts';
import { useMenu } from '../../../lib/use-menu.ts';
import { BulkDialog, type BulkKind } from './bulk-dialog.tsx';
import { GeneratePinDialog, mostShownPins } from './generate-pin-dialog.tsx';
import { mostSheets, PrintSheetsDialog } from './print-sheets-dialog.tsx';
import { SendInviteDialog } from './send-invite-dialog.tsx';
import { SendMessageDialog } from './send-message-dialog.tsx';

interface Props {
  readonly ids: readonly string[];
  /** How many people the list finds on all its pages. */
  readonly total: number;
  /** The list as it was when everybody on it was selected; undefined while single people are. */
  readonly everybody: MethodInput<'users.list'> | undefined;
  readonly onSelectAll: () => void;
  readonly groups: readonly GroupSummary[];
  readonly onExport: () => void;
  readonly onDone: () => void;
}

type OpenDialog = BulkKind | 'invite' | 'message' | 'pins' | 'print';

const groupActions = ['add-to-group', 'remove-from-group', 'set-attribute', 'remove-attribute'] as const;
const accountActions = ['enable', 'disable'] as const;

export const BulkActions = ({ ids, total, everybody, onSelectAll, groups, onExport, onDone }: Props) => {
  const { t } = useTexts('users');
  const [dialog, setDialog] = useState<OpenDialog>();
  const menu = useMenu();
  const people = everybody === undefined ? { ids: [...ids] } : { filter: everybody };
  const close = (): void => {
    setDialog(undefined);
  };
  const open = (next: OpenDialog) =>
    menu.choose(() => {
      setDialog(next);
    });
  const item = ({ kind, label }: { readonly kind: OpenDialog; readonly label: string }) => (
    <MenuItem key={kind} onClick={open(kind)}>
      {label}
    </MenuItem>
  );
  const single = everybody === undefined;
  return (
    <>
      {single && total > ids.length && <Button onClick={onSelectAll}>{t('bulk.selectAll', { total })}</Button>}
      <Button startIcon={<MailOutlined />} onClick={open('invite')}>
        {t('invite.send')}
      </Button>
      <Button endIcon={<ArrowDropDown />} {...menu.button}>
        {t('common:actions')}
      </Button>
      <Menu {...menu.popup}>
        {item({ kind: single && ids.length <= mostShownPins ? 'pins' : 'generate-pin', label: t('pin.generate') })}
        <MenuItem onClick={open('print')} disabled={!single || ids.length > mostSheets}>
          {t('bulk.printSheets', { most: mostSheets })}
        </MenuItem>
        {item({ kind: 'message', label: t('message.send') })}
        <Divider />
        {groupActions.map((kind) => item({ kind, label: t(`bulk.action.${kind}`) }))}
        <Divider />
        {accountActions.map((kind) => item({ kind, label: t(`bulk.action.${kind}`) }))}
        <Divider />
        <MenuItem onClick={menu.choose(onExport)}>{t('bulk.export')}</MenuItem>
        <MenuItem onClick={open('delete')} sx={{ color: 'error.main' }}>
          {t('common:delete')}
        </MenuItem>
      </Menu>
      {dialog === 'invite' && <SendInviteDialog people={people} onClose={close} />}
      {dialog === 'message' && <SendMessageDialog people={people} onClose={close} />}
      {dialog === 'pins' && <GeneratePinDialog ids={ids} onClose={close} />}
      {dialog === 'print' && <PrintSheetsDialog ids={ids} onClose={close} />}
      {dialog !== undefined &&
        dialog !== 'invite' &&
        dialog !== 'message' &&
        dialog !== 'pins' &&
        dialog !== 'print' && (
          <BulkDialog
            kind={dialog}
            people={people}
            groups={groups}
            onDone={() => {
              close();
              onDone();
            }}
            onClose={close}
          />
        )}
    </>
  );
};
