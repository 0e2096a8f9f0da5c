// Builds rules: a tree of rows and groups, the same in plain words, and whom they match now.
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { RuleCatalogue, RuleSubject } from '@shared/rules/rules.ts';
import { rulesToText } from '@shared/rules/text.ts';
import { ruleWords } from './rule-words.ts';
import { useTexts } from '../../lib/texts.ts';
import { type DraftGroup, type DraftProblems, draftProblems, rulesOf } from './draft-rules.ts';
import { RuleGroupEditor } from './rule-group-editor.tsx';
import { RulePreview } from './rule-preview.tsx';

interface Props {
  readonly subject: RuleSubject;
  readonly draft: DraftGroup;
  readonly catalogue: RuleCatalogue;
  /** Say what is missing, after somebody tried to save. */
  readonly showProblems: boolean;
  readonly onChange: (draft: DraftGroup) => void;
}

const noProblems: DraftProblems = {};

export const RuleBuilder = ({ subject, draft, catalogue, showProblems, onChange }: Props) => {
  const { t } = useTexts('common');
  const { t: model } = useTexts('model');
  const problems = draftProblems(draft, catalogue);
  const rules = rulesOf(draft, catalogue);
  return (
    <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) 220px' } }}>
      <Box>
        <RuleGroupEditor
          group={draft}
          catalogue={catalogue}
          place=""
          depth={1}
          path=""
          problems={showProblems ? problems : noProblems}
          onChange={onChange}
        />
        {showProblems && problems[''] !== undefined && (
          <Typography variant="body2" color="error" role="alert" sx={{ mt: 1 }}>
            {t('rules.addOne')}
          </Typography>
        )}
        <Typography
          variant="body2"
          color="textSecondary"
          role="note"
          aria-label={t('rules.inWords')}
          sx={{ mt: 1.5, overflowWrap: 'anywhere' }}
        >
          {rulesToText(rules, catalogue, ruleWords(model))}
        </Typography>
      </Box>
      <RulePreview subject={subject} rules={Object.keys(problems).length === 0 ? rules : undefined} />
    </Box>
  );
};
