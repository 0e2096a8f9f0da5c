// User groups of the contract.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { GroupSummary, groupsApi } from '../../../shared/ipc/people/groups.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { Executor } from '../../db/executor.ts';
import { createGroupsStore, type ListedGroup } from '../../db/stores/people/groups.ts';
import { createMembershipStore, usersOfGroup } from '../../db/stores/people/memberships.ts';
import type { GroupImport } from '../../people/group-import.ts';
import type { GroupsService } from '../../people/groups.ts';

export interface GroupsHandlerDeps {
  readonly executor: Executor;
  readonly groups: GroupsService;
  readonly groupImport: GroupImport;
  readonly clock: Clock;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

/** How many members of a group that is not changed by hand its page shows. */
const shownMembers = 500;

const toSummary = (group: ListedGroup): GroupSummary => ({
  id: group.id,
  name: group.name,
  description: group.description,
  kind: group.kind,
  source: group.source,
  sourceName: group.sourceName,
  externalId: group.externalId,
  distinguishedName: group.distinguishedName,
  members: group.members,
  settings: [...group.settings],
});

export const groupsHandlers = (deps: GroupsHandlerDeps): Handlers<typeof groupsApi> => {
  const { executor, groups, groupImport, clock, changed } = deps;
  const store = createGroupsStore(executor);
  const memberships = createMembershipStore(executor);

  /** Users show their groups, and membership decides which setting applies to them. */
  const groupChanged = (id: string): void => {
    changed('groups', [id]);
    changed('users');
    changed('userSettings');
  };

  return {
    async 'groups.list'({ search, sortBy, sortDirection, page, pageSize }) {
      const listed = await store.list(
        { search, sortBy, sortDirection, limit: pageSize, offset: page * pageSize },
        await memberships.dynamicCounts(clock.now()),
      );
      return { rows: listed.rows.map(toSummary), total: listed.total };
    },

    async 'groups.get'({ id }) {
      const group = await store.findListed(id);
      if (!group) {
        throw new AppError('record.notFound', say('errors.groupGone'));
      }
      const { rows, total } =
        group.kind === 'manual'
          ? { rows: await store.members(id), total: group.members }
          : await memberships.members(id, clock.now(), shownMembers);
      return {
        ...toSummary(group),
        members: total,
        memberUsers: [...rows],
        rules: await store.rules(id),
        rulesText: group.rules,
        sameName: (await store.sameName(id)).map(toSummary),
        usedBy: [...(await usersOfGroup(executor.read, id))],
      };
    },

    async 'groups.create'(fields, { actor }) {
      const id = await groups.create(fields, actor);
      groupChanged(id);
      return { id };
    },

    async 'groups.update'({ id, ...fields }, { actor }) {
      await groups.update(id, fields, actor);
      groupChanged(id);
      return {};
    },

    async 'groups.delete'({ id }, { actor }) {
      await groups.delete(id, actor);
      groupChanged(id);
      return {};
    },

    'groups.importCsv': ({ fileName, text }, { actor }) => ({ taskId: groupImport.start(fileName, text, actor).id }),

    'groups.importErrors': ({ taskId }) => ({
      ...groupImport.errorFile(taskId),
      mimeType: 'text/csv;charset=utf-8',
    }),
  };
};
