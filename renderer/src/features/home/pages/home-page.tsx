// Home.
import { PageHeader } from '../../../components/page-header.tsx';

export const HomePage = () => <PageHeader title="Home" />;
