// What reached the listener but belongs to no enrollment: discovery, strangers, attempts that were turned down.
import { unknownDevice } from '@shared/model/log.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { LogsTab } from '../tabs/logs-tab.tsx';

export const UnassignedLogPage = () => {
  const { t } = useTexts('devices');
  return (
    <>
      <PageHeader
        title={t('unassigned.title')}
        subtitle={t('unassigned.subtitle')}
        back={{ to: '/devices', label: t('title') }}
      />
      <LogsTab deviceId={unknownDevice} />
    </>
  );
};
