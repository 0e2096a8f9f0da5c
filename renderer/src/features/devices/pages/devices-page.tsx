// Devices.
import { PageHeader } from '../../../components/page-header.tsx';

export const DevicesPage = () => <PageHeader title="Devices" />;
