// What the console knows of a type of user setting: its form, and how a setting of the type reads in the list.
import type { ComponentType } from 'react';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import type { GroupSummary } from '@shared/ipc/people/groups.ts';
import type { AnyUserSetting } from '@shared/ipc/people/user-settings.ts';
import type { SettingType } from '@shared/model/user-setting.ts';
import type { Definition } from '../../components/definition-list.tsx';
import type { Texts } from '../../lib/texts.ts';
import type { SettingForm, SettingOf, ToBody } from './setting-form.ts';

export type SettingControl<F extends object> = Control<SettingForm<F>, unknown, FieldValues>;

export interface FormOfKind<T extends SettingType, F extends object> {
  readonly type: T;
  /** What the form of a new setting holds. */
  readonly empty: F;
  readonly formOf: (body: SettingOf<T>['body']) => F;
  readonly toBody: ToBody<T, F>;
  /** Fields at which an error can be shown, as `body.maximum`. */
  readonly fields: readonly FieldPath<SettingForm<F>>[];
  readonly Fields: ComponentType<{ readonly control: SettingControl<F> }>;
}

export interface WizardProps<S = AnyUserSetting> {
  /** Absent to add a setting. */
  readonly setting?: S | undefined;
  readonly groups: readonly GroupSummary[];
  readonly onClose: () => void;
}

export interface SettingKind {
  readonly type: SettingType;
  readonly Wizard: ComponentType<WizardProps>;
  /** What a setting says, for its card. */
  readonly facts: (setting: AnyUserSetting, t: Texts<'user-settings'>) => readonly Definition[];
  /** More of a setting, below the facts. */
  readonly Extra?: ComponentType<{ readonly setting: AnyUserSetting }> | undefined;
}
