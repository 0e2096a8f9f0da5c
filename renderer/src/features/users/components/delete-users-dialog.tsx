// Deletes one or several users and tells what became of each.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import CheckCircleOutline from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import { useSnackbar } from 'notistack';
import { useId, useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import { call, toEnvelope } from '../../../lib/transport.ts';
import { forEachPerson, type Outcome } from '../bulk.ts';

interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly devices: number;
}

interface Props {
  readonly people: readonly Person[];
  /** Called with the people who are still there once the outcome was read. */
  readonly onClose: (remaining: readonly string[]) => void;
}

const shownNames = 8;

const consequence = (people: readonly Person[], t: Texts<'users'>): string => {
  const names = people.slice(0, shownNames).map((person) => person.displayName);
  const more = people.length - names.length;
  const shown = names.join(', ');
  const who = more > 0 ? `${shown} ${t('andMore', { more })}` : shown;
  const blocked = people.filter((person) => person.devices > 0).length;
  const note = blocked === 0 ? '' : ` ${t('delete.blocked', { count: blocked })}`;
  return t('delete.consequence', { who }) + note;
};

export const DeleteUsersDialog = ({ people, onClose }: Props) => {
  const { t } = useTexts('users');
  const id = useId();
  const { enqueueSnackbar } = useSnackbar();
  const [busy, setBusy] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>();
  const remove = async (): Promise<void> => {
    setBusy(true);
    const results = await forEachPerson(
      people,
      (userId) => call('users.delete', { ids: [userId] }),
      (error) => toEnvelope(error).message,
    );
    if (results.some((outcome) => outcome.problem !== undefined)) {
      setBusy(false);
      setOutcomes(results);
      return;
    }
    enqueueSnackbar(t('delete.done', { count: results.length }), { variant: 'success' });
    onClose([]);
  };
  const only = people.length === 1 ? people[0] : undefined;
  if (outcomes === undefined)
    return (
      <ConfirmDialog
        title={
          only === undefined
            ? t('delete.questionMany', { count: people.length })
            : t('delete.question', { name: only.displayName })
        }
        consequence={consequence(people, t)}
        confirmLabel={only === undefined ? t('delete.confirmMany', { count: people.length }) : t('delete.confirm')}
        severity="error"
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => {
          onClose(people.map((person) => person.id));
        }}
      />
    );
  const refused = outcomes.filter((outcome) => outcome.problem !== undefined);
  const deleted = outcomes.length - refused.length;
  const close = (): void => {
    onClose(refused.map((outcome) => outcome.id));
  };
  return (
    <Dialog open onClose={close} aria-labelledby={id}>
      <DialogTitle id={id}>{deleted === 0 ? t('delete.nobody') : t('delete.notAll')}</DialogTitle>
      <DialogContent>
        <Alert severity="warning" role="status">
          {t('delete.partly', { count: deleted, refused: refused.length })}
        </Alert>
        <List dense>
          {[...refused, ...outcomes.filter((outcome) => outcome.problem === undefined)].map((outcome) => (
            <ListItem key={outcome.id} disableGutters>
              <ListItemIcon sx={{ minWidth: 34 }}>
                {outcome.problem === undefined ? (
                  <CheckCircleOutline fontSize="small" color="success" aria-hidden />
                ) : (
                  <ErrorOutline fontSize="small" color="error" aria-hidden />
                )}
              </ListItemIcon>
              <ListItemText
                primary={outcome.name}
                secondary={
                  outcome.problem === undefined
                    ? t('delete.deleted')
                    : t('delete.refused', { problem: outcome.problem })
                }
              />
            </ListItem>
          ))}
        </List>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={close}>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
