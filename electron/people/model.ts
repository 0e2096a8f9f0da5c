// Domain objects of people, groups and registration settings as services and stores pass them around.
import type { RegistrationSettingBody } from '../../shared/ipc/users.ts';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly managedAppleId: string | undefined;
  readonly source: 'local';
  readonly enabled: boolean;
  readonly hasPassword: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface GroupRef {
  readonly id: string;
  readonly name: string;
}

export interface Group extends GroupRef {
  readonly description: string;
  readonly kind: 'built-in' | 'manual';
}

/** The built-in group: everybody belongs to it without a member row. */
export const allUsersGroupId = 'all-users';

/** A Device Registration Setting; the default has no priority and no groups. */
export interface UserSetting extends RegistrationSettingBody {
  readonly id: string;
  readonly isDefault: boolean;
  /** 1 wins over 2. */
  readonly priority: number | undefined;
  readonly groups: readonly GroupRef[];
  readonly updatedAt: number;
}
