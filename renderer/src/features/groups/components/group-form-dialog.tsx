// Adds or changes a manually managed group with its members.
import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import IconButton from '@mui/material/IconButton';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemText from '@mui/material/ListItemText';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import type { MethodInput, MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { UserPicker } from '../../../components/user-picker.tsx';
import { firstMessage, useContractForm } from '../../../lib/contract-form.ts';
import { plural } from '../../../lib/format.ts';
import { groupKindLabel } from '../group-words.ts';

type Group = MethodOutput<'groups.get'>;
type Member = Group['memberUsers'][number];

interface Values {
  name: string;
  description: string;
  memberIds: string[];
}

interface Props {
  /** Absent to add a group. */
  readonly group?: Group;
  readonly onClose: () => void;
}

const noValues: Values = { name: '', description: '', memberIds: [] };

export const GroupFormDialog = ({ group, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  // What the group was when the dialog opened: changes by others meanwhile do not disturb what is being typed.
  const [values] = useState<Values>(() =>
    group === undefined
      ? noValues
      : {
          name: group.name,
          description: group.description,
          memberIds: group.memberUsers.map((member) => member.id),
        },
  );
  const [known, setKnown] = useState<readonly Member[]>(group?.memberUsers ?? []);
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<
    Values,
    'groups.create' | 'groups.update'
  >(group === undefined ? 'groups.create' : 'groups.update', {
    values,
    toInput: (typed): MethodInput<'groups.create'> | MethodInput<'groups.update'> =>
      group === undefined ? typed : { id: group.id, ...typed },
    fields: ['name', 'description', 'memberIds'],
    onDone: () => {
      enqueueSnackbar(`${form.getValues('name')} was ${group === undefined ? 'added' : 'saved'}.`, {
        variant: 'success',
      });
      onClose();
    },
  });
  const { field, fieldState } = useController({ control: form.control, name: 'memberIds' });
  const members = field.value.flatMap((id) => known.find((person) => person.id === id) ?? []);

  return (
    <FormDialog
      title={group === undefined ? 'Add User Group' : `Edit ${group.name}`}
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormTextField
        control={form.control}
        name="name"
        label="Name"
        required
        placeholder="User Enrollment Group"
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <FormTextField control={form.control} name="description" label="Description" />
      <Box>
        <Typography variant="h3" gutterBottom>
          {groupKindLabel.manual}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
          You decide who is in this group.
        </Typography>
        <UserPicker
          label="Add users by e-mail"
          value={null}
          clearOnPick
          exclude={new Set(field.value)}
          onChange={(user) => {
            if (user === null) return;
            setKnown((before) => [...before, { id: user.id, displayName: user.displayName, email: user.email }]);
            field.onChange([...field.value, user.id]);
          }}
        />
        {fieldState.error !== undefined && <FormHelperText error>{firstMessage(fieldState.error)}</FormHelperText>}
        <Typography variant="body2" color="textSecondary" role="status" sx={{ mt: 1.5 }}>
          {members.length === 0 ? 'No members yet.' : plural(members.length, 'member')}
        </Typography>
        <List dense disablePadding aria-label="Members" sx={{ maxHeight: 220, overflow: 'auto' }}>
          {members.map((member) => (
            <ListItem
              key={member.id}
              disableGutters
              secondaryAction={
                <IconButton
                  edge="end"
                  aria-label={`Remove ${member.displayName}`}
                  onClick={() => {
                    field.onChange(field.value.filter((id) => id !== member.id));
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
    </FormDialog>
  );
};
