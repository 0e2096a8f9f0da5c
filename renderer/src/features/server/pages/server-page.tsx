// Server.
import { PageHeader } from '../../../components/page-header.tsx';

export const ServerPage = () => <PageHeader title="Server" />;
