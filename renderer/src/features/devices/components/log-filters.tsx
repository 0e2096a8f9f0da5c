// Filters of the log: Action, Status, Start Date, End Date, idle check-ins.
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { logActions, logStatuses } from '../../../../../shared/model/log.ts';
import { DateField } from '../../../components/date-field.tsx';
import type { ListStateHandle } from '../../../lib/list-state.ts';

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly string[];
  readonly picked: readonly string[];
  readonly onPick: (values: readonly string[]) => void;
}

const Choice = ({ label, options, picked, onPick }: ChoiceProps) => (
  <Autocomplete
    multiple
    size="small"
    limitTags={1}
    disableCloseOnSelect
    options={options}
    value={[...picked]}
    onChange={(_event, values) => {
      onPick(values);
    }}
    renderInput={(params) => <TextField {...params} label={label} />}
    slotProps={{ chip: { size: 'small' } }}
    sx={{
      width: 200,
      '& .MuiAutocomplete-inputRoot': { flexWrap: 'nowrap' },
      '& .MuiAutocomplete-input': { minWidth: '16px !important' },
      '& .MuiAutocomplete-tag': { maxWidth: 110 },
    }}
  />
);

export const LogFilters = ({ list }: { readonly list: ListStateHandle }) => {
  const { state, change } = list;
  const set = (id: string, values: readonly string[]): void => {
    change({ filters: { ...state.filters, [id]: values } });
  };
  const setDay = (id: string, day: string): void => {
    set(id, day === '' ? [] : [day]);
  };
  return (
    <Box role="region" aria-label="filters" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
      <Choice
        label="Action"
        options={logActions}
        picked={state.filters.action ?? []}
        onPick={(values) => {
          set('action', values);
        }}
      />
      <Choice
        label="Status"
        options={logStatuses}
        picked={state.filters.status ?? []}
        onPick={(values) => {
          set('status', values);
        }}
      />
      <DateField
        label="Start Date"
        value={state.filters.from?.[0] ?? ''}
        onChange={(day) => {
          setDay('from', day);
        }}
      />
      <DateField
        label="End Date"
        value={state.filters.to?.[0] ?? ''}
        onChange={(day) => {
          setDay('to', day);
        }}
      />
      <FormControlLabel
        label="Hide idle check-ins"
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
