// The members of a manually managed group, picked by e-mail.
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemText from '@mui/material/ListItemText';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { UserPicker } from './user-picker.tsx';
import { useTexts } from '../../lib/texts.ts';

type Member = MethodOutput<'groups.get'>['memberUsers'][number];

interface Props {
  readonly ids: readonly string[];
  /** Who they are at first. */
  readonly initial: readonly Member[];
  readonly error: string | undefined;
  readonly onChange: (ids: string[]) => void;
}

export const MembersField = ({ ids, initial, error, onChange }: Props) => {
  const { t } = useTexts('groups');
  const [known, setKnown] = useState(initial);
  const members = ids.flatMap((id) => known.find((person) => person.id === id) ?? []);
  return (
    <Box>
      <UserPicker
        label={t('members.add')}
        value={null}
        clearOnPick
        exclude={new Set(ids)}
        onChange={(user) => {
          if (user === null) return;
          setKnown((before) => [...before, { id: user.id, displayName: user.displayName, email: user.email }]);
          onChange([...ids, user.id]);
        }}
      />
      {error !== undefined && <FormHelperText error>{error}</FormHelperText>}
      <Typography variant="body2" color="textSecondary" role="status" sx={{ mt: 1.5 }}>
        {members.length === 0 ? t('members.none') : t('members.count', { count: members.length })}
      </Typography>
      <List dense disablePadding aria-label={t('members.title')} sx={{ maxHeight: 220, overflow: 'auto' }}>
        {members.map((member) => (
          <ListItem
            key={member.id}
            disableGutters
            secondaryAction={
              <IconButton
                edge="end"
                aria-label={t('members.remove', { name: member.displayName })}
                onClick={() => {
                  onChange(ids.filter((id) => id !== member.id));
                }}
              >
                <Close fontSize="small" />
              </IconButton>
            }
          >
            <ListItemText primary={member.displayName} secondary={member.email} />
          </ListItem>
        ))}
      </List>
    </Box>
  );
};
