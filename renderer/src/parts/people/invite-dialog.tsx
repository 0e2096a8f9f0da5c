// Makes an enrollment link for a person and hands it over: link, QR code, copy, print.
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { useContractForm } from '../../lib/contract-form.ts';
import { useContractQuery } from '../../lib/contract-hooks.ts';
import { exactTime } from '../../lib/format.ts';
import { type Texts, useTexts } from '../../lib/texts.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { freshInvitation, InvitationFields, invitationFields, invitationInput } from './invitation-fields.tsx';
import { LinkQr } from '../../components/link-qr.tsx';
import { PrintSheet } from '../../components/print-sheet.tsx';
import { ViewDialog } from '../../components/view-dialog.tsx';

interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly username: string;
}

interface Props {
  readonly person: Person;
  readonly onClose: () => void;
}

type Invitation = MethodOutput<'enrollment.invite'>;

const steps = (person: Person, t: Texts<'common'>): readonly string[] => [
  t('invite.stepScan'),
  t('invite.stepSignIn', { username: person.username }),
  t('invite.stepFollow'),
  t('invite.stepTwice'),
];

/** Mount it to open it. */
export const InviteDialog = ({ person, onClose }: Props) => {
  const [invitation, setInvitation] = useState<Invitation>();
  return invitation === undefined ? (
    <MakeLink person={person} onDone={setInvitation} onClose={onClose} />
  ) : (
    <ShowLink person={person} invitation={invitation} onClose={onClose} />
  );
};

interface MakeLinkProps extends Props {
  readonly onDone: (invitation: Invitation) => void;
}

const MakeLink = ({ person, onDone, onClose }: MakeLinkProps) => {
  const { t } = useTexts('common');
  const { form, frame } = useContractForm('enrollment.invite', {
    values: freshInvitation(7),
    toInput: (typed) => ({ userId: person.id, ...invitationInput(typed) }),
    fields: invitationFields,
    onDone,
  });
  const details = useContractQuery('users.get', { id: person.id });
  return (
    <FormDialog
      {...frame}
      title={t('invite.title', { name: person.displayName })}
      submitLabel={t('invite.make')}
      dirty={false}
      onClose={onClose}
    >
      <Typography variant="body2">{t('invite.about', { name: person.displayName })}</Typography>
      {details.data?.hasPassword === false && (
        <Alert severity="warning">{t('invite.noPassword', { name: person.displayName })}</Alert>
      )}
      <InvitationFields control={form.control} />
    </FormDialog>
  );
};

interface ShowLinkProps extends Props {
  readonly invitation: Invitation;
}

const ShowLink = ({ person, invitation, onClose }: ShowLinkProps) => {
  const { t } = useTexts('common');
  const server = useContractQuery('server.get', {});
  const office = server.data?.settings.organizationName;
  const title = t('invite.title', { name: person.displayName });
  return (
    <ViewDialog
      title={title}
      closeLabel={t('done')}
      actions={
        <>
          <CopyButton text={invitation.link} what={t('invite.linkToCopy')} labelled />
          <Button
            startIcon={<PrintOutlined />}
            onClick={() => {
              window.print();
            }}
          >
            {t('print')}
          </Button>
        </>
      }
      onClose={onClose}
    >
      <Stack sx={{ gap: 2 }}>
        <Alert severity="info">{t('invite.onlyNow')}</Alert>
        <Box sx={{ display: 'flex', gap: 3, alignItems: 'flex-start', flexWrap: 'wrap' }}>
          <LinkQr link={invitation.link} label={t('invite.qrNamed', { name: person.displayName })} />
          <Box sx={{ flex: 1, minWidth: 200 }}>
            <Typography variant="h3" component="h3" gutterBottom>
              {t('invite.link')}
            </Typography>
            <Typography variant="body2" sx={{ fontFamily: 'monospace', overflowWrap: 'anywhere', userSelect: 'all' }}>
              {invitation.link}
            </Typography>
            <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5 }}>
              {t('invite.validUntil', { time: exactTime(invitation.expiresAt) })}
            </Typography>
          </Box>
        </Box>
        <Box>
          <Typography variant="h3" component="h3">
            {t('invite.personDoes', { name: person.displayName })}
          </Typography>
          <Steps person={person} />
        </Box>
      </Stack>
      <PrintSheet>
        <h1>{office === undefined ? t('invite.sheetTitle') : t('invite.sheetTitleAt', { office })}</h1>
        <p>{t('invite.forPerson', { name: person.displayName })}</p>
        <LinkQr link={invitation.link} label={t('invite.qr')} size={240} />
        <p>{invitation.link}</p>
        <p>{t('invite.validUntil', { time: exactTime(invitation.expiresAt) })}</p>
        <Steps person={person} />
      </PrintSheet>
    </ViewDialog>
  );
};

const Steps = ({ person }: { readonly person: Person }) => {
  const { t } = useTexts('common');
  return (
    <Box component="ol" sx={{ m: 0, mt: 0.5, pl: 2.5, fontSize: 'inherit', '& li': { mb: 0.5 } }}>
      {steps(person, t).map((step) => (
        <li key={step}>{step}</li>
      ))}
    </Box>
  );
};
