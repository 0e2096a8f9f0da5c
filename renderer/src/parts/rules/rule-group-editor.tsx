// A group of rules: whether all or any of them must match, its rules and groups, and the buttons that add more.
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import Add from '@mui/icons-material/Add';
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import { lookUp } from '@shared/look-up.ts';
import { maxRuleDepth, type RuleCatalogue } from '@shared/rules/rules.ts';
import { useTexts } from '../../lib/texts.ts';
import { type DraftGroup, type DraftProblems, newGroup, newRow, replaced } from './draft-rules.ts';
import { RuleRowEditor } from './rule-row-editor.tsx';

interface Props {
  readonly group: DraftGroup;
  readonly catalogue: RuleCatalogue;
  /** The place in the tree, such as `1.2`; empty for the outermost group. */
  readonly place: string;
  readonly depth: number;
  /** Path of this group in the rules, such as `rules.0`, and what is wrong at which path. */
  readonly path: string;
  readonly problems: DraftProblems;
  readonly onChange: (group: DraftGroup) => void;
  /** Absent for the outermost group. */
  readonly onRemove?: () => void;
}

export const RuleGroupEditor = ({ group, catalogue, place, depth, path, problems, onChange, onRemove }: Props) => {
  const { t } = useTexts('common');
  const addButton = useRef<HTMLButtonElement>(null);
  /** The rule that was added last takes the focus. */
  const [added, setAdded] = useState<string>();
  const name = place === '' ? t('rules.title') : t('rules.groupName', { place });
  const add = (rule: DraftGroup['rules'][number]): void => {
    setAdded(rule.kind === 'row' ? rule.key : undefined);
    onChange({ ...group, rules: [...group.rules, rule] });
  };
  const remove = (key: string): void => {
    onChange(replaced(group, key, () => undefined));
    addButton.current?.focus();
  };
  return (
    <Box
      role="group"
      aria-label={name}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        p: 1.5,
        bgcolor: depth % 2 === 0 ? 'action.hover' : 'background.paper',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1.25 }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={group.match}
          aria-label={t('rules.matchOf', { name })}
          onChange={(_, match: DraftGroup['match'] | null) => {
            if (match !== null) onChange({ ...group, match });
          }}
          sx={{
            // The pale tint of the theme is too weak for its text on the shade of nested groups.
            '& .MuiToggleButton-root.Mui-selected, & .MuiToggleButton-root.Mui-selected:hover': {
              bgcolor: 'primary.main',
              color: 'primary.contrastText',
            },
          }}
        >
          <ToggleButton value="all">{t('rules.all')}</ToggleButton>
          <ToggleButton value="any">{t('rules.any')}</ToggleButton>
        </ToggleButtonGroup>
        <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
          {group.match === 'all' ? t('rules.allHint') : t('rules.anyHint')}
        </Typography>
        {onRemove !== undefined && (
          <Tooltip title={t('rules.removeGroup')}>
            <IconButton aria-label={t('rules.remove', { name })} onClick={onRemove}>
              <Close fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.25 }}>
        {group.rules.map((rule, index) => {
          const at = place === '' ? String(index + 1) : `${place}.${index + 1}`;
          const rulePath = `${path === '' ? '' : `${path}.`}rules.${index}`;
          return rule.kind === 'row' ? (
            <RuleRowEditor
              key={rule.key}
              row={rule}
              catalogue={catalogue}
              name={t('rules.ruleName', { at })}
              problem={lookUp(problems, rulePath)}
              focused={rule.key === added}
              onChange={(row) => {
                onChange(replaced(group, rule.key, () => row));
              }}
              onRemove={() => {
                remove(rule.key);
              }}
            />
          ) : (
            <RuleGroupEditor
              key={rule.key}
              group={rule}
              catalogue={catalogue}
              place={at}
              depth={depth + 1}
              path={rulePath}
              problems={problems}
              onChange={(inner) => {
                onChange(replaced(group, rule.key, () => inner));
              }}
              onRemove={() => {
                remove(rule.key);
              }}
            />
          );
        })}
        {group.rules.length === 0 && <FormHelperText>{t('rules.emptyGroup')}</FormHelperText>}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, mt: 1.25 }}>
        <Button
          ref={addButton}
          startIcon={<Add />}
          aria-label={t('rules.addRuleTo', { name })}
          onClick={() => {
            add(newRow(catalogue));
          }}
        >
          {t('rules.rule')}
        </Button>
        {depth < maxRuleDepth && (
          <Button
            startIcon={<AccountTreeOutlined />}
            aria-label={t('rules.addGroupTo', { name })}
            onClick={() => {
              add(newGroup(catalogue));
            }}
          >
            {t('rules.group')}
          </Button>
        )}
      </Box>
    </Box>
  );
};
