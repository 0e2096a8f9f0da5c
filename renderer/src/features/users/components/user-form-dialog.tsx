// Adds or changes a local user.
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { Controller } from 'react-hook-form';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import type { GroupSummary } from '../../../../../shared/ipc/groups.ts';
import type { UserDetails } from '../../../../../shared/ipc/users.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { firstMessage, useContractForm } from '../../../lib/contract-form.ts';
import {
  displayNameOf,
  emptyUserForm,
  follow,
  formOfUser,
  toUserInput,
  toUserUpdate,
  userFormFields,
  type UserFormValues,
} from '../user-form.ts';
import { ManagedAppleIdField } from './managed-apple-id-field.tsx';

interface Props {
  /** Absent to add a user. */
  readonly user?: UserDetails;
  /** Groups that can be chosen by hand. */
  readonly groups: readonly GroupSummary[];
  readonly onClose: () => void;
}

const passwordNote = (user: UserDetails | undefined): string => {
  if (user === undefined)
    return 'Optional. Without one the person chooses a password behind their personal enrollment link.';
  return user.hasPassword
    ? 'Leave empty to keep the present password.'
    : 'This person has no password yet and chooses one behind their personal enrollment link.';
};

export const UserFormDialog = ({ user, groups, onClose }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const manual = groups.filter((group) => group.kind === 'manual');
  const had = user?.managedAppleId !== undefined;
  const values = user === undefined ? emptyUserForm : formOfUser(user, new Set(manual.map((group) => group.id)));
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<
    UserFormValues,
    'users.create' | 'users.update'
  >(user === undefined ? 'users.create' : 'users.update', {
    values,
    toInput: (typed): MethodInput<'users.create'> | MethodInput<'users.update'> =>
      user === undefined ? toUserInput(typed) : toUserUpdate(user.id, had)(typed),
    fields: userFormFields,
    onDone: () => {
      const name = form.getValues('displayName');
      enqueueSnackbar(user === undefined ? `${name} was added.` : `${name} was saved.`, { variant: 'success' });
      onClose();
    },
  });
  const { control, getValues, setValue } = form;

  const fill = (name: 'username' | 'displayName', before: string, now: string): void => {
    const next = follow(getValues(name), before, now);
    if (next !== getValues(name))
      setValue(name, next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  };

  return (
    <FormDialog
      title={user === undefined ? 'Add Single User' : `Edit ${user.displayName}`}
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormTextField
        control={control}
        name="email"
        label="E-mail"
        type="email"
        required
        onTyped={(before, now) => {
          if (user === undefined) fill('username', before.trim(), now.trim());
        }}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <FormTextField
          control={control}
          name="firstName"
          label="First Name"
          required
          onTyped={(before, now) => {
            const last = getValues('lastName');
            fill('displayName', displayNameOf(before, last), displayNameOf(now, last));
          }}
        />
        <FormTextField
          control={control}
          name="lastName"
          label="Last Name"
          required
          onTyped={(before, now) => {
            const first = getValues('firstName');
            fill('displayName', displayNameOf(first, before), displayNameOf(first, now));
          }}
        />
      </Box>
      <FormTextField
        control={control}
        name="username"
        label="Username"
        required
        helperText="What this person signs in with. Usually the e-mail; change it only when another user already has it."
      />
      <FormTextField control={control} name="displayName" label="Display Name" required />
      <ManagedAppleIdField control={control} masked={user?.managedAppleId} devices={user?.devices ?? 0} />
      <FormTextField
        control={control}
        name="password"
        label={user?.hasPassword === true ? 'New Password' : 'Password'}
        type="password"
        autoComplete="new-password"
        helperText={passwordNote(user)}
      />
      <Controller
        control={control}
        name="groupIds"
        render={({ field, fieldState }) => (
          <Autocomplete
            multiple
            size="small"
            options={manual}
            value={manual.filter((group) => field.value.includes(group.id))}
            getOptionLabel={(group) => group.name}
            getOptionKey={(group) => group.id}
            onChange={(_, picked) => {
              field.onChange(picked.map((group) => group.id));
            }}
            onBlur={field.onBlur}
            disableCloseOnSelect
            noOptionsText="There are no manually managed groups yet."
            slotProps={{ chip: { size: 'small' } }}
            renderInput={(params) => (
              <TextField
                {...params}
                label="User Groups"
                error={fieldState.invalid}
                helperText={firstMessage(fieldState.error) ?? 'Everybody is in All Users besides.'}
              />
            )}
          />
        )}
      />
    </FormDialog>
  );
};
