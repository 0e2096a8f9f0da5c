// Makes what the console knows of a type out of its form and its facts.
import type { AnyUserSetting } from '@shared/ipc/people/user-settings.ts';
import type { SettingType } from '@shared/model/user-setting.ts';
import type { Definition } from '../../components/definition-list.tsx';
import type { Texts } from '../../lib/texts.ts';
import { SettingWizard } from './components/setting-wizard.tsx';
import type { SettingOf } from './setting-form.ts';
import type { FormOfKind, SettingKind } from './setting-kind.ts';

export const defineKind = <T extends SettingType, F extends object>(
  form: FormOfKind<T, F>,
  facts: (body: SettingOf<T>['body'], t: Texts<'user-settings'>) => readonly Definition[],
  Extra?: SettingKind['Extra'],
): SettingKind => {
  /** Undefined for a setting of another type. */
  const ours = (setting: AnyUserSetting | undefined): SettingOf<T> | undefined =>
    setting?.type === form.type ? (setting as unknown as SettingOf<T>) : undefined;
  return {
    type: form.type,
    Wizard: ({ setting, ...props }) => <SettingWizard {...props} form={form} setting={ours(setting)} />,
    facts(setting, t) {
      const own = ours(setting);
      return own === undefined ? [] : facts(own.body, t);
    },
    Extra,
  };
};
