// Domain objects of people, groups and user settings as services and stores pass them around.
import type { SettingBody } from '../../shared/ipc/people/setting-bodies.ts';
import type { SettingType } from '../../shared/model/user-setting.ts';

export type UserSource = 'local' | 'ldap' | 'entra';

/** How a person hangs together with a directory. */
export interface DirectoryLink {
  /** The directory's record here. */
  readonly sourceId: string;
  /** What never changes there: objectGUID, entryUUID, Entra object id. */
  readonly externalId: string;
  /** `direct`: picked alone; `indirect`: by a group or unit; `no-sync`: not found there any more. */
  readonly syncState: 'direct' | 'indirect' | 'no-sync';
  readonly lastSyncedAt: number;
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly managedAppleId: string | undefined;
  readonly source: UserSource;
  /** Absent for people of this office alone. */
  readonly directory: DirectoryLink | undefined;
  /** BCP 47, as the directory has it. */
  readonly locale: string | undefined;
  /** All that count: those of the directory, then those of the office by other names. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What the directory tells; only a sync writes them. */
  readonly directoryAttributes: Readonly<Record<string, string>>;
  /** What the office set by hand or by CSV. */
  readonly customAttributes: Readonly<Record<string, string>>;
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
  readonly kind: 'built-in' | 'manual' | 'dynamic' | 'directory';
}

/** The built-in group: everybody belongs to it without a member row. */
export const allUsersGroupId = 'all-users';

/** A user setting of a type; the default has no priority and no groups. */
export interface UserSetting<T extends SettingType = SettingType> {
  readonly id: string;
  readonly type: T;
  readonly name: string;
  readonly description: string;
  readonly body: SettingBody<T>;
  readonly isDefault: boolean;
  /** 1 wins over 2, within the type. */
  readonly priority: number | undefined;
  readonly groups: readonly GroupRef[];
  readonly updatedAt: number;
}
