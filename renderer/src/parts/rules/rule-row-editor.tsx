// One rule: attribute, operator, value.
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useId, useRef } from 'react';
import type { AdminText } from '@shared/locales/admin-texts.ts';
import { operatorsOf, type RuleCatalogue, type RuleOperator, ruleOperators } from '@shared/rules/rules.ts';
import { fieldMessage } from '../../lib/contract-form.ts';
import { useTexts, wordsOf } from '../../lib/texts.ts';
import { type DraftRow, withAttribute } from './draft-rules.ts';
import { RuleValueFields } from './rule-value-fields.tsx';

interface Props {
  readonly row: DraftRow;
  readonly catalogue: RuleCatalogue;
  readonly name: string;
  readonly problem: AdminText | undefined;
  /** Takes the focus when it appears. */
  readonly focused: boolean;
  readonly onChange: (row: DraftRow) => void;
  readonly onRemove: () => void;
}

export const RuleRowEditor = ({ row, catalogue, name, problem, focused, onChange, onRemove }: Props) => {
  const { t } = useTexts('common');
  const id = useId();
  const attributeField = useRef<HTMLElement>(null);
  const attribute = catalogue.find((candidate) => candidate.id === row.attribute);
  useEffect(() => {
    if (focused) attributeField.current?.querySelector<HTMLElement>('[role="combobox"]')?.focus();
  }, [focused]);
  const { negated, test } = ruleOperators[row.operator];
  const hints = [
    ...(attribute?.hint === undefined ? [] : [wordsOf(attribute.hint)]),
    ...(negated && test !== 'blank' ? [t('rules.unknownMatches')] : []),
  ];
  return (
    <Box role="group" aria-label={name} aria-describedby={`${id}-hint`}>
      <Box sx={{ display: 'flex', flexWrap: { xs: 'wrap', md: 'nowrap' }, alignItems: 'center', gap: 1 }}>
        <TextField
          select
          size="small"
          ref={attributeField as React.Ref<HTMLDivElement>}
          value={attribute === undefined ? '' : row.attribute}
          error={problem !== undefined && attribute === undefined}
          onChange={(event) => {
            onChange(withAttribute(row, event.target.value, catalogue));
          }}
          sx={{ width: 190, flexShrink: 0 }}
          slotProps={{ select: { SelectDisplayProps: { 'aria-label': t('rules.attributeOf', { name }) } } }}
        >
          {catalogue.map((candidate) => (
            <MenuItem key={candidate.id} value={candidate.id}>
              {wordsOf(candidate.label)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          size="small"
          value={attribute !== undefined && operatorsOf[attribute.type].includes(row.operator) ? row.operator : ''}
          onChange={(event) => {
            onChange({ ...row, operator: event.target.value as RuleOperator });
          }}
          sx={{ width: 190, flexShrink: 0 }}
          slotProps={{ select: { SelectDisplayProps: { 'aria-label': t('rules.operatorOf', { name }) } } }}
        >
          {(attribute === undefined ? [] : operatorsOf[attribute.type]).map((operator) => (
            <MenuItem key={operator} value={operator}>
              {t(`model:ruleOperator.${operator}`)}
            </MenuItem>
          ))}
        </TextField>
        <Box sx={{ display: 'flex', flex: 1, gap: 1, minWidth: { xs: 150, md: 0 } }}>
          {attribute !== undefined && (
            <RuleValueFields
              row={row}
              attribute={attribute}
              name={name}
              error={problem !== undefined}
              onChange={onChange}
            />
          )}
        </Box>
        <Tooltip title={t('rules.removeRule')}>
          <IconButton aria-label={t('rules.remove', { name })} onClick={onRemove}>
            <Close fontSize="small" />
          </IconButton>
        </Tooltip>
      </Box>
      <Box id={`${id}-hint`}>
        {problem !== undefined && (
          <FormHelperText error role="alert">
            {fieldMessage(wordsOf(problem))}
          </FormHelperText>
        )}
        {hints.length > 0 && <FormHelperText>{hints.join(' ')}</FormHelperText>}
      </Box>
    </Box>
  );
};
