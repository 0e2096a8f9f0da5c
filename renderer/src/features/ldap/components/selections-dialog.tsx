// Manage users: what of a server is synced; taking something out, or going on to add more.
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { Link as RouterLink } from 'react-router';
import { FormError } from '../../../components/form-error.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { kindLabel } from '../words.ts';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

export const SelectionsDialog = ({ id, name, onClose }: Props) => {
  const titleId = useId();
  const query = useContractQuery('ldap.get', { id });
  const remove = useContractMutation('ldap.deselect');
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="md">
      <DialogTitle id={titleId}>Manage users of {name}</DialogTitle>
      <DialogContent dividers>
        <QueryView query={query}>
          {({ selections }) => (
            <Stack sx={{ gap: 2 }}>
              <FormError error={remove.error} />
              <Typography variant="body2" color="textSecondary">
                {selections.length === 0
                  ? 'Nobody is synced yet. Add users, groups or organizational units.'
                  : 'These are synced. Whoever is taken out stays a user here, but is no longer synced from the next sync on.'}
              </Typography>
              {selections.length > 0 && (
                <SimpleTable
                  label="Synced users, groups and units"
                  columns={[
                    { label: 'Kind', render: (item) => kindLabel[item.kind], nowrap: true },
                    { label: 'Name', render: (item) => item.name },
                    { label: 'DN', render: (item) => item.dn },
                    {
                      label: 'Action',
                      nowrap: true,
                      render: ({ kind, externalId, name: itemName }) => (
                        <Button
                          size="small"
                          aria-label={`Remove ${itemName}`}
                          disabled={remove.isPending}
                          onClick={() => {
                            remove.mutate({ id, items: [{ kind, externalId }] });
                          }}
                        >
                          Remove
                        </Button>
                      ),
                    },
                  ]}
                  rows={selections}
                  rowId={(item) => `${item.kind} ${item.externalId}`}
                />
              )}
            </Stack>
          )}
        </QueryView>
      </DialogContent>
      <DialogActions>
        <Button component={RouterLink} to={`/users/invite-from-ldap?server=${id}`}>
          Add users
        </Button>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
};
