// User Groups.
import { PageHeader } from '../../../components/page-header.tsx';

export const GroupsPage = () => <PageHeader title="User Groups" />;
