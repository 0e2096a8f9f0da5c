// Send Message: mails a text to the chosen people, then tells what became of each mail.
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useTexts } from '../../../lib/texts.ts';
import type { SentMails } from './mail-outcome-dialog.tsx';
import { AskThenOutcomes, MailRecipients, type Recipients } from './mail-recipients.tsx';

interface Props {
  readonly people: Recipients;
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const SendMessageDialog = ({ people, onClose }: Props) => {
  const { t } = useTexts('users');
  return (
    <AskThenOutcomes title={t('message.send')} onClose={onClose}>
      {(onSent) => <Ask people={people} onSent={onSent} onClose={onClose} />}
    </AskThenOutcomes>
  );
};

const fresh = { subject: '', text: '' };

const Ask = ({ people, onSent, onClose }: Props & { readonly onSent: (sent: SentMails) => void }) => {
  const { t } = useTexts('users');
  const { form, frame } = useContractForm('messages.send', {
    values: fresh,
    toInput: (typed) => ({ ...people, ...typed }),
    fields: ['subject', 'text'],
    onDone: onSent,
  });
  return (
    <FormDialog {...frame} title={t('message.send')} submitLabel={t('message.send')} onClose={onClose}>
      <MailRecipients people={people} what="message" />
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
