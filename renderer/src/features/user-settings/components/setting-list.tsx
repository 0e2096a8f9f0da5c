// The settings of one type in order of priority, the locked default last.
import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { AnyUserSetting } from '@shared/ipc/people/user-settings.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { nameOf, useTexts } from '../../../lib/texts.ts';
import { toProblem } from '../../../lib/transport.ts';
import { moved } from '../setting-form.ts';
import type { SettingKind } from '../setting-kind.ts';
import { SettingCard } from './setting-card.tsx';

type OpenDialog =
  { readonly kind: 'none' | 'add' } | { readonly kind: 'edit' | 'delete'; readonly setting: AnyUserSetting };

const closed: OpenDialog = { kind: 'none' };

export const SettingList = ({ kind }: { readonly kind: SettingKind }) => {
  const { t } = useTexts('user-settings');
  const { type, Wizard } = kind;
  const { enqueueSnackbar } = useSnackbar();
  const query = useContractQuery('userSettings.list', { type });
  const groups = useContractQuery('groups.list', { pageSize: 500, sortBy: 'name' });
  const reorder = useContractMutation('userSettings.reorder');
  const remove = useContractMutation('userSettings.delete');
  const [dialog, setDialog] = useState<OpenDialog>(closed);
  const close = (): void => {
    remove.reset();
    setDialog(closed);
  };
  const ownIds = (query.data ?? []).filter((setting) => !setting.isDefault).map((setting) => setting.id);

  const move = (setting: AnyUserSetting, direction: 'up' | 'down'): void => {
    const ids = moved(ownIds, setting.id, direction);
    reorder.mutate(
      { type, ids },
      {
        onSuccess: () => {
          enqueueSnackbar(t('list.moved', { name: setting.name, priority: ids.indexOf(setting.id) + 1 }));
        },
        onError: (error) => {
          enqueueSnackbar(toProblem(error).message, { variant: 'error' });
        },
      },
    );
  };

  return (
    <Stack component="section" aria-label={t(`model:settingType.${type}`)} sx={{ gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Typography variant="body2" color="textSecondary" sx={{ flex: 1, minWidth: 260 }}>
          {t('list.intro', { intro: t(`kind.${type}.intro`) })}
        </Typography>
        <Button
          variant="contained"
          startIcon={<Add />}
          aria-label={t('list.addLabel')}
          disabled={groups.data === undefined}
          sx={{ flexShrink: 0 }}
          onClick={() => {
            setDialog({ kind: 'add' });
          }}
        >
          {t('list.add')}
        </Button>
      </Box>
      {query.data === undefined && query.error === null && <PageLoading />}
      {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {groups.error !== null && <ErrorPanel error={groups.error} onRetry={() => void groups.refetch()} />}
      {query.data !== undefined && (
        <>
          {ownIds.length === 0 && (
            <Paper variant="outlined">
              <EmptyState title={t('list.onlyDefault')} text={t(`kind.${type}.hint`)} />
            </Paper>
          )}
          {query.data.map((setting) => (
            <SettingCard
              key={setting.id}
              kind={kind}
              setting={setting}
              isFirst={setting.id === ownIds[0]}
              isLast={setting.id === ownIds.at(-1)}
              busy={reorder.isPending}
              onMove={(direction) => {
                move(setting, direction);
              }}
              onEdit={() => {
                setDialog({ kind: 'edit', setting });
              }}
              onDelete={() => {
                setDialog({ kind: 'delete', setting });
              }}
            />
          ))}
          <Typography variant="body2" color="textSecondary">
            {t(`kind.${type}.note`)}
          </Typography>
        </>
      )}
      {dialog.kind === 'add' && <Wizard groups={groups.data?.rows ?? []} onClose={close} />}
      {dialog.kind === 'edit' && <Wizard setting={dialog.setting} groups={groups.data?.rows ?? []} onClose={close} />}
      {dialog.kind === 'delete' && (
        <ConfirmDialog
          title={t('list.deleteQuestion', { name: dialog.setting.name })}
          consequence={t('list.deleteConsequence', {
            groups: dialog.setting.groups.map((group) => nameOf(group.name)).join(', '),
          })}
          confirmLabel={t('list.deleteConfirm')}
          severity="error"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate({ id: dialog.setting.id }, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </Stack>
  );
};
