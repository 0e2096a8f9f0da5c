// Enrollment links of one person.
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { InvitationTable } from '../../../parts/people/invitation-table.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly userId: string;
  readonly canInvite: boolean;
  readonly onInvite: () => void;
}

export const InvitationsCard = ({ userId, canInvite, onInvite }: Props) => {
  const { t } = useTexts('users');
  const query = useContractQuery('enrollment.invitations', { userId });
  return (
    <SectionCard
      title={t('links.title')}
      actions={
        <Button onClick={onInvite} disabled={!canInvite}>
          {t('links.make')}
        </Button>
      }
    >
      {query.data === undefined && query.error === null && <PageLoading />}
      {query.error !== null && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {canInvite ? t('links.none') : t('links.noneDisabled')}
        </Typography>
      )}
      {query.data !== undefined && query.data.length > 0 && (
        <InvitationTable invitations={query.data} showPerson={false} />
      )}
    </SectionCard>
  );
};
