// Finds a person by name or e-mail while typing.
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useDeferredValue, useState } from 'react';
import type { UserSummary } from '@shared/ipc/people/users.ts';
import { useContractQuery } from '../../lib/contract-hooks.ts';
import { useTexts } from '../../lib/texts.ts';

interface Props {
  readonly label: string;
  readonly value: UserSummary | null;
  readonly onChange: (user: UserSummary | null) => void;
  /** People who are not offered, such as those already picked. */
  readonly exclude?: ReadonlySet<string>;
  readonly helperText?: string;
  /** Empties the field after each pick, to pick several people one after the other. */
  readonly clearOnPick?: boolean;
}

export const UserPicker = ({ label, value, onChange, exclude, helperText, clearOnPick = false }: Props) => {
  const { t } = useTexts('common');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed === value?.displayName ? '' : typed.trim());
  const matches = useContractQuery(
    'users.list',
    { ...(search === '' ? {} : { search }), pageSize: 20, sortBy: 'displayName', sortDirection: 'asc' },
    { keepPrevious: true },
  );
  return (
    <Autocomplete<UserSummary>
      size="small"
      options={(matches.data?.rows ?? []).filter((user) => exclude?.has(user.id) !== true)}
      loading={matches.isPending}
      value={value}
      inputValue={typed}
      onInputChange={(_, text, reason) => {
        setTyped(clearOnPick && reason !== 'input' ? '' : text);
      }}
      onChange={(_, user) => {
        onChange(user);
      }}
      // The core matches; filtering its answer again would hide people found by user name.
      filterOptions={(options) => options}
      getOptionLabel={(user) => user.displayName}
      getOptionKey={(user) => user.id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      clearOnBlur={clearOnPick}
      noOptionsText={matches.isError ? t('picker.failed') : t('picker.nobody')}
      renderOption={({ key, ...props }, user) => (
        <Box component="li" key={key} {...props}>
          <Box>
            <Typography variant="body2">{user.displayName}</Typography>
            <Typography variant="caption" color="textSecondary">
              {user.email}
            </Typography>
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField {...params} label={label} placeholder={t('picker.placeholder')} helperText={helperText} />
      )}
    />
  );
};
