// Filters of the log beside its facets: Start Date, End Date, idle check-ins.
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { DateField } from '../../../components/date-field.tsx';
import type { ListStateHandle } from '../../../lib/list-state.ts';
import { useTexts } from '../../../lib/texts.ts';

export const LogFilters = ({ list }: { readonly list: ListStateHandle }) => {
  const { t } = useTexts('devices');
  const { state, change } = list;
  const set = (id: string, values: readonly string[]): void => {
    change({ filters: { ...state.filters, [id]: values } });
  };
  const setDay = (id: string, day: string): void => {
    set(id, day === '' ? [] : [day]);
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
      <DateField
        label={t('log.from')}
        value={state.filters.from?.[0] ?? ''}
        onChange={(day) => {
          setDay('from', day);
        }}
      />
      <DateField
        label={t('log.to')}
        value={state.filters.to?.[0] ?? ''}
        onChange={(day) => {
          setDay('to', day);
        }}
      />
      <FormControlLabel
        label={t('log.hideIdle')}
        control={
          <Switch
            size="small"
            checked={state.filters.idle?.includes('hide') === true}
            onChange={(event) => {
              set('idle', event.target.checked ? ['hide'] : []);
            }}
          />
        }
      />
    </Box>
  );
};
