// Device Registration Settings: the default, the others in order of priority, and the groups they are distributed to.
import { sql, type SqlBool } from 'kysely';
import { registrationSettingBody, type RegistrationSettingBody } from '../../../shared/ipc/users.ts';
import type { GroupRef, UserSetting } from '../../people/model.ts';
import type { Executor, Query } from '../executor.ts';

export interface UserSettingsStore {
  /** In order of priority, the default last. */
  list(): Promise<readonly UserSetting[]>;
  find(id: string): Promise<UserSetting | undefined>;
  byName(name: string): Promise<UserSetting | undefined>;
  /** Settings distributed to a group, in order of priority. */
  usingGroup(groupId: string): Promise<readonly UserSetting[]>;
  /** Throws `record.conflict` if the name is taken or a group is unknown. */
  insert(
    id: string,
    body: RegistrationSettingBody,
    priority: number,
    groupIds: readonly string[],
    now: number,
  ): Promise<void>;
  /** `groupIds` absent keeps the distribution. */
  update(
    id: string,
    body: RegistrationSettingBody,
    groupIds: readonly string[] | undefined,
    now: number,
  ): Promise<void>;
  /** The first id gets priority 1. */
  setOrder(ids: readonly string[]): Promise<void>;
  delete(id: string): Promise<void>;
}

const storedBody = registrationSettingBody.omit({ name: true, description: true });

interface Row {
  id: string;
  name: string;
  description: string;
  is_default: 0 | 1;
  priority: number | null;
  body_json: string;
  updated_at: number;
}

const encodeBody = ({ name, description, ...rest }: RegistrationSettingBody) => ({
  name,
  description,
  body_json: JSON.stringify(storedBody.parse(rest)),
});

const replaceGroups = async (query: Query, id: string, groupIds: readonly string[]): Promise<void> => {
  await query.deleteFrom('user_setting_groups').where('setting_id', '=', id).execute();
  const values = [...new Set(groupIds)].map((groupId) => ({ setting_id: id, group_id: groupId }));
  if (values.length > 0) await query.insertInto('user_setting_groups').values(values).execute();
};

export const createUserSettingsStore = (executor: Executor): UserSettingsStore => {
  const selectSettings = () =>
    executor.read
      .selectFrom('user_settings')
      .select(['id', 'name', 'description', 'is_default', 'priority', 'body_json', 'updated_at'])
      .orderBy('is_default')
      .orderBy('priority');

  const withGroups = async (rows: readonly Row[]): Promise<UserSetting[]> => {
    const links = await executor.read
      .selectFrom('user_setting_groups as x')
      .innerJoin('user_groups as g', 'g.id', 'x.group_id')
      .select(['x.setting_id', 'g.id', 'g.name'])
      .orderBy('g.name')
      .execute();
    const groups = new Map<string, GroupRef[]>();
    for (const { setting_id, id, name } of links)
      groups.set(setting_id, [...(groups.get(setting_id) ?? []), { id, name }]);
    return rows.map((row) => ({
      ...storedBody.parse(JSON.parse(row.body_json)),
      id: row.id,
      name: row.name,
      description: row.description,
      isDefault: row.is_default === 1,
      priority: row.priority ?? undefined,
      groups: groups.get(row.id) ?? [],
      updatedAt: row.updated_at,
    }));
  };

  return {
    list: async () => withGroups(await selectSettings().execute()),

    async find(id) {
      return (await withGroups(await selectSettings().where('id', '=', id).execute()))[0];
    },

    async byName(name) {
      return (await withGroups(await selectSettings().where('name', '=', name).execute()))[0];
    },

    async usingGroup(groupId) {
      const rows = await selectSettings()
        .where(sql<SqlBool>`id in (select setting_id from user_setting_groups where group_id = ${groupId})`)
        .execute();
      return withGroups(rows);
    },

    async insert(id, body, priority, groupIds, now) {
      await executor.write(async (query) => {
        await query
          .insertInto('user_settings')
          .values({ id, ...encodeBody(body), is_default: 0, priority, created_at: now, updated_at: now })
          .execute();
        await replaceGroups(query, id, groupIds);
      });
    },

    async update(id, body, groupIds, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('user_settings')
          .set({ ...encodeBody(body), updated_at: now })
          .where('id', '=', id)
          .execute();
        if (groupIds) await replaceGroups(query, id, groupIds);
      });
    },

    async setOrder(ids) {
      await executor.write(async (query) => {
        for (const [index, id] of ids.entries()) {
          await query
            .updateTable('user_settings')
            .set({ priority: index + 1 })
            .where('id', '=', id)
            .execute();
        }
      });
    },

    async delete(id) {
      await executor.write(async (query) => {
        await query.deleteFrom('user_settings').where('id', '=', id).execute();
      });
    },
  };
};
