// Whom rules match right now: how many, and the first of them.
import Box from '@mui/material/Box';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemText from '@mui/material/ListItemText';
import Typography from '@mui/material/Typography';
import type { RuleGroup, RuleSubject } from '@shared/rules/rules.ts';
import { useContractQuery } from '../../lib/contract-hooks.ts';
import { useTexts } from '../../lib/texts.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { toProblem } from '../../lib/transport.ts';

interface Props {
  readonly subject: RuleSubject;
  /** Absent while the rules are not complete. */
  readonly rules: RuleGroup | undefined;
}

/** Long enough not to ask for every key. */
const settleMs = 300;

const nothing: RuleGroup = { match: 'all', rules: [] };

export const RulePreview = ({ subject, rules }: Props) => {
  const { t } = useTexts('common');
  const settled = useSettled(JSON.stringify(rules ?? null), settleMs);
  const asked = JSON.parse(settled) as RuleGroup | null;
  const query = useContractQuery(
    'rules.preview',
    { subject, rules: asked ?? nothing, limit: 8 },
    { keepPrevious: true, enabled: asked !== null },
  );
  const status = (): string => {
    if (rules === undefined || asked === null) return t('rules.incomplete');
    if (query.error !== null) return toProblem(query.error).message;
    if (query.data === undefined) return t('rules.looking');
    return query.data.total === 0 ? t('rules.nobody') : t('rules.peopleNow', { count: query.data.total });
  };
  const shown = rules === undefined || asked === null ? undefined : query.data;
  return (
    <Box role="region" aria-label={t('rules.whoMatches')}>
      <Typography variant="h3" role="status" gutterBottom>
        {status()}
      </Typography>
      {shown !== undefined && shown.total > 0 && (
        <>
          <List dense disablePadding aria-label={t('rules.peopleWhoMatch')}>
            {shown.rows.map(({ id, name, detail }) => (
              <ListItem key={id} disableGutters sx={{ py: 0 }}>
                <ListItemText primary={name} secondary={detail} />
              </ListItem>
            ))}
          </List>
          {shown.total > shown.rows.length && (
            <Typography variant="body2" color="textSecondary">
              {t('rules.others', { count: shown.total - shown.rows.length })}
            </Typography>
          )}
        </>
      )}
    </Box>
  );
};
