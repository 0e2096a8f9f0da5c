// User settings in tests: what a type's default says, and settings for groups.
import type { z } from 'zod';
import type { MethodInput, MethodName } from '../../shared/ipc/contract.ts';
import type { SettingBody, settingBodies } from '../../shared/ipc/people/setting-bodies.ts';
import type { SettingType } from '../../shared/model/user-setting.ts';
import type { EnglishOutput } from './english.ts';

export type SettingBodyInput<T extends SettingType> = z.input<(typeof settingBodies)[T]>;

type Call = <N extends MethodName>(method: N, input: MethodInput<N>) => Promise<EnglishOutput<N>>;

/** Changes what the default of a type says. Resolves to its id. */
export const setDefault = async <T extends SettingType>(
  call: Call,
  type: T,
  body: SettingBodyInput<T>,
): Promise<string> => {
  const standard = (await call('userSettings.list', { type })).find(({ isDefault }) => isDefault);
  if (!standard) throw new Error('there is no default setting');
  const { id, name } = standard;
  await call('userSettings.update', { id, type, name, body } as MethodInput<'userSettings.update'>);
  return id;
};

/** Adds a setting for groups. Resolves to its id. */
export const addSetting = async <T extends SettingType>(
  call: Call,
  type: T,
  setting: { readonly name: string; readonly body: SettingBodyInput<T>; readonly groupIds: string[] },
): Promise<string> =>
  (await call('userSettings.create', { ...setting, type } as MethodInput<'userSettings.create'>)).id;

export const registrationBody = (more: Partial<SettingBody<'registration'>> = {}): SettingBody<'registration'> => ({
  appleEnrollmentType: 'user',
  includeMacos: false,
  minimumVersions: {},
  ownership: 'not-set',
  registrationType: 'password',
  pin: { length: 6, lifetimeDays: 7, allowRequest: false },
  allowedSerials: null,
  ...more,
});

/** A registration setting as the contract takes it. */
export const settingBody = (name: string, more: Partial<SettingBody<'registration'>> = {}) => ({
  type: 'registration' as const,
  name,
  description: '',
  body: registrationBody(more),
});
