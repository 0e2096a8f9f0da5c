// User groups of the contract.
import type { EventTopic } from '../../shared/ipc/events.ts';
import type { Handlers } from '../../shared/ipc/method.ts';
import type { GroupSummary, groupsApi } from '../../shared/ipc/users.ts';
import { AppError } from '../core/errors.ts';
import type { GroupsStore, ListedGroup } from '../db/stores/groups.ts';
import type { GroupsService } from '../people/groups.ts';

export interface GroupsHandlerDeps {
  readonly groups: GroupsService;
  readonly store: GroupsStore;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

const toSummary = (group: ListedGroup): GroupSummary => ({ ...group, settings: [...group.settings] });

export const groupsHandlers = ({ groups, store, changed }: GroupsHandlerDeps): Handlers<typeof groupsApi> => {
  /** Users show their groups, and membership decides which setting applies to them. */
  const groupChanged = (id: string): void => {
    changed('groups', [id]);
    changed('users');
  };

  return {
    async 'groups.list'({ search, sortBy, sortDirection, page, pageSize }) {
      const listed = await store.list({ search, sortBy, sortDirection, limit: pageSize, offset: page * pageSize });
      return { rows: listed.rows.map(toSummary), total: listed.total };
    },

    async 'groups.get'({ id }) {
      const group = await store.findListed(id);
      if (!group) {
        throw new AppError('record.notFound', 'There is no such group; somebody may have deleted it meanwhile.');
      }
      return { ...toSummary(group), memberUsers: [...(await store.members(id))] };
    },

    async 'groups.create'(fields) {
      const id = await groups.create(fields);
      groupChanged(id);
      return { id };
    },

    async 'groups.update'({ id, ...fields }) {
      await groups.update(id, fields);
      groupChanged(id);
      changed('userSettings');
      return {};
    },

    async 'groups.delete'({ id }) {
      await groups.delete(id);
      groupChanged(id);
      return {};
    },
  };
};
