// The row actions of an LDAP server.
import MoreVert from '@mui/icons-material/MoreVert';
import Sync from '@mui/icons-material/Sync';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { LdapSummary } from '@shared/ipc/directories/ldap.ts';
import { useTexts } from '../../../lib/texts.ts';
import { useMenu } from '../../../lib/use-menu.ts';

export type ServerAction = 'edit' | 'manage' | 'report' | 'gone' | 'sync' | 'sync-anyway' | 'delete';

interface Props {
  readonly server: LdapSummary;
  readonly busy: boolean;
  readonly onAction: (action: ServerAction) => void;
}

export const ServerActions = ({ server, busy, onAction }: Props) => {
  const { t } = useTexts('ldap');
  const menu = useMenu();
  const items: readonly (readonly [ServerAction, string])[] = [
    ['edit', t('action.edit')],
    ['manage', t('action.selections')],
    ['report', t('action.report')],
    ['gone', t('common:gone.title')],
    ...(server.syncState === 'discarded' ? ([['sync-anyway', t('syncAnyway')]] as const) : []),
    ['delete', t('common:delete')],
  ];
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      <Button
        size="small"
        startIcon={<Sync fontSize="small" />}
        disabled={busy || !server.enabled || server.syncState === 'running' || server.selected + server.people === 0}
        onClick={() => {
          onAction('sync');
        }}
      >
        {t('action.sync')}
      </Button>
      <IconButton size="small" aria-label={t('action.menu', { name: server.name })} {...menu.button}>
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu {...menu.popup}>
        {items.map(([action, label]) => (
          <MenuItem
            key={action}
            onClick={menu.choose(() => {
              onAction(action);
            })}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
};
