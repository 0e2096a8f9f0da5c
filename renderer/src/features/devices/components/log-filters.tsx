// Filters of the log: Action, Status, Start Date, End Date, idle check-ins.
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { type LogAction, logActions, type LogStatus, logStatuses } from '../../../../../shared/model/log.ts';
import { DateField } from '../../../components/date-field.tsx';
import type { ListStateHandle } from '../../../lib/list-state.ts';
import { useTexts } from '../../../lib/texts.ts';

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly string[];
  readonly wordOf: (value: string) => string;
  readonly picked: readonly string[];
  readonly onPick: (values: readonly string[]) => void;
}

const Choice = ({ label, options, wordOf, picked, onPick }: ChoiceProps) => (
  <Autocomplete
    multiple
    size="small"
    limitTags={1}
    disableCloseOnSelect
    options={options}
    getOptionLabel={wordOf}
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
  const { t } = useTexts('devices');
  const { state, change } = list;
  const set = (id: string, values: readonly string[]): void => {
    change({ filters: { ...state.filters, [id]: values } });
  };
  const setDay = (id: string, day: string): void => {
    set(id, day === '' ? [] : [day]);
  };
  return (
    <Box
      role="region"
      aria-label={t('common:list.filters')}
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}
    >
      <Choice
        label={t('log.action')}
        options={logActions}
        wordOf={(action) => t(`model:logAction.${action as LogAction}`)}
        picked={state.filters.action ?? []}
        onPick={(values) => {
          set('action', values);
        }}
      />
      <Choice
        label={t('log.status')}
        options={logStatuses}
        wordOf={(status) => t(`model:logStatus.${status as LogStatus}`)}
        picked={state.filters.status ?? []}
        onPick={(values) => {
          set('status', values);
        }}
      />
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
