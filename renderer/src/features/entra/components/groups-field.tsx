// Which groups of the tenant are taken over: search, add, remove.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemText from '@mui/material/ListItemText';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { EntraGroup, EntraInput } from '@shared/ipc/directories/entra.ts';
import { FormError } from '../../../components/form-error.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly value: readonly EntraGroup[];
  readonly onChange: (value: readonly EntraGroup[]) => void;
  readonly connection: Pick<EntraInput, 'tenantId' | 'clientId' | 'credential'>;
  /** Marks what is wrong with the connection; resolves to whether it can be used. */
  readonly check: () => Promise<boolean>;
  readonly error?: string | undefined;
}

export const GroupsField = ({ value, onChange, connection, check, error }: Props) => {
  const { t } = useTexts('entra');
  const [text, setText] = useState('');
  const search = useContractMutation('entra.searchGroups');
  const find = async (): Promise<void> => {
    search.reset();
    if (await check()) search.mutate({ ...connection, search: text });
  };
  const isChosen = (id: string): boolean => value.some((group) => group.id === id);
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {value.length === 0 && (
          <Typography variant="body2" color="textSecondary">
            {t('groups.none')}
          </Typography>
        )}
        {value.map((group) => (
          <Chip
            key={group.id}
            label={group.name}
            onDelete={() => {
              onChange(value.filter(({ id }) => id !== group.id));
            }}
          />
        ))}
      </Box>
      {error !== undefined && (
        <Typography variant="body2" color="error">
          {error}
        </Typography>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <TextField
          label={t('groups.findLabel')}
          size="small"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Enter would save the page's form.
            event.preventDefault();
            void find();
          }}
          helperText={t('groups.findHint')}
          sx={{ flex: 1 }}
        />
        <Button
          onClick={() => void find()}
          loading={search.isPending}
          disabled={connection.tenantId.trim() === '' || connection.clientId.trim() === ''}
          sx={{ alignSelf: 'flex-start' }}
        >
          {t('groups.find')}
        </Button>
      </Box>
      <FormError error={search.error} />
      {search.data?.length === 0 && (
        <Typography variant="body2" role="status">
          {t('groups.nothing')}
        </Typography>
      )}
      {search.data !== undefined && search.data.length > 0 && (
        <List dense disablePadding aria-label={t('groups.found')} sx={{ maxHeight: 260, overflow: 'auto' }}>
          {search.data.map(({ id, name, description }) => (
            <ListItem
              key={id}
              divider
              secondaryAction={
                <Button
                  size="small"
                  disabled={isChosen(id)}
                  aria-label={t('groups.addNamed', { name })}
                  onClick={() => {
                    onChange([...value, { id, name }]);
                  }}
                >
                  {isChosen(id) ? t('groups.chosen') : t('groups.add')}
                </Button>
              }
            >
              <ListItemText primary={name} secondary={description} />
            </ListItem>
          ))}
        </List>
      )}
    </Stack>
  );
};
