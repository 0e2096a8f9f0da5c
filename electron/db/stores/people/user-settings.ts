// User settings of all types: the defaults, the others in order of priority, and the groups they are distributed to.
import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { settingBodies, type SettingBody } from '../../../../shared/ipc/people/setting-bodies.ts';
import type { SettingType } from '../../../../shared/model/user-setting.ts';
import type { GroupRef, UserSetting } from '../../../model/people.ts';
import type { Executor, Query } from '../../executor.ts';
import type { Bit } from '../../tables/bit.ts';

/** What is stored of a setting beside its place in the order and its groups. */
export type SettingContent = Pick<UserSetting, 'name' | 'description' | 'body'>;

export interface UserSettingsStore {
  /** In order of priority, the default last. */
  list<T extends SettingType>(type: T): Promise<readonly UserSetting<T>[]>;
  find(id: string): Promise<UserSetting | undefined>;
  /** Without regard to case. */
  byName(type: SettingType, name: string): Promise<UserSetting | undefined>;
  /** Settings of every type that are distributed to a group. */
  usingGroup(groupId: string): Promise<readonly UserSetting[]>;
  /** Throws `record.conflict` if the name is taken or a group is unknown. */
  insert(
    setting: SettingContent & { readonly id: string; readonly type: SettingType; readonly priority: number },
    groupIds: readonly string[],
    now: number,
  ): Promise<void>;
  /** `groupIds` absent keeps the distribution. */
  update(id: string, content: SettingContent, groupIds: readonly string[] | undefined, now: number): Promise<void>;
  /** The first id gets priority 1. */
  setOrder(ids: readonly string[]): Promise<void>;
  delete(id: string): Promise<void>;
}

interface Row {
  id: string;
  type: SettingType;
  name: string;
  description: string;
  is_default: Bit;
  priority: number | null;
  body_json: string;
  updated_at: number;
}

const parseBody = <T extends SettingType>(type: T, json: string): SettingBody<T> =>
  (settingBodies[type] as unknown as z.ZodType<SettingBody<T>>).parse(JSON.parse(json));

const columnsOf = ({ name, description, body }: SettingContent) => ({
  name,
  description,
  body_json: JSON.stringify(body),
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
      .select(['id', 'type', 'name', 'description', 'is_default', 'priority', 'body_json', 'updated_at'])
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
      id: row.id,
      type: row.type,
      name: row.name,
      description: row.description,
      body: parseBody(row.type, row.body_json),
      isDefault: row.is_default === 1,
      priority: row.priority ?? undefined,
      groups: groups.get(row.id) ?? [],
      updatedAt: row.updated_at,
    }));
  };

  return {
    async list<T extends SettingType>(type: T) {
      const rows = await selectSettings().where('type', '=', type).execute();
      // The bodies were read by the schema of their type.
      return (await withGroups(rows)) as UserSetting<T>[];
    },

    async find(id) {
      return (await withGroups(await selectSettings().where('id', '=', id).execute()))[0];
    },

    async byName(type, name) {
      return (await withGroups(await selectSettings().where('type', '=', type).where('name', '=', name).execute()))[0];
    },

    async usingGroup(groupId) {
      const rows = await selectSettings()
        .where(sql<SqlBool>`id in (select setting_id from user_setting_groups where group_id = ${groupId})`)
        .execute();
      return withGroups(rows);
    },

    async insert({ id, type, priority, ...content }, groupIds, now) {
      await executor.write(async (query) => {
        await query
          .insertInto('user_settings')
          .values({ id, type, ...columnsOf(content), is_default: 0, priority, created_at: now, updated_at: now })
          .execute();
        await replaceGroups(query, id, groupIds);
      });
    },

    async update(id, content, groupIds, now) {
      await executor.write(async (query) => {
        await query
          .updateTable('user_settings')
          .set({ ...columnsOf(content), updated_at: now })
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
