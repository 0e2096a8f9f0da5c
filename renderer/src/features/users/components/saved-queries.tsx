// The saved queries of the advanced search: load one, or delete it.
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { FormError } from '../../../components/form-error.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';

type SavedQuery = MethodOutput<'queries.list'>[number];

interface Props {
  readonly onLoad: (query: SavedQuery) => void;
}

export const SavedQueries = ({ onLoad }: Props) => {
  const queries = useContractQuery('queries.list', {});
  const remove = useContractMutation('queries.delete');
  return (
    <QueryView query={queries}>
      {(rows) =>
        rows.length === 0 ? (
          <Typography variant="body2" color="textSecondary">
            No saved queries yet. Build rules, give them a name, and save them.
          </Typography>
        ) : (
          <>
            <FormError error={remove.error} />
            <SimpleTable<SavedQuery>
              label="Saved queries"
              rowId={(row) => row.id}
              rows={rows}
              columns={[
                { label: 'Query Name', render: (row) => row.name },
                { label: 'Query Content', render: (row) => row.text },
                {
                  label: 'Actions',
                  nowrap: true,
                  render: (row) => (
                    <>
                      <Button
                        aria-label={`Load ${row.name}`}
                        onClick={() => {
                          onLoad(row);
                        }}
                      >
                        Load
                      </Button>
                      <IconButton
                        aria-label={`Delete ${row.name}`}
                        onClick={() => {
                          remove.mutate({ id: row.id });
                        }}
                      >
                        <DeleteOutlined fontSize="small" />
                      </IconButton>
                    </>
                  ),
                },
              ]}
            />
          </>
        )
      }
    </QueryView>
  );
};
