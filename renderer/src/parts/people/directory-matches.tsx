// People whom a directory tells of and who may be here already: who they are, and the choice.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { DirectoryMatch } from '@shared/ipc/directories/matches.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { type SimpleColumn, SimpleTable } from '../../components/simple-table.tsx';
import { useContractMutation, useContractQuery } from '../../lib/contract-hooks.ts';
import { useTexts } from '../../lib/texts.ts';
import { toProblem } from '../../lib/transport.ts';

interface PersonProps {
  readonly person: { readonly displayName: string; readonly username: string; readonly email: string };
}

const Person = ({ person }: PersonProps) => (
  <Box>
    <Box component="span" sx={{ fontWeight: 600 }}>
      {person.displayName}
    </Box>
    <Typography variant="body2" color="textSecondary">
      {person.username === person.email ? person.email : `${person.username}, ${person.email}`}
    </Typography>
  </Box>
);

/** Nothing where nobody was found twice. */
export const DirectoryMatches = ({ source }: { readonly source: DirectoryMatch['source'] }) => {
  const { t } = useTexts('common');
  const { enqueueSnackbar } = useSnackbar();
  const query = useContractQuery('directoryMatches.list', {});
  const decide = useContractMutation('directoryMatches.decide');
  const [adopting, setAdopting] = useState<DirectoryMatch>();
  const rows = (query.data ?? []).filter((match) => match.source === source);
  if (rows.length === 0) return null;

  const choose = ({ sourceId, externalId }: DirectoryMatch, choice: 'adopt' | 'keep-apart'): void => {
    decide.mutate(
      { sourceId, externalId, choice },
      {
        onSuccess: () => {
          setAdopting(undefined);
        },
        onError: (error) => {
          enqueueSnackbar(toProblem(error).message, { variant: 'error' });
        },
      },
    );
  };

  const columns: readonly SimpleColumn<DirectoryMatch>[] = [
    { label: t('matches.person'), render: (match) => <Person person={match} /> },
    { label: t('matches.existing'), render: (match) => <Person person={match.existing} /> },
    {
      label: t('actions'),
      nowrap: true,
      render: (match) => (
        <Stack direction="row" sx={{ gap: 1 }}>
          <Button
            size="small"
            disabled={decide.isPending}
            onClick={() => {
              setAdopting(match);
            }}
          >
            {t('matches.same')}
          </Button>
          <Button
            size="small"
            disabled={decide.isPending || match.apart}
            onClick={() => {
              choose(match, 'keep-apart');
            }}
          >
            {t(match.apart ? 'matches.isApart' : 'matches.apart')}
          </Button>
        </Stack>
      ),
    },
  ];

  return (
    <Box component="section" sx={{ my: 3 }}>
      <Typography variant="h6" component="h2">
        {t('matches.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 1 }}>
        {t('matches.text')}
      </Typography>
      <SimpleTable
        label={t('matches.title')}
        columns={columns}
        rows={rows}
        rowId={(match) => `${match.sourceId} ${match.externalId}`}
      />
      {[...new Set(rows.map(({ sourceId }) => sourceId))].map((sourceId) => (
        <ByItself key={sourceId} sourceId={sourceId} />
      ))}
      {adopting && (
        <ConfirmDialog
          title={t('matches.question', { name: adopting.existing.displayName, source: adopting.sourceName })}
          consequence={t('matches.consequence')}
          confirmLabel={t('matches.confirm')}
          busy={decide.isPending}
          error={decide.error}
          onConfirm={() => {
            choose(adopting, 'adopt');
          }}
          onClose={() => {
            decide.reset();
            setAdopting(undefined);
          }}
        />
      )}
    </Box>
  );
};

/** Whether the syncs of a directory take over such people without asking. */
const ByItself = ({ sourceId }: { readonly sourceId: string }) => {
  const { t } = useTexts('common');
  const query = useContractQuery('directoryMatches.policy', { sourceId });
  const save = useContractMutation('directoryMatches.setPolicy');
  if (query.data === undefined) return null;
  return (
    <FormControlLabel
      label={t('matches.byItself')}
      control={
        <Checkbox
          checked={query.data.existing === 'adopt'}
          disabled={save.isPending}
          onChange={(_event, checked) => {
            save.mutate({ sourceId, existing: checked ? 'adopt' : 'ask' });
          }}
        />
      }
    />
  );
};
