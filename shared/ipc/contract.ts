// The one contract between the core and everybody who drives it: the console, the command line, tests.
import { auditApi } from './audit.ts';
import { bulkApi } from './bulk.ts';
import { devicesApi } from './devices.ts';
import { entraApi } from './entra.ts';
import { exportsApi } from './exports.ts';
import { groupsApi, queriesApi } from './groups.ts';
import { homeApi } from './home.ts';
import { ldapApi } from './ldap.ts';
import { logsApi } from './logs.ts';
import { mailApi } from './mail.ts';
import type { Input, Output } from './method.ts';
import { notificationsApi } from './notifications.ts';
import { peopleImportApi } from './people-import.ts';
import { preferencesApi } from './preferences.ts';
import { enrollmentApi, serverApi } from './server.ts';
import { signInApi } from './sign-in.ts';
import { tasksApi } from './tasks.ts';
import { userSettingsApi } from './user-settings.ts';
import { usersApi } from './users.ts';

export const contract = {
  ...homeApi,
  ...devicesApi,
  ...logsApi,
  ...usersApi,
  ...bulkApi,
  ...peopleImportApi,
  ...signInApi,
  ...groupsApi,
  ...queriesApi,
  ...userSettingsApi,
  ...serverApi,
  ...enrollmentApi,
  ...tasksApi,
  ...mailApi,
  ...ldapApi,
  ...entraApi,
  ...auditApi,
  ...notificationsApi,
  ...exportsApi,
  ...preferencesApi,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type MethodInput<N extends MethodName> = Input<Contract[N]>;
export type MethodOutput<N extends MethodName> = Output<Contract[N]>;
