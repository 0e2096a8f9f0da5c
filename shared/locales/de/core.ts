// Every text that the core writes for administrators, by file.
import { certificates } from './core/certificates.ts';
import { checklist } from './core/checklist.ts';
import { deviceErrors } from './core/device-errors.ts';
import { devices } from './core/devices.ts';
import { directory } from './core/directory.ts';
import { domain } from './core/domain.ts';
import { entra } from './core/entra.ts';
import { errors } from './core/errors.ts';
import { fields } from './core/fields.ts';
import { mail } from './core/mail.ts';
import { notices } from './core/notices.ts';
import { push } from './core/push.ts';
import { reasons } from './core/reasons.ts';
import { rules } from './core/rules.ts';
import { server } from './core/server.ts';
import { shell } from './core/shell.ts';
import { shipped } from './core/shipped.ts';
import { sync } from './core/sync.ts';
import { tasks } from './core/tasks.ts';
import { userAttributes } from './core/user-attributes.ts';

export const german = {
  certificates,
  checklist,
  deviceErrors,
  devices,
  directory,
  domain,
  entra,
  errors,
  fields,
  mail,
  notices,
  push,
  reasons,
  rules,
  server,
  shell,
  shipped,
  sync,
  tasks,
  userAttributes,
} as const;
