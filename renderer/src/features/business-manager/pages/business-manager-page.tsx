// Apple Business Manager.
import { PageHeader } from '../../../components/page-header.tsx';

export const BusinessManagerPage = () => <PageHeader title="Apple Business Manager" />;
