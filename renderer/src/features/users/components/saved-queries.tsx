// The saved queries of the advanced search: load one, or delete it.
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { FormError } from '../../../components/form-error.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useRulesInWords } from '../../../parts/rules/rule-words.ts';
import { useTexts } from '../../../lib/texts.ts';

type SavedQuery = MethodOutput<'queries.list'>[number];

interface Props {
  readonly onLoad: (query: SavedQuery) => void;
}

export const SavedQueries = ({ onLoad }: Props) => {
  const { t } = useTexts('users');
  const queries = useContractQuery('queries.list', {});
  const inWords = useRulesInWords('users');
  const remove = useContractMutation('queries.delete');
  return (
    <QueryView query={queries}>
      {(rows) =>
        rows.length === 0 ? (
          <Typography variant="body2" color="textSecondary">
            {t('queries.empty')}
          </Typography>
        ) : (
          <>
            <FormError error={remove.error} />
            <SimpleTable<SavedQuery>
              label={t('search.savedQueries')}
              rowId={(row) => row.id}
              rows={rows}
              columns={[
                { label: t('search.queryName'), render: (row) => row.name },
                { label: t('queries.content'), render: (row) => inWords(row.rules) },
                {
                  label: t('common:actions'),
                  nowrap: true,
                  render: (row) => (
                    <>
                      <Button
                        aria-label={t('queries.loadNamed', { name: row.name })}
                        onClick={() => {
                          onLoad(row);
                        }}
                      >
                        {t('queries.load')}
                      </Button>
                      <IconButton
                        aria-label={t('queries.deleteNamed', { name: row.name })}
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
