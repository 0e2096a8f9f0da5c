// Manage users: what of a server is synced; taking something out, or going on to add more.
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { FormError } from '../../../components/form-error.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { itemName } from '../words.ts';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

export const SelectionsDialog = ({ id, name, onClose }: Props) => {
  const { t } = useTexts('ldap');
  const query = useContractQuery('ldap.get', { id });
  const remove = useContractMutation('ldap.deselect');
  return (
    <ViewDialog
      title={t('selections.title', { name })}
      maxWidth="md"
      actions={
        <Button component={RouterLink} to={`/users/invite-from-ldap?server=${id}`}>
          {t('selections.add')}
        </Button>
      }
      onClose={onClose}
    >
      <QueryView query={query}>
        {({ selections, summary }) => (
          <Stack sx={{ gap: 2 }}>
            <FormError error={remove.error} />
            <Typography variant="body2" color="textSecondary">
              {t(`selections.${selections.length > 0 ? 'about' : summary.people > 0 ? 'lettingGo' : 'none'}`)}
            </Typography>
            {selections.length > 0 && (
              <SimpleTable
                label={t('selections.table')}
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
                        aria-label={t('selections.removeNamed', { itemName: itemName(item, t) })}
                        disabled={remove.isPending}
                        onClick={() => {
                          remove.mutate({ id, items: [{ kind: item.kind, externalId: item.externalId }] });
                        }}
                      >
                        {t('remove')}
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
    </ViewDialog>
  );
};
