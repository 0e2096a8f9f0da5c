// Adds or changes a local user.
import { displayNameOf } from '../../../../../shared/model/user.ts';
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import type { UserDetails } from '@shared/ipc/people/users.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { firstMessage, useContractForm } from '../../../lib/contract-form.ts';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import { toProblem } from '../../../lib/transport.ts';
import {
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

const passwordNote = (user: UserDetails | undefined, t: Texts<'users'>): string => {
  if (user === undefined) return t('form.passwordNew');
  return user.hasPassword ? t('form.passwordKeep') : t('form.passwordMissing');
};

export const UserFormDialog = ({ user, groups, onClose }: Props) => {
  const { t } = useTexts('users');
  const { enqueueSnackbar } = useSnackbar();
  // The mail of an invitation needs a mail server; without one people get links or sheets.
  const canInvite = useContractQuery('mail.get', {}, { enabled: user === undefined }).data?.server !== undefined;
  const [invite, setInvite] = useState(true);
  const send = useContractMutation('invitations.send');
  const sendInvitation = (id: string): void => {
    send.mutate(
      { ids: [id] },
      {
        onError: (error) => {
          enqueueSnackbar(toProblem(error).message, { variant: 'error' });
        },
      },
    );
  };
  const manual = groups.filter((group) => group.kind === 'manual');
  const synced = user !== undefined && user.sync !== 'none' && user.sync !== 'no-sync';
  const owned = synced ? t('form.owned', { directory: user.directoryName ?? t('attributes.directory') }) : undefined;
  const had = user?.managedAppleId !== undefined;
  const values = user === undefined ? emptyUserForm : formOfUser(user, new Set(manual.map((group) => group.id)));
  const { form, frame } = useContractForm<UserFormValues, 'users.create' | 'users.update'>(
    user === undefined ? 'users.create' : 'users.update',
    {
      values,
      toInput: (typed): MethodInput<'users.create'> | MethodInput<'users.update'> =>
        user === undefined ? toUserInput(typed) : toUserUpdate(user.id, had, synced)(typed),
      fields: userFormFields,
      onDone: (output) => {
        if (canInvite && invite && 'id' in output) sendInvitation(output.id);
        const name = form.getValues('displayName');
        enqueueSnackbar(user === undefined ? t('form.added', { name }) : t('form.saved', { name }), {
          variant: 'success',
        });
        onClose();
      },
    },
  );
  const { control, getValues, setValue } = form;

  const fill = (name: 'username' | 'displayName', before: string, now: string): void => {
    const next = follow(getValues(name), before, now);
    if (next !== getValues(name))
      setValue(name, next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  };

  return (
    <FormDialog
      {...frame}
      title={user === undefined ? t('form.addTitle') : t('form.editTitle', { name: user.displayName })}
      onClose={onClose}
    >
      {synced && (
        <Alert severity="info">
          {t('form.synced', { directory: user.directoryName ?? t('attributes.directory') })}
        </Alert>
      )}
      <FormTextField
        control={control}
        name="email"
        disabled={synced}
        helperText={owned}
        label={t('field.email')}
        type="email"
        required
        onTyped={(before, now) => {
          if (user === undefined) fill('username', before.trim(), now.trim());
        }}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
        <FormTextField
          control={control}
          name="firstName"
          label={t('field.firstName')}
          required={!synced}
          disabled={synced}
          helperText={owned}
          onTyped={(before, now) => {
            const last = getValues('lastName');
            fill('displayName', displayNameOf(before, last), displayNameOf(now, last));
          }}
        />
        <FormTextField
          control={control}
          name="lastName"
          label={t('field.lastName')}
          required={!synced}
          disabled={synced}
          helperText={owned}
          onTyped={(before, now) => {
            const first = getValues('firstName');
            fill('displayName', displayNameOf(first, before), displayNameOf(first, now));
          }}
        />
      </Box>
      <FormTextField
        control={control}
        name="username"
        label={t('field.username')}
        required
        disabled={synced}
        helperText={owned ?? t('form.usernameHint')}
      />
      <FormTextField
        control={control}
        name="displayName"
        label={t('field.displayName')}
        required
        disabled={synced}
        helperText={owned}
      />
      <ManagedAppleIdField control={control} masked={user?.managedAppleId} devices={user?.devices ?? 0} />
      <FormTextField
        control={control}
        name="locale"
        label={t('field.locale')}
        disabled={synced}
        helperText={owned ?? t('form.localeHint')}
      />
      {!synced && (
        <FormTextField
          control={control}
          name="password"
          label={user?.hasPassword === true ? t('form.newPassword') : t('field.password')}
          type="password"
          autoComplete="new-password"
          helperText={passwordNote(user, t)}
        />
      )}
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
            noOptionsText={t('noManualGroups')}
            slotProps={{ chip: { size: 'small' } }}
            renderInput={(params) => (
              <TextField
                {...params}
                label={t('field.userGroups')}
                error={fieldState.invalid}
                helperText={firstMessage(fieldState.error) ?? t('everybody')}
              />
            )}
          />
        )}
      />
      {user === undefined && (
        <FormControlLabel
          control={
            <Checkbox
              checked={canInvite && invite}
              disabled={!canInvite}
              onChange={(event) => {
                setInvite(event.target.checked);
              }}
            />
          }
          label={canInvite ? t('form.inviteNow') : t('form.inviteNeedsMail')}
        />
      )}
    </FormDialog>
  );
};
