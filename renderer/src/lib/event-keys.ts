// Which lists and details a change in the core makes stale: the one place that maps event topics to methods.
import type { MethodName } from '../../../shared/ipc/contract.ts';
import type { CoreEvent, EventTopic } from '../../../shared/ipc/events.ts';

/** Whatever changes of people or their devices, rules may then match others. */
const membership = ['groups.list', 'groups.get', 'groups.preview'] as const;

const staleMethods: Readonly<Record<EventTopic, readonly MethodName[]>> = {
  devices: [
    'devices.list',
    'devices.get',
    'devices.versions',
    'home.overview',
    'devices.certificates',
    'devices.configurations',
    'devices.apps',
    'users.list',
    'users.get',
    ...membership,
    'server.checklist',
  ],
  logs: ['logs.list', 'home.overview'],
  commands: ['devices.upcoming', 'devices.list', 'devices.get', 'home.overview', 'logs.list', 'logs.get'],
  users: [
    'home.overview',
    'users.list',
    'users.get',
    'users.signIn',
    'userSettings.effective',
    ...membership,
    'groups.attributes',
    'devices.list',
    'devices.get',
    'enrollment.invitations',
    'server.checklist',
  ],
  groups: [
    ...membership,
    'groups.attributes',
    'queries.list',
    'users.list',
    'users.get',
    'userSettings.list',
    'userSettings.effective',
  ],
  userSettings: [
    'userSettings.list',
    'userSettings.effective',
    'terms.versions',
    'groups.list',
    'groups.get',
    'users.get',
    'server.checklist',
  ],
  server: ['server.get', 'server.checklist', 'businessManager.get', 'users.get', 'enrollment.domainFile'],
  enrollment: [
    'home.overview',
    'enrollment.invitations',
    'invitations.outcomes',
    'pins.status',
    'users.list',
    'users.get',
    'server.checklist',
  ],
  mail: ['mail.get', 'mailTemplates.list', 'invitations.check'],
  ldap: ['ldap.list', 'ldap.get'],
  entra: ['entra.get'],
  notifications: ['home.overview', 'notifications.list', 'notifications.summary', 'notificationMail.get'],
  preferences: ['preferences.get'],
  tasks: ['tasks.list', 'exports.list'],
};

/** Topics whose `ids` are enrollment IDs, so that details of other devices stay as they are. */
const enrollmentTopics: readonly EventTopic[] = ['devices', 'logs', 'commands'];

const deviceOf = (method: string, input: unknown): string | undefined => {
  if (typeof input !== 'object' || input === null) return undefined;
  if (method === 'logs.list' && 'enrollmentId' in input && typeof input.enrollmentId === 'string')
    return input.enrollmentId;
  if (method.startsWith('devices.') && 'id' in input && typeof input.id === 'string') return input.id;
  return undefined;
};

/** True if the query `[method, input]` may show something that the event changed. */
export const isStaleAfter = (event: CoreEvent, queryKey: readonly unknown[]): boolean => {
  const [method, input] = queryKey;
  if (typeof method !== 'string') return false;
  // Every change may have left an entry.
  if (method === 'audit.list') return true;
  if (!(staleMethods[event.topic] as readonly string[]).includes(method)) return false;
  const device = deviceOf(method, input);
  if (event.ids === undefined || device === undefined || !enrollmentTopics.includes(event.topic)) return true;
  return event.ids.includes(device);
};
