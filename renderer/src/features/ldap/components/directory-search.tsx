// Browses or searches a directory: users, groups or units, with an optional action per hit.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { LdapHit } from '@shared/ipc/directories/ldap.ts';
import { ldapItemKinds, wholeTree, type LdapItemKind } from '@shared/model/ldap.ts';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { MaskedId } from '../../../parts/people/masked-id.tsx';
import { type SimpleColumn, SimpleTable } from '../../../components/simple-table.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { type Texts, useTexts, wordsOf } from '../../../lib/texts.ts';
import { itemName } from '../words.ts';

interface Props {
  readonly search: (kind: LdapItemKind, text: string) => Promise<readonly LdapHit[]>;
  /** The directory hides containers of its system until they are named. */
  readonly hides?: boolean;
  /** The last cell of a hit. */
  readonly action?: (hit: LdapHit) => ReactNode;
}

interface Found {
  readonly kind: LdapItemKind;
  readonly hits: readonly LdapHit[];
}

const shown = 50;

const columnsOf = (kind: LdapItemKind, action: Props['action'], t: Texts<'ldap'>): readonly SimpleColumn<LdapHit>[] => [
  { label: t('search.name'), render: (hit) => itemName(hit, t) },
  {
    label: kind === 'user' ? t('search.email') : t('search.description'),
    render: (hit) => (hit.externalId === wholeTree ? t('search.everybodyUnder', { dn: hit.dn }) : hit.detail),
  },
  kind === 'user'
    ? {
        label: t('search.managedAppleId'),
        render: (hit) =>
          hit.problem === undefined ? (
            <MaskedId value={hit.managedAppleId} />
          ) : (
            <StatusChip tone="warning" label={t('search.unusable')} hint={wordsOf(hit.problem)} />
          ),
      }
    : { label: t('search.dn'), render: (hit) => hit.dn },
  ...(action === undefined ? [] : [{ label: t('search.action'), render: action, nowrap: true }]),
];

export const DirectorySearch = ({ search, hides = false, action }: Props) => {
  const { t } = useTexts('ldap');
  const [kind, setKind] = useState<LdapItemKind>('user');
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const run = async (wanted: LdapItemKind): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setFound({ kind: wanted, hits: await search(wanted, text) });
    } catch (problem) {
      setFound(undefined);
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack sx={{ gap: 2 }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={kind}
          aria-label={t('search.for')}
          onChange={(_event, next: LdapItemKind | null) => {
            if (next === null) return;
            setKind(next);
            setFound(undefined);
          }}
        >
          {ldapItemKinds.map((one) => (
            <ToggleButton key={one} value={one}>
              {t(`kind.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <TextField
          label={t(`search.label.${kind}`)}
          value={text}
          onChange={(event) => {
            setText(event.target.value.slice(0, 200));
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The dialog around must not take it for its own button.
            event.preventDefault();
            void run(kind);
          }}
          sx={{ flex: 1, minWidth: 180 }}
        />
        <Button variant="outlined" loading={busy} onClick={() => void run(kind)}>
          {text === '' ? t('search.browse') : t('search.search')}
        </Button>
      </Box>
      {error !== null && <ErrorPanel error={error} onRetry={() => void run(kind)} />}
      {found === undefined && error === null && (
        <Typography variant="body2" color="textSecondary">
          {t('search.hint', { shown })}
        </Typography>
      )}
      {found?.hits.length === 0 && <Typography variant="body2">{t('search.nothing')}</Typography>}
      {found !== undefined && found.hits.length > 0 && (
        <>
          <SimpleTable
            label={t('search.found')}
            columns={columnsOf(found.kind, action, t)}
            rows={found.hits}
            rowId={(hit) => hit.externalId}
          />
          {hides && found.kind === 'ou' && (
            <Typography variant="body2" color="textSecondary">
              {t('search.hidden')}
            </Typography>
          )}
          {found.hits.filter(({ externalId }) => externalId !== wholeTree).length >= shown && (
            <Typography variant="body2" color="textSecondary">
              {t('search.more')}
            </Typography>
          )}
        </>
      )}
    </Stack>
  );
};
