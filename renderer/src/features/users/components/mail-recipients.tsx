// Mailing the chosen people: who gets a mail and who not, then what became of each.
import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MethodInput } from '@shared/ipc/contract.ts';
import { QueryView } from '../../../components/query-view.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { MailOutcomeDialog, type SentMails } from './mail-outcome-dialog.tsx';
import { RefusedPeopleList } from './refused-people.tsx';

/** Ids, or everybody whom a filter finds. */
export type Recipients = MethodInput<'invitations.check'>;

interface MailRecipientsProps {
  readonly people: Recipients;
  /** Whose words it uses. */
  readonly what: 'invite' | 'message';
}

export const MailRecipients = ({ people, what }: MailRecipientsProps) => {
  const { t } = useTexts('users');
  const check = useContractQuery('invitations.check', people);
  return (
    <QueryView query={check}>
      {({ allowed, refused, mailReady }) => (
        <Stack sx={{ gap: 1.5 }}>
          {!mailReady && (
            <Alert severity="error">
              <RichText
                area="users"
                text={`${what}.noServer`}
                parts={{ mail: <Link component={RouterLink} to="/mail" /> }}
              />
            </Alert>
          )}
          <Typography variant="body2">{t(`${what}.about`, { count: allowed })}</Typography>
          <RefusedPeopleList refused={refused} />
        </Stack>
      )}
    </QueryView>
  );
};

interface AskThenOutcomesProps {
  /** "Send Invite" */
  readonly title: string;
  readonly onClose: () => void;
  /** The dialog that asks and sends. */
  readonly children: (onSent: (sent: SentMails) => void) => ReactNode;
}

export const AskThenOutcomes = ({ title, onClose, children }: AskThenOutcomesProps) => {
  const [sent, setSent] = useState<SentMails>();
  return sent === undefined ? children(setSent) : <MailOutcomeDialog what={title} sent={sent} onClose={onClose} />;
};
