// The mail server: address, security, sign-in, sender; and a test mail.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { languages } from '@shared/locales/text-keys.ts';
import type { MailSecurity } from '@shared/model/mail.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { FormCheckbox } from '../../../components/form-checkbox.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { NumberField } from '../../../components/number-field.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { useLanguage, useTexts } from '../../../lib/texts.ts';
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

interface FormProps {
  readonly state: State;
  readonly onChanged: () => void;
}

const ServerForm = ({ state, onChanged }: FormProps) => {
  const { t } = useTexts('mail');
  const { enqueueSnackbar } = useSnackbar();
  const consoleLanguage = useLanguage();
  const [dialog, setDialog] = useState<'none' | 'test' | 'remove'>('none');
  const remove = useContractMutation('mail.remove');
  const { form, frame } = useContractForm<MailServerValues, 'mail.update'>('mail.update', {
    values: mailServerForm(state, consoleLanguage),
    toInput: toMailServer,
    fields: mailServerFields,
    onDone: () => {
      onChanged();
      enqueueSnackbar(t('server.saved'), { variant: 'success' });
    },
  });
  const { control } = form;
  const signIn = useWatch({ control, name: 'signIn' });
  const security = useWatch({ control, name: 'security' });
  const close = (): void => {
    remove.reset();
    setDialog('none');
  };
  return (
    <>
      <PageForm {...frame}>
        {state.server === undefined && <Alert severity="info">{t('server.missing')}</Alert>}
        <SectionCard
          title={t('server.title')}
          actions={
            state.server !== undefined && (
              <>
                <Button
                  onClick={() => {
                    setDialog('remove');
                  }}
                >
                  {t('server.remove')}
                </Button>
                <Button
                  variant="outlined"
                  disabled={frame.dirty}
                  onClick={() => {
                    setDialog('test');
                  }}
                >
                  {t('test.open')}
                </Button>
              </>
            )
          }
        >
          <Stack sx={{ gap: 2.25 }}>
            <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 300px 110px' }, gap: 2 }}>
              <FormTextField
                control={control}
                name="host"
                label={t('server.host')}
                required
                placeholder={t('server.hostExample')}
              />
              <FormTextField
                control={control}
                name="security"
                label={t('server.security')}
                select
                onTyped={(before, now) => {
                  // The port follows as long as it is the usual one.
                  if (form.getValues('port') === usualPort[before as MailSecurity])
                    form.setValue('port', usualPort[now as MailSecurity], { shouldDirty: true });
                }}
              >
                {(['starttls', 'tls', 'none'] as const).map((value) => (
                  <MenuItem key={value} value={value}>
                    {t(`server.securities.${value}`)}
                  </MenuItem>
                ))}
              </FormTextField>
              <NumberField control={control} name="port" label={t('server.port')} required />
            </Box>
            {security === 'none' && (
              <Alert severity="warning">{t(signIn ? 'server.plainWithPassword' : 'server.plain')}</Alert>
            )}
            <FormCheckbox control={control} name="signIn" label={t('server.authenticate')} />
            {signIn && (
              <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
                <FormTextField control={control} name="user" label={t('server.user')} required autoComplete="off" />
                <FormTextField
                  control={control}
                  name="password"
                  label={t('server.password')}
                  type="password"
                  autoComplete="new-password"
                  required={!state.hasPassword}
                  helperText={state.hasPassword ? t('server.passwordStored') : t('server.passwordHint')}
                />
              </Box>
            )}
            <FormTextField
              control={control}
              name="caCertificates"
              label={t('server.ca')}
              multiline
              minRows={2}
              maxRows={6}
              helperText={
                state.caSubjects.length > 0
                  ? t('server.trusted', { subjects: state.caSubjects.join('; ') })
                  : t('server.caHint')
              }
            />
          </Stack>
        </SectionCard>
        <SectionCard title={t('server.sender')}>
          <Stack sx={{ gap: 2.25 }}>
            <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
              <FormTextField
                control={control}
                name="fromName"
                label={t('server.displayName')}
                placeholder={t('server.displayNameExample')}
              />
              <FormTextField control={control} name="fromAddress" label={t('server.from')} required />
            </Box>
            <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 }}>
              <FormTextField
                control={control}
                name="replyTo"
                label={t('server.replyTo')}
                helperText={t('server.replyToHint')}
              />
              <FormTextField
                control={control}
                name="language"
                label={t('server.language')}
                helperText={t('server.languageHint')}
                select
              >
                {languages.map((language) => (
                  <MenuItem key={language} value={language}>
                    {t(`common:language.${language}`)}
                  </MenuItem>
                ))}
              </FormTextField>
            </Box>
          </Stack>
        </SectionCard>
      </PageForm>
      {dialog === 'test' && (
        <TestMailDialog title={t('test.title')} initial={state.server?.fromAddress ?? ''} onClose={close} />
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={t('server.removeQuestion')}
          consequence={t('server.removeConsequence')}
          confirmLabel={t('server.removeConfirm')}
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
          <Typography variant="body2">{t('server.linksStay')}</Typography>
        </ConfirmDialog>
      )}
    </>
  );
};
