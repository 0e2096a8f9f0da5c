// The fields for the value of a rule, by the type of its attribute.
import Autocomplete from '@mui/material/Autocomplete';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { type RuleAttribute, ruleOperators } from '../../../../shared/model/rules.ts';
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
      slotProps={{ htmlInput: { 'aria-label': `${name}: ${label}` } }}
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
      slotProps={{ select: { SelectDisplayProps: { 'aria-label': `${name}: ${label}` } } }}
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
      return choice('text', 'value', [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ]);
    case 'list': {
      const options = attribute.options ?? [];
      if (options.length <= fewOptions) return choice('text', 'value', options);
      return (
        <Autocomplete
          size="small"
          options={[...options]}
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
                htmlInput: { ...params.slotProps.htmlInput, 'aria-label': `${name}: value` },
              }}
            />
          )}
        />
      );
    }
    case 'time':
      return (
        <>
          {field('text', 'number')}
          {choice('unit', 'unit', [
            { value: 'hours', label: 'hours ago' },
            { value: 'days', label: 'days ago' },
          ])}
        </>
      );
    case 'text':
    case 'number':
    case 'version': {
      const example = attribute.type === 'version' ? '17.4' : '';
      if (test !== 'range') return field('text', 'value', example);
      return (
        <>
          {field('text', 'from', example)}
          {field('to', 'to', example)}
        </>
      );
    }
  }
};
