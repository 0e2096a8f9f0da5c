// What runs beside the rest of the office: tasks, exports, imports, bulk actions, the audit trail. Wired for create-core.
import { join } from 'node:path';
import type { EventTopic } from '../../shared/ipc/events.ts';
import { auditHandlers } from '../admin/office/audit.ts';
import { exportsHandlers } from '../admin/office/exports.ts';
import { peopleBulkHandlers } from '../admin/people/bulk.ts';
import { tasksHandlers } from '../admin/office/tasks.ts';
import type { OpenDatabase } from '../db/open.ts';
import { createAuditStore } from '../db/stores/office/audit.ts';
import { createMembershipStore } from '../db/stores/people/memberships.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import type { InviteService } from '../invitations/invite.ts';
import type { Handouts } from '../invitations/handouts.ts';
import { createPasswords, type PasswordCost } from '../people/passwords.ts';
import { createPeopleImport } from '../people/people-import.ts';
import { createUserBulk } from '../invitations/user-bulk.ts';
import type { UsersService } from '../people/users.ts';
import type { Audit } from '../office/audit.ts';
import { createExports } from '../office/exports.ts';
import type { Clock } from '../core/ports.ts';
import type { Tasks } from '../core/tasks.ts';

/** Removes what exports of an instance that was killed left behind. */
export const createOffice = async (deps: {
  readonly dataDir: string;
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly passwordCost: PasswordCost | undefined;
  readonly tasks: Tasks;
  readonly audit: Audit;
  readonly users: UsersService;
  readonly handouts: Handouts;
  readonly inviteMany: InviteService['inviteMany'];
  readonly changed: (topic: EventTopic) => void;
}) => {
  const { database, clock, tasks, audit, users } = deps;
  const { executor } = database;
  const exports = createExports({ folder: join(deps.dataDir, 'exports'), clock, tasks, snapshot: database.snapshot });
  await exports.clear();
  const changed = (): void => {
    for (const topic of ['users', 'groups', 'devices', 'enrollment'] as const) deps.changed(topic);
  };
  return {
    handlers: {
      ...tasksHandlers(tasks),
      ...auditHandlers({ store: createAuditStore(executor), tasks }),
      ...exportsHandlers({
        exports,
        audit,
        clock,
        attributes: createMembershipStore(executor).customAttributes,
      }),
      ...peopleBulkHandlers({
        peopleImport: createPeopleImport({ executor, clock, passwords: createPasswords(deps.passwordCost), changed }),
        bulk: createUserBulk({ executor, clock, users, pins: deps.handouts, changed }),
        inviteMany: deps.inviteMany,
        store: createUsersStore(executor),
        tasks,
        clock,
      }),
    },
    async stop(): Promise<void> {
      await tasks.stop();
      await exports.clear();
    },
  };
};
