// Many people at once in the contract: imports and bulk actions.
import type { BulkAction, bulkApi } from '../../../shared/ipc/people/bulk.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { peopleImportApi } from '../../../shared/ipc/people/people-import.ts';
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import type { Clock } from '../../core/ports.ts';
import type { Tasks } from '../../core/tasks.ts';
import type { UsersStore } from '../../db/stores/people/users.ts';
import { readAddresses, readPeopleCsv } from '../../people/import-file.ts';
import type { InviteService } from '../../invitations/invite.ts';
import type { PeopleImport } from '../../people/people-import.ts';
import type { UserBulk } from '../../invitations/user-bulk.ts';
import { toUserQuery } from './users.ts';

export interface PeopleBulkHandlerDeps {
  readonly peopleImport: PeopleImport;
  readonly bulk: UserBulk;
  readonly inviteMany: InviteService['inviteMany'];
  readonly store: Pick<UsersStore, 'ids'>;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly clock: Clock;
}

const titles: Readonly<Record<BulkAction['kind'], AdminText>> = {
  enable: say('tasks.bulkEnable'),
  disable: say('tasks.bulkDisable'),
  delete: say('tasks.bulkDelete'),
  'add-to-group': say('tasks.bulkJoin'),
  'remove-from-group': say('tasks.bulkLeave'),
  'set-attribute': say('tasks.bulkAttribute'),
  'remove-attribute': say('tasks.bulkNoAttribute'),
  'generate-pin': say('tasks.bulkPin'),
};

export const peopleBulkHandlers = (deps: PeopleBulkHandlerDeps): Handlers<typeof peopleImportApi & typeof bulkApi> => {
  const { peopleImport, bulk, inviteMany, store, tasks, clock } = deps;

  return {
    'peopleImport.readAddresses': ({ text }) => ({ rows: readAddresses(text) }),
    'peopleImport.readCsv': ({ data }) => readPeopleCsv(Buffer.from(data, 'base64')),
    'peopleImport.check': async ({ rows }) => ({ problems: await peopleImport.check(rows) }),
    'peopleImport.start': ({ rows, groupIds, invite }, { actor }) => ({
      taskId: tasks.run('people-import', say('tasks.importPeople'), (context) =>
        peopleImport.run(
          rows,
          { groupIds, actor, added: invite ? (ids) => inviteMany(ids, { actor }) : undefined },
          context,
        ),
      ).id,
    }),

    'users.checkBulk': async ({ action, ids, filter }) =>
      bulk.check(ids ?? (filter ? await store.ids(toUserQuery(filter), clock.now()) : []), action),

    'users.runBulk': ({ action, ids, filter }, { actor }) => ({
      taskId: tasks.run('users-bulk', titles[action.kind], async (context) =>
        bulk.run(ids ?? (filter ? await store.ids(toUserQuery(filter), clock.now()) : []), action, actor, context),
      ).id,
    }),
  };
};
