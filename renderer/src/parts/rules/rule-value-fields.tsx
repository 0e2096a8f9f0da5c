// The fields for the value of a rule, by the type of its attribute.
import Autocomplete from '@mui/material/Autocomplete';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { type RuleAttribute, ruleOperators } from '@shared/rules/rules.ts';
import { useTexts, wordsOf } from '../../lib/texts.ts';
import type { DraftRow } from './draft-rules.ts';

interface Props {
  readonly row: DraftRow;
  readonly attribute: RuleAttribute;
  /** Names the rule for screen readers, such as `Rule 1.2`. */
  readonly name: string;
  readonly error: boolean;
  readonly onChange: (row: DraftRow) => void;
}

/** More options than this are searched by typing. */
const fewOptions = 8;

export const RuleValueFields = ({ row, attribute, name, error, onChange }: Props) => {
  const { t } = useTexts('common');
  const { test } = ruleOperators[row.operator];
  if (test === 'blank') return null;
  const field = (key: 'text' | 'to', label: string, placeholder = '') => (
    <TextField
      size="small"
      value={row[key]}
      error={error}
      placeholder={placeholder}
      onChange={(event) => {
        onChange({ ...row, [key]: event.target.value.slice(0, 500) });
      }}
      sx={{ flex: 1, minWidth: 90 }}
      slotProps={{ htmlInput: { 'aria-label': label } }}
    />
  );
  const choice = (
    key: 'text' | 'unit',
    label: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <TextField
      select
      size="small"
      value={options.some((option) => option.value === row[key]) ? row[key] : ''}
      error={error}
      onChange={(event) => {
        onChange({ ...row, [key]: event.target.value });
      }}
      sx={{ flex: 1, minWidth: 90 }}
      slotProps={{ select: { SelectDisplayProps: { 'aria-label': label } } }}
    >
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );

  switch (attribute.type) {
    case 'yes-no':
      return choice('text', t('rules.valueFor', { name }), [
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]);
    case 'list': {
      const options = (attribute.options ?? []).map(({ value, label }) => ({ value, label: wordsOf(label) }));
      if (options.length <= fewOptions) return choice('text', t('rules.valueFor', { name }), options);
      return (
        <Autocomplete
          size="small"
          options={options}
          value={options.find((option) => option.value === row.text) ?? null}
          onChange={(_, option) => {
            onChange({ ...row, text: option?.value ?? '' });
          }}
          getOptionKey={(option) => option.value}
          isOptionEqualToValue={(a, b) => a.value === b.value}
          sx={{ flex: 1, minWidth: 160 }}
          renderInput={(params) => (
            <TextField
              {...params}
              error={error}
              slotProps={{
                ...params.slotProps,
                htmlInput: { ...params.slotProps.htmlInput, 'aria-label': t('rules.valueFor', { name }) },
              }}
            />
          )}
        />
      );
    }
    case 'time':
      return (
        <>
          {field('text', t('rules.numberFor', { name }))}
          {choice('unit', t('rules.unitFor', { name }), [
            { value: 'hours', label: t('rules.hoursAgo') },
            { value: 'days', label: t('rules.daysAgo') },
          ])}
        </>
      );
    case 'text':
    case 'number':
    case 'version': {
      const example = attribute.type === 'version' ? '17.4' : '';
      if (test !== 'range') return field('text', t('rules.valueFor', { name }), example);
      return (
        <>
          {field('text', t('rules.fromFor', { name }), example)}
          {field('to', t('rules.toFor', { name }), example)}
        </>
      );
    }
  }
};
