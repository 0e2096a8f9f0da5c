// Enrollment links that were made: for whom, until when, what became of them; open ones can be withdrawn.
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { useContractMutation } from '../../lib/contract-hooks.ts';
import { wordsOf, useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DeliveryChip } from './delivery-chip.tsx';
import { StatusChip, type Tone } from '../../components/status-chip.tsx';
import { TimeText } from '../../components/time-text.tsx';

type Invitation = MethodOutput<'enrollment.invitations'>[number];

const tones: Readonly<Record<Invitation['status'], Tone>> = {
  open: 'info',
  used: 'success',
  expired: 'warning',
  withdrawn: 'neutral',
};

interface Props {
  readonly invitations: readonly Invitation[];
  /** False on the page of one person. */
  readonly showPerson: boolean;
}

export const InvitationTable = ({ invitations, showPerson }: Props) => {
  const { t } = useTexts('common');
  const withdraw = useContractMutation('enrollment.withdraw');
  const [asking, setAsking] = useState<Invitation>();
  const close = (): void => {
    withdraw.reset();
    setAsking(undefined);
  };
  return (
    <>
      <Table size="small" aria-label={t('invitation.title')}>
        <TableHead>
          <TableRow>
            {showPerson && <TableCell>{t('invitation.person')}</TableCell>}
            <TableCell>{t('invitation.state')}</TableCell>
            <TableCell>{t('invitation.mail')}</TableCell>
            <TableCell>{t('invitation.made')}</TableCell>
            <TableCell>{t('invitation.expires')}</TableCell>
            <TableCell align="right">{t('actions')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {invitations.map((invitation) => (
            <TableRow key={invitation.id}>
              {showPerson && (
                <TableCell>
                  <Link component={RouterLink} to={`/users/${encodeURIComponent(invitation.userId)}`}>
                    {invitation.userDisplayName}
                  </Link>
                </TableCell>
              )}
              <TableCell>
                <StatusChip tone={tones[invitation.status]} label={t(`invitation.status.${invitation.status}`)} />
              </TableCell>
              <TableCell>
                <MailOutcome mail={invitation.mail} />
              </TableCell>
              <TableCell>
                <TimeText at={invitation.createdAt} />
              </TableCell>
              <TableCell>
                <TimeText at={invitation.expiresAt} />
              </TableCell>
              <TableCell align="right" sx={{ height: 44 }}>
                {invitation.status === 'open' && (
                  <Button
                    aria-label={t('invitation.withdrawNamed', { name: invitation.userDisplayName })}
                    onClick={() => {
                      setAsking(invitation);
                    }}
                  >
                    {t('invitation.withdraw')}
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {asking !== undefined && (
        <ConfirmDialog
          title={t('invitation.withdrawQuestion', { name: asking.userDisplayName })}
          consequence={t('invitation.withdrawConsequence')}
          confirmLabel={t('invitation.withdrawLink')}
          busy={withdraw.isPending}
          error={withdraw.error}
          onConfirm={() => {
            withdraw.mutate({ id: asking.id }, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
    </>
  );
};

const MailOutcome = ({ mail }: { readonly mail: Invitation['mail'] }) => {
  const { t } = useTexts('common');
  return mail === undefined ? (
    t('invitation.noMail')
  ) : (
    <>
      <DeliveryChip
        status={mail.status}
        hint={[mail.address, wordsOf(mail.detail)].filter((part) => part !== '').join(': ')}
      />
      {mail.reminders > 0 && ` ${t('invitation.reminders', { count: mail.reminders })}`}
    </>
  );
};
