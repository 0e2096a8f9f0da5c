// Filters beside the facets: name, person, days.
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { lookUp } from '@shared/look-up.ts';
import { DateField } from '../../../components/date-field.tsx';
import type { ListStateHandle } from '../../../lib/list-state.ts';
import { useTexts } from '../../../lib/texts.ts';

export const AuditFilters = ({ list }: { readonly list: ListStateHandle }) => {
  const { t } = useTexts('audit');
  const { state, change } = list;
  const set = (id: string, value: string): void => {
    change({ filters: { ...state.filters, [id]: value === '' ? [] : [value] } });
  };
  const text = (id: string, label: string) => (
    <TextField
      label={label}
      value={lookUp(state.filters, id)?.[0] ?? ''}
      onChange={(event) => {
        // A comma separates values in the address.
        set(id, event.target.value.replaceAll(',', ' '));
      }}
      sx={{ width: 150 }}
    />
  );
  const [from, to] = [state.filters.from?.[0] ?? '', state.filters.to?.[0] ?? ''];
  const backwards = from !== '' && to !== '' && to < from;
  const day = (id: string, label: string, problem?: string) => (
    <DateField
      label={label}
      value={lookUp(state.filters, id)?.[0] ?? ''}
      problem={problem}
      onChange={(value) => {
        set(id, value);
      }}
    />
  );
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
      {text('name', t('column.name'))}
      {text('by', t('filter.by'))}
      {day('from', t('filter.from'))}
      {day('to', t('filter.to'), backwards ? t('filter.backwards') : undefined)}
    </Box>
  );
};
