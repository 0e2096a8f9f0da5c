// Invite Users from LDAP: pick a server, search users, groups or units, add them, choose whether they are invited.
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import Add from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router';
import type { LdapHit, LdapItem } from '@shared/ipc/directories/ldap.ts';
import { lookUp } from '@shared/look-up.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { LeaveGuard } from '../../../components/leave-guard.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { call } from '../../../lib/transport.ts';
import { DirectorySearch } from '../components/directory-search.tsx';
import { itemName } from '../words.ts';

const keyOf = ({ kind, externalId }: Pick<LdapItem, 'kind' | 'externalId'>): string => `${kind} ${externalId}`;

interface PickerProps {
  readonly serverId: string;
  readonly enabled: boolean;
  readonly picked: readonly LdapItem[];
  readonly onPicked: (picked: readonly LdapItem[]) => void;
}

const Picker = ({ serverId, enabled, picked, onPicked }: PickerProps) => {
  const { t } = useTexts('ldap');
  const { enqueueSnackbar } = useSnackbar();
  const navigate = useNavigate();
  const select = useContractMutation('ldap.select');
  const [invite, setInvite] = useState<'none' | 'all'>('none');
  const details = useContractQuery('ldap.get', { id: serverId });
  const isPicked = (hit: LdapHit): boolean => picked.some((item) => keyOf(item) === keyOf(hit));
  const isSynced = (hit: LdapHit): boolean =>
    details.data?.selections.some((item) => keyOf(item) === keyOf(hit)) === true;
  return (
    <Stack sx={{ gap: 2 }}>
      {!enabled && <Alert severity="warning">{t('import.off')}</Alert>}
      <SectionCard title={t('import.select')}>
        <DirectorySearch
          hides={details.data?.connection.type === 'active-directory'}
          search={(kind, text) => call('ldap.search', { id: serverId, kind, text })}
          action={(hit) => (
            <Button
              size="small"
              startIcon={<Add />}
              aria-label={t('import.addNamed', { name: itemName(hit, t) })}
              disabled={!enabled || isPicked(hit) || isSynced(hit) || hit.problem !== undefined}
              onClick={() => {
                const { kind, externalId, dn, name } = hit;
                onPicked([...picked, { kind, externalId, dn, name }]);
              }}
            >
              {isSynced(hit) ? t('import.synced') : isPicked(hit) ? t('import.added') : t('import.add')}
            </Button>
          )}
        />
      </SectionCard>
      <SectionCard title={t('import.pickedCount', { count: picked.length })}>
        <Stack sx={{ gap: 2 }}>
          {picked.length === 0 ? (
            <span>{t('import.nothing')}</span>
          ) : (
            <SimpleTable
              label={t('import.picked')}
              columns={[
                { label: t('search.kind'), render: (item) => t(`kind.${item.kind}`), nowrap: true },
                { label: t('search.name'), render: (item) => itemName(item, t) },
                { label: t('search.dn'), render: (item) => item.dn },
                {
                  label: t('search.action'),
                  nowrap: true,
                  render: (item) => (
                    <Button
                      size="small"
                      aria-label={t('import.removeNamed', { name: itemName(item, t) })}
                      onClick={() => {
                        onPicked(picked.filter((one) => keyOf(one) !== keyOf(item)));
                      }}
                    >
                      {t('remove')}
                    </Button>
                  ),
                },
              ]}
              rows={picked}
              rowId={keyOf}
            />
          )}
          <RadioGroup
            aria-label={t('import.invitations')}
            value={invite}
            onChange={(event) => {
              setInvite(event.target.value === 'all' ? 'all' : 'none');
            }}
          >
            <FormControlLabel value="none" control={<Radio size="small" />} label={t('import.inviteNone')} />
            <FormControlLabel value="all" control={<Radio size="small" />} label={t('import.inviteAll')} />
          </RadioGroup>
          <FormError error={select.error} />
          <Stack direction="row" sx={{ gap: 1 }}>
            <Button
              variant="contained"
              disabled={picked.length === 0}
              loading={select.isPending}
              onClick={() => {
                select.mutate(
                  { id: serverId, items: [...picked], invite },
                  {
                    onSuccess: () => {
                      enqueueSnackbar(t('import.started'));
                      // At once: nothing is left that leaving the page could lose.
                      flushSync(() => {
                        onPicked([]);
                      });
                      void navigate('/users');
                    },
                  },
                );
              }}
            >
              {t('common:done')}
            </Button>
            <Button component={RouterLink} to="/users">
              {t('common:cancel')}
            </Button>
          </Stack>
        </Stack>
      </SectionCard>
    </Stack>
  );
};

export const ImportPage = () => {
  const { t } = useTexts('ldap');
  const query = useContractQuery('ldap.list', {});
  const [params, setParams] = useSearchParams();
  /** By server: looking into another one loses nothing. */
  const [picks, setPicks] = useState<Readonly<Record<string, readonly LdapItem[]>>>({});
  return (
    <>
      <PageHeader
        title={t('import.title')}
        subtitle={t('import.subtitle')}
        back={{ to: '/users', label: t('import.back') }}
      />
      <QueryView query={query}>
        {(servers) => {
          const serverId = params.get('server') ?? servers[0]?.id;
          if (serverId === undefined) {
            return (
              <Paper variant="outlined">
                <EmptyState
                  icon={AccountTreeOutlined}
                  title={t('empty.title')}
                  text={t('import.emptyText')}
                  action={
                    <Button variant="contained" component={RouterLink} to="/ldap">
                      {t('import.connect')}
                    </Button>
                  }
                />
              </Paper>
            );
          }
          return (
            <Stack sx={{ gap: 2 }}>
              <TextField
                select
                label={t('import.server')}
                value={serverId}
                onChange={(event) => {
                  setParams({ server: event.target.value }, { replace: true });
                }}
                sx={{ maxWidth: 420 }}
              >
                {servers.map((server) => (
                  <MenuItem key={server.id} value={server.id}>
                    {server.name} ({server.url})
                  </MenuItem>
                ))}
              </TextField>
              <Picker
                key={serverId}
                serverId={serverId}
                enabled={servers.find(({ id }) => id === serverId)?.enabled !== false}
                picked={lookUp(picks, serverId) ?? []}
                onPicked={(picked) => {
                  setPicks({ ...picks, [serverId]: picked });
                }}
              />
            </Stack>
          );
        }}
      </QueryView>
      <LeaveGuard pathOnly dirty={Object.values(picks).some((picked) => picked.length > 0)} />
    </>
  );
};
