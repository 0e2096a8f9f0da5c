// Send Message: mails a text to the chosen people, then tells what became of each mail.
import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MethodInput } from '../../../../../shared/ipc/contract.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { MailOutcomeDialog, type SentMails } from './mail-outcome-dialog.tsx';
import { RefusedPeopleList } from './refused-people.tsx';

interface Props {
  /** Ids, or everybody whom a filter finds. */
  readonly people: MethodInput<'invitations.check'>;
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const SendMessageDialog = ({ people, onClose }: Props) => {
  const { t } = useTexts('users');
  const [sent, setSent] = useState<SentMails>();
  return sent === undefined ? (
    <Ask people={people} onSent={setSent} onClose={onClose} />
  ) : (
    <MailOutcomeDialog what={t('message.send')} sent={sent} onClose={onClose} />
  );
};

const fresh = { subject: '', text: '' };

const Ask = ({ people, onSent, onClose }: Props & { readonly onSent: (sent: SentMails) => void }) => {
  const { t } = useTexts('users');
  const check = useContractQuery('invitations.check', people);
  const { form, submit, saving, dirty, error, shownFields } = useContractForm('messages.send', {
    values: fresh,
    toInput: (typed) => ({ ...people, ...typed }),
    fields: ['subject', 'text'],
    onDone: onSent,
  });
  return (
    <FormDialog
      title={t('message.send')}
      submitLabel={t('message.send')}
      dirty={dirty}
      saving={saving}
      error={error}
      shownFields={shownFields}
      onSubmit={submit}
      onClose={onClose}
    >
      <QueryView query={check}>
        {({ allowed, refused, mailReady }) => (
          <Stack sx={{ gap: 1.5 }}>
            {!mailReady && (
              <Alert severity="error">
                <RichText
                  area="users"
                  text="message.noServer"
                  parts={{ mail: <Link component={RouterLink} to="/mail" /> }}
                />
              </Alert>
            )}
            <Typography variant="body2">{t('message.about', { count: allowed })}</Typography>
            <RefusedPeopleList refused={refused} />
          </Stack>
        )}
      </QueryView>
      <FormTextField control={form.control} name="subject" label={t('message.subject')} required />
      <FormTextField
        control={form.control}
        name="text"
        label={t('message.text')}
        required
        multiline
        minRows={6}
        maxRows={16}
        helperText={t('message.textHint')}
      />
    </FormDialog>
  );
};
