// Office-wide settings, one JSON value per key; a key that was never set has the default of its definition.
import { say } from '../../../../shared/locales/admin-texts.ts';
import { isCarried, onOneLine } from '../../../core/carried-text.ts';
import { AppError } from '../../../core/errors.ts';
import {
  settingDefinitions,
  settingKeys,
  type SettingKey,
  type Settings,
  type SettingValue,
} from '../../../core/settings.ts';
import type { Executor } from '../../executor.ts';

export interface SettingsStore {
  get<K extends SettingKey>(key: K): Promise<SettingValue<K>>;
  all(): Promise<Settings>;
  /** Stores the given settings together; throws a ZodError, which is a defect of the caller, for a value that does not fit. */
  set(values: Partial<Settings>): Promise<void>;
}

/** What was stored before it was checked: what is told to devices and written into certificates is compared with it. */
const healed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && !isCarried(value) ? onOneLine(value) : value;

const decode = <K extends SettingKey>(key: K, text: string | undefined): SettingValue<K> => {
  const { schema, initial } = settingDefinitions[key];
  if (text === undefined) return initial as SettingValue<K>;
  const parsed = schema.safeParse(JSON.parse(text, healed));
  if (!parsed.success) {
    throw new AppError('database.failed', say('errors.settingUnreadable', { name: key }), {
      cause: parsed.error,
    });
  }
  return parsed.data as SettingValue<K>;
};

export const createSettingsStore = (executor: Executor): SettingsStore => ({
  async get(key) {
    const row = await executor.read.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
    return decode(key, row?.value);
  },

  async all() {
    const rows = await executor.read.selectFrom('settings').select(['key', 'value']).execute();
    const stored = new Map(rows.map((row) => [row.key, row.value]));
    return Object.fromEntries(settingKeys.map((key) => [key, decode(key, stored.get(key))])) as unknown as Settings;
  },

  async set(values) {
    const rows = settingKeys
      .filter((key) => values[key] !== undefined)
      .map((key) => ({ key, value: JSON.stringify(settingDefinitions[key].schema.parse(values[key])) }));
    if (rows.length === 0) return;
    await executor.write((query) =>
      query
        .insertInto('settings')
        .values(rows)
        .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })))
        .execute(),
    );
  },
});
