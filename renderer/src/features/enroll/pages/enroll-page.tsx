// Enroll.
import { PageHeader } from '../../../components/page-header.tsx';

export const EnrollPage = () => <PageHeader title="Enroll" />;
