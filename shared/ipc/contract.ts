// The one contract between the core and everybody who drives it: the console, the command line, tests.
import { auditApi } from './office/audit.ts';
import { bulkApi } from './people/bulk.ts';
import { devicesApi } from './devices/devices.ts';
import { entraApi } from './directories/entra.ts';
import { exportsApi } from './office/exports.ts';
import { groupsApi } from './people/groups.ts';
import { rulesApi } from './rules/rules.ts';
import { queriesApi } from './rules/saved-queries.ts';
import { homeApi } from './office/home.ts';
import { ldapApi } from './directories/ldap.ts';
import { matchesApi } from './directories/matches.ts';
import { logsApi } from './devices/logs.ts';
import { mailApi } from './office/mail.ts';
import type { Input, Output } from './method.ts';
import { notificationsApi } from './office/notifications.ts';
import { peopleImportApi } from './people/people-import.ts';
import { preferencesApi } from './office/preferences.ts';
import { domainApi } from './server/domain.ts';
import { serverApi } from './server/server.ts';
import { businessManagerApi } from './apple/business-manager.ts';
import { pushApi } from './apple/push.ts';
import { invitationsApi, linksApi } from './people/invitations.ts';
import { signInApi } from './people/sign-in.ts';
import { tasksApi } from './office/tasks.ts';
import { userSettingsApi } from './people/user-settings.ts';
import { usersApi } from './people/users.ts';

export const contract = {
  ...homeApi,
  ...devicesApi,
  ...logsApi,
  ...usersApi,
  ...bulkApi,
  ...peopleImportApi,
  ...signInApi,
  ...groupsApi,
  ...rulesApi,
  ...queriesApi,
  ...userSettingsApi,
  ...serverApi,
  ...pushApi,
  ...businessManagerApi,
  ...linksApi,
  ...domainApi,
  ...tasksApi,
  ...mailApi,
  ...invitationsApi,
  ...ldapApi,
  ...entraApi,
  ...matchesApi,
  ...auditApi,
  ...notificationsApi,
  ...exportsApi,
  ...preferencesApi,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type MethodInput<N extends MethodName> = Input<Contract[N]>;
export type MethodOutput<N extends MethodName> = Output<Contract[N]>;
