// Terms of service as evidence: every text that a setting had is kept in a version, and what people accepted stays.
import type { SettingBody } from '../../shared/ipc/setting-bodies.ts';
import { AppError } from '../core/errors.ts';
import type { Executor } from '../db/executor.ts';
import { createTermsStore } from '../db/stores/terms.ts';
import { createUserSettingsStore } from '../db/stores/user-settings.ts';
import type { UserSetting } from './model.ts';

const kept = (count: number, what: string): AppError =>
  new AppError(
    'record.inUse',
    `${count === 1 ? '1 person' : `${String(count)} people`} accepted ${what}. Accepted terms are kept as evidence and cannot be deleted.`,
  );

/** Makes a version if title or text are new; switching the terms on or off makes none. */
export const keepTermsVersion = async (
  bound: Executor,
  settingId: string,
  { title, text }: Pick<SettingBody<'terms-of-service'>, 'title' | 'text'>,
  now: number,
): Promise<void> => {
  const store = createTermsStore(bound);
  const newest = await store.newest(settingId);
  if (title === '' || text === '' || (newest?.title === title && newest.text === text)) return;
  await store.insert(settingId, (newest?.version ?? 0) + 1, title, text, now);
};

/** Throws `record.inUse` if somebody accepted a version of the setting. */
export const requireUnaccepted = async (
  bound: Executor,
  { id, name }: Pick<UserSetting, 'id' | 'name'>,
): Promise<void> => {
  const accepted = (await createTermsStore(bound).list(id)).reduce((sum, version) => sum + version.accepted, 0);
  if (accepted > 0) {
    throw new AppError(
      'record.inUse',
      `${kept(accepted, `terms of "${name}"`).message} Edit the setting and switch it off instead.`,
    );
  }
};

/** Call inside a transaction. Throws `record.notFound`, and `record.inUse` for a version that is in force or was accepted. */
export const deleteTermsVersion = async (bound: Executor, id: number): Promise<void> => {
  const store = createTermsStore(bound);
  const found = await store.find(id);
  if (found === undefined) throw new AppError('record.notFound', 'There is no such version of the terms of service.');
  if (found.accepted > 0) throw kept(found.accepted, `version ${String(found.version)}`);
  const settings = await createUserSettingsStore(bound).list('terms-of-service');
  const isOn = settings.find((setting) => setting.id === found.settingId)?.body.enabled === true;
  if (isOn && (await store.newest(found.settingId))?.id === id) {
    throw new AppError('record.inUse', 'This version is in force. Switch the terms of service off first.');
  }
  await store.delete(id);
};
