// One user setting in the order of priority.
import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import type { AnyUserSetting } from '@shared/ipc/people/user-settings.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { nameOf, useTexts } from '../../../lib/texts.ts';
import type { SettingKind } from '../setting-kind.ts';

interface Props {
  readonly kind: SettingKind;
  readonly setting: AnyUserSetting;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly busy: boolean;
  readonly onMove: (direction: 'up' | 'down') => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

export const SettingCard = ({ kind, setting, isFirst, isLast, busy, onMove, onEdit, onDelete }: Props) => {
  const { t } = useTexts('user-settings');
  const id = useId();
  const name = nameOf(setting.name);
  return (
    <Paper component="article" variant="outlined" aria-labelledby={id} sx={{ display: 'flex', gap: 2, p: 2.5 }}>
      <Box sx={{ width: 44, textAlign: 'center', flexShrink: 0 }}>
        {setting.isDefault ? (
          <Tooltip title={t('card.defaultLast')}>
            <LockOutlined color="action" titleAccess={t('card.locked')} sx={{ mt: 1 }} />
          </Tooltip>
        ) : (
          <>
            <IconButton
              aria-label={t('card.up', { name })}
              disabled={isFirst || busy}
              onClick={() => {
                onMove('up');
              }}
            >
              <ArrowUpward fontSize="small" />
            </IconButton>
            <Typography
              variant="h2"
              component="div"
              aria-label={t('card.priority', { priority: setting.priority ?? '' })}
              role="img"
            >
              {setting.priority}
            </Typography>
            <IconButton
              aria-label={t('card.down', { name })}
              disabled={isLast || busy}
              onClick={() => {
                onMove('down');
              }}
            >
              <ArrowDownward fontSize="small" />
            </IconButton>
          </>
        )}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, mb: 1.5 }}>
          <Box sx={{ flex: 1 }}>
            <Typography variant="h2" id={id}>
              {name}
            </Typography>
            {setting.description !== '' && (
              <Typography variant="body2" color="textSecondary">
                {nameOf(setting.description)}
              </Typography>
            )}
          </Box>
          <Button onClick={onEdit} aria-label={t('card.editNamed', { name })}>
            {t('card.edit')}
          </Button>
          {!setting.isDefault && (
            <Button color="error" onClick={onDelete} aria-label={t('common:deleteNamed', { title: name })}>
              {t('common:delete')}
            </Button>
          )}
        </Box>
        <DefinitionList
          items={[
            ...kind.facts(setting, t),
            {
              label: t('card.distribution'),
              value: setting.isDefault ? (
                t('card.everybody')
              ) : (
                <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', gap: 0.5 }}>
                  {setting.groups.map((group) => (
                    <Chip key={group.id} size="small" label={nameOf(group.name)} />
                  ))}
                </Box>
              ),
            },
          ]}
        />
        {kind.Extra !== undefined && <kind.Extra setting={setting} />}
      </Box>
    </Paper>
  );
};
