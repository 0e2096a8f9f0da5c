// Add Multiple Users: a list is read, shown for mending, then imported in the background.
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import type { ImportProblem, ImportRow } from '@shared/ipc/people/people-import.ts';
import { FormError } from '../../../components/form-error.tsx';
import { DiscardDialog, LeaveGuard } from '../../../components/leave-guard.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { call } from '../../../lib/transport.ts';
import { ImportPreview } from '../components/import-preview.tsx';
import { ImportSource } from '../components/import-source.tsx';
import { byLine, withRow } from '../import-rows.ts';

/** The rows and what the core says of them; an answer that was overtaken by a later change is dropped. */
const useCheckedRows = () => {
  const [rows, setRows] = useState<readonly ImportRow[]>();
  const [problems, setProblems] = useState<readonly ImportProblem[]>([]);
  const [checking, setChecking] = useState(false);
  const [error, setError] = useState<unknown>();
  const latest = useRef(0);

  const check = useCallback((next: readonly ImportRow[]): void => {
    setRows(next);
    setChecking(true);
    setError(undefined);
    latest.current += 1;
    const mine = latest.current;
    const settle = (apply: () => void): void => {
      if (mine !== latest.current) return;
      setChecking(false);
      apply();
    };
    call('peopleImport.check', { rows: [...next] }).then(
      (answer) => {
        settle(() => {
          setProblems(answer.problems);
        });
      },
      (reason: unknown) => {
        settle(() => {
          setError(reason);
        });
      },
    );
  }, []);
  return { rows, problems, checking, error, check };
};

export const AddUsersPage = () => {
  const { t } = useTexts('users');
  const navigate = useNavigate();
  const { enqueueSnackbar } = useSnackbar();
  const { rows, problems, checking, error, check } = useCheckedRows();
  const [note, setNote] = useState('');
  const [groups, setGroups] = useState<readonly GroupSummary[]>([]);
  const all = useContractQuery('groups.list', { pageSize: 500 });
  const start = useContractMutation('peopleImport.start');
  // The mail of an invitation needs a mail server; without one people get links or sheets.
  const canInvite = useContractQuery('mail.get', {}).data?.server !== undefined;
  const [invite, setInvite] = useState(true);
  const [addresses, setAddresses] = useState('');
  const [asking, setAsking] = useState(false);
  // Only once the guard below knows that nothing is lost any more.
  useEffect(() => {
    if (start.isSuccess) void navigate('/users');
  }, [start.isSuccess, navigate]);

  const change = useCallback(
    (row: ImportRow) => {
      if (rows !== undefined) check(withRow(rows, row));
    },
    [rows, check],
  );
  const remove = useCallback(
    (line: number) => {
      if (rows !== undefined) check(rows.filter((row) => row.line !== line));
    },
    [rows, check],
  );

  const header = (
    <PageHeader
      title={t('addMany.title')}
      subtitle={t('addMany.subtitle')}
      back={{ to: '/users', label: t('title') }}
    />
  );
  if (rows === undefined || rows.length === 0)
    return (
      <>
        {header}
        <ImportSource
          addresses={addresses}
          onAddresses={setAddresses}
          onRows={(read, how) => {
            setNote(how);
            check(read);
          }}
        />
      </>
    );

  const wrong = byLine(problems).size;
  const good = rows.length - wrong;
  return (
    <>
      {header}
      {note !== '' && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {note}
        </Alert>
      )}
      <FormError error={error ?? start.error} />
      <ImportPreview rows={rows} problems={problems} checking={checking} onChange={change} onRemove={remove} />
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 2,
          mt: 2,
          '& button': { whiteSpace: 'nowrap' },
        }}
      >
        <Autocomplete
          multiple
          size="small"
          sx={{ width: 240 }}
          options={(all.data?.rows ?? []).filter((group) => group.kind === 'manual')}
          value={[...groups]}
          getOptionLabel={(group) => group.name}
          getOptionKey={(group) => group.id}
          isOptionEqualToValue={(a, b) => a.id === b.id}
          onChange={(_, picked) => {
            setGroups(picked);
          }}
          noOptionsText={t('noManualGroups')}
          slotProps={{ chip: { size: 'small' } }}
          renderInput={(params) => <TextField {...params} label={t('addMany.group')} />}
        />
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              checked={!canInvite || !invite}
              disabled={!canInvite}
              onChange={(event) => {
                setInvite(!event.target.checked);
              }}
            />
          }
          label={canInvite ? t('addMany.doNotInvite') : t('addMany.cannotInvite')}
        />
        <Box sx={{ flex: 1 }} />
        <Button
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('addMany.startOver')}
        </Button>
        <Button
          variant="contained"
          loading={start.isPending}
          disabled={checking || good === 0}
          onClick={() => {
            start.mutate(
              { rows: [...rows], groupIds: groups.map((group) => group.id), invite: canInvite && invite },
              {
                onSuccess: () => {
                  enqueueSnackbar(t('addMany.runs'), {
                    variant: 'info',
                  });
                },
              },
            );
          }}
        >
          {wrong === 0 ? t('addMany.import', { count: good }) : t('addMany.importSome', { good, wrong })}
        </Button>
      </Box>
      <LeaveGuard dirty={!start.isSuccess} />
      {asking && (
        <DiscardDialog
          onDiscard={() => {
            setAsking(false);
            check([]);
          }}
          onKeep={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
};
