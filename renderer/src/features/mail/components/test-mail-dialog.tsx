// Sends a test mail to an address and shows what the mail server says.
import Alert from '@mui/material/Alert';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { MailTemplate, TemplateText } from '@shared/ipc/office/mail.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly title: string;
  /** A mail text to send; a plain test mail without it. */
  readonly template?: TemplateText & Pick<MailTemplate, 'id' | 'language'>;
  readonly initial: string;
  readonly onClose: () => void;
}

export const TestMailDialog = ({ title, template, initial, onClose }: Props) => {
  const { t } = useTexts('mail');
  const [to, setTo] = useState(initial);
  const plain = useContractMutation('mail.test');
  const filled = useContractMutation('mailTemplates.test');
  const { isPending, error, data } = template === undefined ? plain : filled;
  const send = (): void => {
    if (template === undefined) plain.mutate({ to: to.trim() });
    else filled.mutate({ ...template, to: to.trim() });
  };
  return (
    <FormDialog
      title={title}
      submitLabel={data === undefined ? t('test.send') : t('test.again')}
      {...(data === undefined ? {} : { closeLabel: t('common:close') })}
      dirty={false}
      saving={isPending}
      error={error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label={t('test.to')}
        type="email"
        required
        value={to}
        onChange={(event) => {
          setTo(event.target.value);
        }}
      />
      {data !== undefined && (
        <Alert severity="success" role="status">
          {t('test.taken', { response: data.response })}
        </Alert>
      )}
    </FormDialog>
  );
};
