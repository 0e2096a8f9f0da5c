// Enrollment links: make one for a person, see and withdraw those that were made.
import LinkOutlined from '@mui/icons-material/LinkOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { UserSummary } from '@shared/ipc/people/users.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { InvitationTable } from '../../../parts/people/invitation-table.tsx';
import { InviteDialog } from '../../../parts/people/invite-dialog.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { UserPicker } from '../../../parts/people/user-picker.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

export const LinksTab = () => {
  const { t } = useTexts('enroll');
  const query = useContractQuery('enrollment.invitations', {});
  const [person, setPerson] = useState<UserSummary | null>(null);
  const [making, setMaking] = useState(false);
  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard title={t('links.title')}>
        <Typography variant="body2" sx={{ mb: 2 }}>
          {t('links.about')}
        </Typography>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start', maxWidth: 620 }}>
          <Box sx={{ flex: 1 }}>
            <UserPicker
              label={t('links.person')}
              value={person}
              onChange={setPerson}
              helperText={person?.enabled === false ? t('links.disabled') : ' '}
            />
          </Box>
          <Button
            variant="contained"
            size="medium"
            startIcon={<LinkOutlined />}
            disabled={person?.enabled !== true}
            onClick={() => {
              setMaking(true);
            }}
          >
            {t('links.make')}
          </Button>
        </Box>
      </SectionCard>
      <SectionCard title={t('links.made')}>
        {query.data === undefined && query.error === null && <PageLoading />}
        {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
        {query.data?.length === 0 && <EmptyState title={t('links.none')} text={t('links.noneText')} />}
        {query.data !== undefined && query.data.length > 0 && <InvitationTable invitations={query.data} showPerson />}
      </SectionCard>
      {making && person !== null && (
        <InviteDialog
          person={person}
          onClose={() => {
            setMaking(false);
            setPerson(null);
          }}
        />
      )}
    </Stack>
  );
};
