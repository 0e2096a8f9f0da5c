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
import type { MethodOutput } from '../../../shared/ipc/contract.ts';
import { useContractMutation } from '../lib/contract-hooks.ts';
import { plural } from '../lib/format.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DeliveryChip } from './delivery-chip.tsx';
import { StatusChip, type Tone } from './status-chip.tsx';
import { TimeText } from './time-text.tsx';

type Invitation = MethodOutput<'enrollment.invitations'>[number];

const look: Readonly<Record<Invitation['status'], { readonly tone: Tone; readonly label: string }>> = {
  open: { tone: 'info', label: 'Open' },
  used: { tone: 'success', label: 'Used' },
  expired: { tone: 'warning', label: 'Expired' },
  withdrawn: { tone: 'neutral', label: 'Withdrawn' },
};

interface Props {
  readonly invitations: readonly Invitation[];
  /** False on the page of one person. */
  readonly showPerson: boolean;
}

export const InvitationTable = ({ invitations, showPerson }: Props) => {
  const withdraw = useContractMutation('enrollment.withdraw');
  const [asking, setAsking] = useState<Invitation>();
  const close = (): void => {
    withdraw.reset();
    setAsking(undefined);
  };
  return (
    <>
      <Table size="small" aria-label="Enrollment links">
        <TableHead>
          <TableRow>
            {showPerson && <TableCell>Person</TableCell>}
            <TableCell>Status</TableCell>
            <TableCell>Mail</TableCell>
            <TableCell>Made</TableCell>
            <TableCell>Valid until</TableCell>
            <TableCell align="right">Actions</TableCell>
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
                <StatusChip {...look[invitation.status]} />
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
                    aria-label={`Withdraw the link for ${invitation.userDisplayName}`}
                    onClick={() => {
                      setAsking(invitation);
                    }}
                  >
                    Withdraw
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {asking !== undefined && (
        <ConfirmDialog
          title={`Withdraw the link for ${asking.userDisplayName}?`}
          consequence="Nobody can enroll with this link any more. Devices that already enrolled with it stay enrolled."
          confirmLabel="Withdraw link"
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

const MailOutcome = ({ mail }: { readonly mail: Invitation['mail'] }) =>
  mail === undefined ? (
    'None'
  ) : (
    <>
      <DeliveryChip status={mail.status} hint={[mail.address, mail.detail].filter((part) => part !== '').join(': ')} />
      {mail.reminders > 0 && ` ${plural(mail.reminders, 'reminder')}`}
    </>
  );
