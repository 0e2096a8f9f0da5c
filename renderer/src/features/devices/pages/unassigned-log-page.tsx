// What reached the listener but belongs to no enrollment: discovery, strangers, attempts that were turned down.
import { unknownDevice } from '../../../../../shared/model/log.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { LogsTab } from '../tabs/logs-tab.tsx';

export const UnassignedLogPage = () => (
  <>
    <PageHeader
      title="Unassigned log"
      subtitle="Discovery, refused messages and enrollment attempts that belong to no device of the list."
      back={{ to: '/devices', label: 'Devices' }}
    />
    <LogsTab deviceId={unknownDevice} />
  </>
);
