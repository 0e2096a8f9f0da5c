// What the wizard holds for a setting of any type, how it becomes the contract's input, and the order of settings.
import type { MethodInput } from '@shared/ipc/contract.ts';
import type { SettingBody } from '@shared/ipc/people/setting-bodies.ts';
import type { AnyUserSetting } from '@shared/ipc/people/user-settings.ts';
import { nameOf } from '../../lib/texts.ts';
import type { SettingType } from '@shared/model/user-setting.ts';

/** A user setting of one type. */
export type SettingOf<T extends SettingType> = Omit<AnyUserSetting, 'type' | 'body'> & {
  readonly type: T;
  readonly body: SettingBody<T>;
};

/** `body` is what the form of the type holds: texts for what is typed. */
export interface SettingForm<F extends object> {
  name: string;
  description: string;
  body: F;
  groupIds: string[];
}

export type NewSetting<T extends SettingType> = Extract<MethodInput<'userSettings.create'>, { type: T }>;

/** How the form of a type becomes what a setting says. Fields keep their names, so that errors find them. */
export type ToBody<T extends SettingType, F extends object> = (form: F) => NewSetting<T>['body'];

/** Input of `userSettings.create`. */
export const toNewSetting = <T extends SettingType, F extends object>(
  type: T,
  toBody: ToBody<T, F>,
  { name, description, body, groupIds }: SettingForm<F>,
): MethodInput<'userSettings.create'> =>
  // The body is that of the type, which the compiler cannot follow through the type parameter.
  ({ type, name, description, body: toBody(body), groupIds }) as MethodInput<'userSettings.create'>;

/** What is sent for a name: left as it was shown, it stays as it is stored, in whatever language it was shown. */
const asStored = (typed: string, stored: string): string => (typed === nameOf(stored) ? stored : typed);

/** Input of `userSettings.update`; the default applies to all users and takes no groups. */
export const toChangedSetting = <T extends SettingType, F extends object>(
  { id, isDefault, name, description }: Pick<AnyUserSetting, 'id' | 'isDefault' | 'name' | 'description'>,
  type: T,
  toBody: ToBody<T, F>,
  form: SettingForm<F>,
): MethodInput<'userSettings.update'> => {
  const { groupIds, ...rest } = toNewSetting(type, toBody, form);
  const kept = { name: asStored(form.name, name), description: asStored(form.description, description) };
  return { ...rest, ...kept, id, ...(isDefault ? {} : { groupIds }) };
};

/** The order after one setting moved up or down; the same order if it cannot move. */
export const moved = (ids: readonly string[], id: string, direction: 'up' | 'down'): string[] => {
  const from = ids.indexOf(id);
  const to = direction === 'up' ? from - 1 : from + 1;
  const result = [...ids];
  const other = result[to];
  if (from < 0 || other === undefined) return result;
  result[to] = id;
  result[from] = other;
  return result;
};
