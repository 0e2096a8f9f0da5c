// The row actions of an LDAP server.
import MoreVert from '@mui/icons-material/MoreVert';
import Sync from '@mui/icons-material/Sync';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import type { LdapSummary } from '../../../../../shared/ipc/ldap.ts';
import { useTexts } from '../../../lib/texts.ts';

export type ServerAction = 'edit' | 'manage' | 'report' | 'sync' | 'sync-anyway' | 'delete';

interface Props {
  readonly server: LdapSummary;
  readonly busy: boolean;
  readonly onAction: (action: ServerAction) => void;
}

export const ServerActions = ({ server, busy, onAction }: Props) => {
  const { t } = useTexts('ldap');
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const items: readonly (readonly [ServerAction, string])[] = [
    ['edit', t('action.edit')],
    ['manage', t('action.selections')],
    ['report', t('action.report')],
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
      <IconButton
        id={id}
        size="small"
        aria-label={t('action.menu', { name: server.name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => {
          setAnchor(null);
        }}
        slotProps={{ list: { 'aria-labelledby': id } }}
      >
        {items.map(([action, label]) => (
          <MenuItem
            key={action}
            onClick={() => {
              setAnchor(null);
              onAction(action);
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
};
