// The dialog of the advanced search.
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useId, useState } from 'react';
import type { RuleCatalogue, RuleGroup } from '@shared/rules/rules.ts';
import { FormError } from '../../../components/form-error.tsx';
import { DiscardDialog } from '../../../components/leave-guard.tsx';
import { draftOf, draftProblems, newGroup, rulesOf } from '../../../parts/rules/draft-rules.ts';
import { RuleBuilder } from '../../../parts/rules/rule-builder.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { SavedQueries } from './saved-queries.tsx';

interface Props {
  /** The rules of the search so far. */
  readonly initial: RuleGroup | undefined;
  readonly catalogue: RuleCatalogue;
  readonly onSearch: (rules: RuleGroup) => void;
  readonly onClose: () => void;
}

export const AdvancedSearchDialog = ({ initial, catalogue, onSearch, onClose }: Props) => {
  const { t } = useTexts('users');
  const id = useId();
  const { enqueueSnackbar } = useSnackbar();
  const [draft, setDraft] = useState(() => (initial === undefined ? newGroup(catalogue) : draftOf(initial)));
  // What would be lost: rules that were neither searched for nor saved.
  const [kept, setKept] = useState(draft);
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    if (draft === kept) onClose();
    else setAsking(true);
  };
  const [showProblems, setShowProblems] = useState(false);
  const [showSaved, setShowSaved] = useState(false);
  const [name, setName] = useState('');
  const save = useContractMutation('queries.save');

  /** Calls `act` with the rules, or says what they lack. */
  const withRules = (act: (rules: RuleGroup) => void): void => {
    setShowProblems(true);
    if (Object.keys(draftProblems(draft, catalogue)).length === 0) act(rulesOf(draft, catalogue));
  };

  return (
    <Dialog open onClose={close} aria-labelledby={id} maxWidth="lg" fullWidth>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          withRules(onSearch);
        }}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
      >
        <DialogTitle id={id}>{t('search.title')}</DialogTitle>
        <DialogContent dividers>
          <Stack sx={{ gap: 2.5 }}>
            <RuleBuilder
              subject="users"
              draft={draft}
              catalogue={catalogue}
              showProblems={showProblems}
              onChange={setDraft}
            />
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
              <TextField
                label={t('search.queryName')}
                size="small"
                fullWidth={false}
                sx={{ width: 280 }}
                value={name}
                onChange={(event) => {
                  setName(event.target.value.slice(0, 128));
                }}
              />
              <Button
                disabled={name.trim() === ''}
                loading={save.isPending}
                onClick={() => {
                  withRules((rules) => {
                    save.mutate(
                      { name, rules },
                      {
                        onSuccess: () => {
                          setKept(draft);
                          enqueueSnackbar(t('search.saved', { name: name.trim() }), { variant: 'success' });
                        },
                      },
                    );
                  });
                }}
              >
                {t('search.save')}
              </Button>
              <Box sx={{ flex: 1 }} />
              <Button
                startIcon={<FolderOpenOutlined />}
                aria-expanded={showSaved}
                onClick={() => {
                  setShowSaved(!showSaved);
                }}
              >
                {t('search.savedQueries')}
              </Button>
            </Box>
            <FormError error={save.error} />
            {showSaved && (
              <SavedQueries
                onLoad={(query) => {
                  const loaded = draftOf(query.rules);
                  setDraft(loaded);
                  setKept(loaded);
                  setName(query.name);
                }}
              />
            )}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{t('common:cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('search.search')}
          </Button>
        </DialogActions>
      </Box>
      {asking && (
        <DiscardDialog
          onDiscard={onClose}
          onKeep={() => {
            setAsking(false);
          }}
        />
      )}
    </Dialog>
  );
};
