// User Settings.
import { PageHeader } from '../../../components/page-header.tsx';

export const UserSettingsPage = () => <PageHeader title="User Settings" />;
