// Terms of service as evidence: every text that a setting had is kept in a version, and what people accepted stays.
import type { SettingBody } from '../../shared/ipc/people/setting-bodies.ts';
import type { TermsVersion } from '../../shared/ipc/people/user-settings.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import type { Executor } from '../db/executor.ts';
import { createTermsStore } from '../db/stores/people/terms.ts';
import { createUserSettingsStore } from '../db/stores/people/user-settings.ts';
import type { UserSetting } from '../model/people.ts';

const kept = (count: number, what: AdminText): AdminText => say('errors.termsAccepted', { count, what });

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
      say('errors.sentences', {
        first: kept(accepted, say('errors.termsNamed', { name })),
        second: say('errors.termsSwitchOff'),
      }),
    );
  }
};

/**
 * Call inside a transaction; resolves to what was deleted. Throws `record.notFound`, and `record.inUse` for a version that
 * is in force or was accepted.
 */
export const deleteTermsVersion = async (bound: Executor, id: number): Promise<TermsVersion> => {
  const store = createTermsStore(bound);
  const found = await store.find(id);
  if (found === undefined) throw new AppError('record.notFound', say('errors.termsVersionGone'));
  if (found.accepted > 0)
    throw new AppError('record.inUse', kept(found.accepted, say('errors.termsVersion', { version: found.version })));
  const settings = await createUserSettingsStore(bound).list('terms-of-service');
  const isOn = settings.find((setting) => setting.id === found.settingId)?.body.enabled === true;
  if (isOn && (await store.newest(found.settingId))?.id === id) {
    throw new AppError('record.inUse', say('errors.termsInForce'));
  }
  await store.delete(id);
  return found;
};
