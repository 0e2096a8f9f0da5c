// Send Invite: who gets a mail and who not, a preview, then what became of each mail.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import {
  freshInvitation,
  InvitationFields,
  invitationFields,
  invitationInput,
} from '../../../parts/people/invitation-fields.tsx';
import { MailPreview } from '../../../parts/people/mail-preview.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useTexts } from '../../../lib/texts.ts';
import type { SentMails } from './mail-outcome-dialog.tsx';
import { AskThenOutcomes, MailRecipients, type Recipients } from './mail-recipients.tsx';

interface Props {
  readonly people: Recipients;
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const SendInviteDialog = ({ people, onClose }: Props) => {
  const { t } = useTexts('users');
  return (
    <AskThenOutcomes title={t('invite.send')} onClose={onClose}>
      {(onSent) => <Ask people={people} onSent={onSent} onClose={onClose} />}
    </AskThenOutcomes>
  );
};

const Ask = ({ people, onSent, onClose }: Props & { readonly onSent: (sent: SentMails) => void }) => {
  const { t } = useTexts('users');
  const [previewing, setPreviewing] = useState(false);
  const { form, frame } = useContractForm('invitations.send', {
    values: freshInvitation(7),
    toInput: (typed) => ({ ...people, ...invitationInput(typed) }),
    fields: invitationFields,
    onDone: onSent,
  });
  const only = people.ids?.length === 1 ? people.ids[0] : undefined;
  return (
    <>
      <FormDialog
        {...frame}
        title={t('invite.send')}
        submitLabel={t('invite.send')}
        dirty={false}
        onClose={onClose}
        secondary={
          <Button
            onClick={() => {
              setPreviewing(true);
            }}
          >
            {t('common:preview.title')}
          </Button>
        }
      >
        <MailRecipients people={people} what="invite" />
        <InvitationFields control={form.control} />
      </FormDialog>
      {previewing && (
        <MailPreview
          id="invitation"
          {...(only === undefined ? {} : { userId: only })}
          onClose={() => {
            setPreviewing(false);
          }}
        />
      )}
    </>
  );
};
