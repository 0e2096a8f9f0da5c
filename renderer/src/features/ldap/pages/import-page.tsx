// Invite Users from LDAP: pick a server, search users, groups or units, add them, choose whether they are invited.
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import Add from '@mui/icons-material/Add';
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
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router';
import type { LdapHit, LdapItem } from '../../../../../shared/ipc/ldap.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { call } from '../../../lib/transport.ts';
import { DirectorySearch } from '../components/directory-search.tsx';
import { kindLabel } from '../words.ts';

const keyOf = ({ kind, externalId }: Pick<LdapItem, 'kind' | 'externalId'>): string => `${kind} ${externalId}`;

const Picker = ({ serverId }: { readonly serverId: string }) => {
  const { enqueueSnackbar } = useSnackbar();
  const navigate = useNavigate();
  const select = useContractMutation('ldap.select');
  const [picked, setPicked] = useState<readonly LdapItem[]>([]);
  const [invite, setInvite] = useState<'none' | 'all'>('none');
  const isPicked = (hit: LdapHit): boolean => picked.some((item) => keyOf(item) === keyOf(hit));
  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard title="Select Users">
        <DirectorySearch
          search={(kind, text) => call('ldap.search', { id: serverId, kind, text })}
          action={(hit) => (
            <Button
              size="small"
              startIcon={<Add />}
              aria-label={`+ Add ${hit.name}`}
              disabled={isPicked(hit) || hit.problem !== undefined}
              onClick={() => {
                const { kind, externalId, dn, name } = hit;
                setPicked([...picked, { kind, externalId, dn, name }]);
              }}
            >
              {isPicked(hit) ? 'Added' : 'Add'}
            </Button>
          )}
        />
      </SectionCard>
      <SectionCard title={`To be imported (${String(picked.length)})`}>
        <Stack sx={{ gap: 2 }}>
          {picked.length === 0 ? (
            <span>Nothing yet. Add users, groups or organizational units above.</span>
          ) : (
            <SimpleTable
              label="To be imported"
              columns={[
                { label: 'Kind', render: (item) => kindLabel[item.kind], nowrap: true },
                { label: 'Name', render: (item) => item.name },
                { label: 'DN', render: (item) => item.dn },
                {
                  label: 'Action',
                  nowrap: true,
                  render: (item) => (
                    <Button
                      size="small"
                      aria-label={`Remove ${item.name}`}
                      onClick={() => {
                        setPicked(picked.filter((one) => keyOf(one) !== keyOf(item)));
                      }}
                    >
                      Remove
                    </Button>
                  ),
                },
              ]}
              rows={picked}
              rowId={keyOf}
            />
          )}
          <RadioGroup
            aria-label="Invitations"
            value={invite}
            onChange={(event) => {
              setInvite(event.target.value === 'all' ? 'all' : 'none');
            }}
          >
            <FormControlLabel value="none" control={<Radio size="small" />} label="Invite None" />
            <FormControlLabel
              value="all"
              control={<Radio size="small" />}
              label="Invite All: everybody who is new gets an invitation by mail"
            />
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
                      enqueueSnackbar('The import has started. Users appear as they are read.');
                      void navigate('/users');
                    },
                  },
                );
              }}
            >
              Done
            </Button>
            <Button component={RouterLink} to="/users">
              Cancel
            </Button>
          </Stack>
        </Stack>
      </SectionCard>
    </Stack>
  );
};

export const ImportPage = () => {
  const query = useContractQuery('ldap.list', {});
  const [params, setParams] = useSearchParams();
  return (
    <>
      <PageHeader
        title="Invite Users from LDAP"
        subtitle="Whoever you add is kept in sync with the directory from now on."
        back={{ to: '/users', label: 'Users' }}
      />
      <QueryView query={query}>
        {(servers) => {
          const serverId = params.get('server') ?? servers[0]?.id;
          if (serverId === undefined) {
            return (
              <Paper variant="outlined">
                <EmptyState
                  icon={AccountTreeOutlined}
                  title="No directory is connected"
                  text="Connect an LDAP directory first; then its users, groups and units can be picked here."
                  action={
                    <Button variant="contained" component={RouterLink} to="/ldap">
                      Connect a directory
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
                label="LDAP server"
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
              <Picker key={serverId} serverId={serverId} />
            </Stack>
          );
        }}
      </QueryView>
    </>
  );
};
