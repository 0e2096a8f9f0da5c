// The mail server: address, security, sign-in, sender; and a test mail.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import type { MailSecurity } from '../../../../../shared/model/mail.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { mailServerFields, mailServerForm, type MailServerValues, toMailServer, usualPort } from '../server-form.ts';
import { TestMailDialog } from './test-mail-dialog.tsx';

type State = MethodOutput<'mail.get'>;

export const ServerTab = () => {
  const query = useContractQuery('mail.get', {});
  const [round, setRound] = useState(0);
  return (
    <QueryView query={query}>
      {(state) => (
        // A form of its own after each change: the password that was typed goes with the former one.
        <ServerForm
          key={round}
          state={state}
          onChanged={() => {
            void query.refetch().then(() => {
              setRound(round + 1);
            });
          }}
        />
      )}
    </QueryView>
  );
};

const securityLabel: Readonly<Record<MailSecurity, string>> = {
  starttls: 'STARTTLS (SMTP, usually port 587)',
  tls: 'TLS (SMTPS, usually port 465)',
  none: 'None (plain text)',
};

interface FormProps {
  readonly state: State;
  readonly onChanged: () => void;
}

const ServerForm = ({ state, onChanged }: FormProps) => {
  const { enqueueSnackbar } = useSnackbar();
  const [dialog, setDialog] = useState<'none' | 'test' | 'remove'>('none');
  const remove = useContractMutation('mail.remove');
  const { form, submit, saving, dirty, error, shownFields } = useContractForm<MailServerValues, 'mail.update'>(
    'mail.update',
    {
      values: mailServerForm(state),
      toInput: toMailServer,
      fields: mailServerFields,
      onDone: () => {
        onChanged();
        enqueueSnackbar('The mail server was saved. Send a test mail to see whether it works.', { variant: 'success' });
      },
    },
  );
  const { control } = form;
  const signIn = useWatch({ control, name: 'signIn' });
  const security = useWatch({ control, name: 'security' });
  const close = (): void => {
    remove.reset();
    setDialog('none');
  };
  return (
    <>
      <PageForm
        dirty={dirty}
        saving={saving}
        error={error}
        shownFields={shownFields}
        onSubmit={submit}
        onReset={() => {
          form.reset(mailServerForm(state));
        }}
      >
        {state.server === undefined && (
          <Alert severity="info">
            No mail server is set up yet, so no invitation can be mailed. Enter the mail server of your office or of
            your mail provider. Links and printed sheets work without it.
          </Alert>
        )}
        <SectionCard
          title="Mail server"
          actions={
            state.server !== undefined && (
              <>
                <Button
                  onClick={() => {
                    setDialog('remove');
                  }}
                >
                  Remove
                </Button>
                <Button
                  variant="outlined"
                  disabled={dirty}
                  onClick={() => {
                    setDialog('test');
                  }}
                >
                  Send test mail
                </Button>
              </>
            )
          }
        >
          <Stack sx={{ gap: 2.25 }}>
            <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 300px 110px', gap: 2 }}>
              <FormTextField control={control} name="host" label="Host" required placeholder="smtp.office.example" />
              <FormTextField
                control={control}
                name="security"
                label="Security"
                select
                onTyped={(before, now) => {
                  // The port follows as long as it is the usual one.
                  if (form.getValues('port') === usualPort[before as MailSecurity])
                    form.setValue('port', usualPort[now as MailSecurity], { shouldDirty: true });
                }}
              >
                {(['starttls', 'tls', 'none'] as const).map((value) => (
                  <MenuItem key={value} value={value}>
                    {securityLabel[value]}
                  </MenuItem>
                ))}
              </FormTextField>
              <FormTextField
                control={control}
                name="port"
                label="Port"
                required
                slotProps={{ htmlInput: { inputMode: 'numeric' } }}
              />
            </Box>
            {security === 'none' && (
              <Alert severity="warning">
                Without security, mails with enrollment links{signIn ? ' and the password' : ''} can be read on the way.
                Use this only inside the network of the office.
              </Alert>
            )}
            <Controller
              control={control}
              name="signIn"
              render={({ field: { value, ...field } }) => (
                <FormControlLabel
                  control={<Checkbox size="small" checked={value} {...field} />}
                  label="The server asks for user name and password"
                />
              )}
            />
            {signIn && (
              <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
                <FormTextField control={control} name="user" label="User name" required autoComplete="off" />
                <FormTextField
                  control={control}
                  name="password"
                  label="Password"
                  type="password"
                  autoComplete="new-password"
                  required={!state.hasPassword}
                  helperText={
                    state.hasPassword ? 'A password is stored. Leave this empty to keep it.' : 'Kept encrypted.'
                  }
                />
              </Box>
            )}
            <FormTextField
              control={control}
              name="caCertificates"
              label="Own CA certificates (PEM)"
              multiline
              minRows={2}
              maxRows={6}
              helperText={
                state.caSubjects.length > 0
                  ? `Trusted: ${state.caSubjects.join('; ')}`
                  : 'Only if the certificate of the mail server comes from a CA of your own.'
              }
            />
          </Stack>
        </SectionCard>
        <SectionCard title="Sender">
          <Stack sx={{ gap: 2.25 }}>
            <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
              <FormTextField control={control} name="fromName" label="Display name" placeholder="Office IT" />
              <FormTextField control={control} name="fromAddress" label="From address" required />
            </Box>
            <FormTextField
              control={control}
              name="replyTo"
              label="Reply-to address"
              helperText="Answers go there instead of to the from address."
              sx={{ maxWidth: 480 }}
            />
          </Stack>
        </SectionCard>
      </PageForm>
      {dialog === 'test' && (
        <TestMailDialog title="Send a test mail" initial={state.server?.fromAddress ?? ''} onClose={close} />
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title="Remove the mail server?"
          consequence="Russet forgets the server and its password. No invitation, reminder or confirmation goes out any more."
          confirmLabel="Remove mail server"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate(
              {},
              {
                onSuccess: () => {
                  close();
                  onChanged();
                },
              },
            );
          }}
          onClose={close}
        >
          <Typography variant="body2">Links that were mailed before stay valid.</Typography>
        </ConfirmDialog>
      )}
    </>
  );
};
