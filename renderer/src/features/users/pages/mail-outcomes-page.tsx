// What became of the mails of one Send Invite or Send Message.
import { useParams } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { DeliveryOutcomes } from '../components/delivery-outcomes.tsx';

export const MailOutcomesPage = () => {
  const { t } = useTexts('users');
  const { batchId = '' } = useParams();
  return (
    <>
      <PageHeader
        title={t('outcome.title')}
        subtitle={t('outcome.subtitle')}
        back={{ to: '/users', label: t('title') }}
      />
      <DeliveryOutcomes batchId={batchId} />
    </>
  );
};
