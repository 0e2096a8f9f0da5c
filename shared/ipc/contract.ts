// The one contract between the core and everybody who drives it: the console, the command line, tests.
import { auditApi } from './audit.ts';
import { devicesApi } from './devices.ts';
import { logsApi } from './logs.ts';
import type { Input, Output } from './method.ts';
import { enrollmentApi, serverApi } from './server.ts';
import { tasksApi } from './tasks.ts';
import { groupsApi, userSettingsApi, usersApi } from './users.ts';

export const contract = {
  ...devicesApi,
  ...logsApi,
  ...usersApi,
  ...groupsApi,
  ...userSettingsApi,
  ...serverApi,
  ...enrollmentApi,
  ...tasksApi,
  ...auditApi,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type MethodInput<N extends MethodName> = Input<Contract[N]>;
export type MethodOutput<N extends MethodName> = Output<Contract[N]>;
