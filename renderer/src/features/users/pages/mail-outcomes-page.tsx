// What became of the mails of one Send Invite or Send Message.
import { useParams } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { DeliveryOutcomes } from '../components/delivery-outcomes.tsx';

export const MailOutcomesPage = () => {
  const { batchId = '' } = useParams();
  return (
    <>
      <PageHeader
        title="Outcome per person"
        subtitle="What the mail server said of each mail. What did not go out can be tried again."
        back={{ to: '/users', label: 'Users' }}
      />
      <DeliveryOutcomes batchId={batchId} />
    </>
  );
};
