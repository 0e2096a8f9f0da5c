// Send Invite: who gets a mail and who not, a preview, then what became of each mail.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MethodInput, MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { DeviceOwnerField, type DeviceOwnerChoice, ownershipOf } from '../../../components/device-owner-field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { MailPreview } from '../../../components/mail-preview.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { typedNumber, useContractForm } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { MailOutcomeDialog } from './mail-outcome-dialog.tsx';
import { RefusedPeopleList } from './refused-people.tsx';

interface Props {
  /** Ids, or everybody whom a filter finds. */
  readonly people: MethodInput<'invitations.check'>;
  readonly onClose: () => void;
}

type Sent = MethodOutput<'invitations.send'>;

/** Mount it to open it. */
export const SendInviteDialog = ({ people, onClose }: Props) => {
  const { t } = useTexts('users');
  const [sent, setSent] = useState<Sent>();
  return sent === undefined ? (
    <Ask people={people} onSent={setSent} onClose={onClose} />
  ) : (
    <MailOutcomeDialog what={t('invite.send')} sent={sent} onClose={onClose} />
  );
};

interface Values {
  readonly validDays: string;
  readonly ownership: DeviceOwnerChoice;
}

const fresh: Values = { validDays: '7', ownership: '' };

const Ask = ({ people, onSent, onClose }: Props & { readonly onSent: (sent: Sent) => void }) => {
  const { t } = useTexts('users');
  const check = useContractQuery('invitations.check', people);
  const [previewing, setPreviewing] = useState(false);
  const { form, submit, saving, error, shownFields } = useContractForm('invitations.send', {
    values: fresh,
    toInput: ({ validDays, ownership }) => ({
      ...people,
      validDays: typedNumber(validDays),
      ...ownershipOf(ownership),
    }),
    fields: ['validDays', 'ownership'],
    onDone: onSent,
  });
  const only = people.ids?.length === 1 ? people.ids[0] : undefined;
  return (
    <>
      <FormDialog
        title={t('invite.send')}
        submitLabel={t('invite.send')}
        dirty={false}
        saving={saving}
        error={error}
        shownFields={shownFields}
        onSubmit={submit}
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
        <QueryView query={check}>
          {({ allowed, refused, mailReady }) => (
            <Stack sx={{ gap: 1.5 }}>
              {!mailReady && (
                <Alert severity="error">
                  <RichText
                    area="users"
                    text="invite.noServer"
                    parts={{ mail: <Link component={RouterLink} to="/mail" /> }}
                  />
                </Alert>
              )}
              <Typography variant="body2">{t('invite.about', { count: allowed })}</Typography>
              <RefusedPeopleList refused={refused} />
            </Stack>
          )}
        </QueryView>
        <FormTextField
          control={form.control}
          name="validDays"
          label={t('validDays')}
          required
          helperText={t('common:invite.validDaysHint')}
          slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        />
        <DeviceOwnerField control={form.control} name="ownership" />
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
