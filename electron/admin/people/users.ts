// Users of the contract. Managed Apple IDs leave masked, in lists, details and exports alike.
import type { z } from 'zod';
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { UserDetails, userFilter, UserSummary, usersApi } from '../../../shared/ipc/people/users.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { maskManagedAppleId } from '../../../shared/model/managed-apple-id.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { DirectoryPeopleStore } from '../../db/stores/directories/directory-people.ts';
import type { SettingsStore } from '../../db/stores/office/settings.ts';
import type { UserQuery } from '../../db/stores/people/user-query.ts';
import type { ListedUser } from '../../db/stores/people/listed-users.ts';
import type { UsersStore } from '../../db/stores/people/users.ts';
import { unmetRequirements } from '../../people/effective-setting.ts';
import { isSynced, ownedFields } from '../../model/directory-owned.ts';
import type { User } from '../../model/people.ts';
import type { UserSettingsService } from '../../people/user-settings.ts';
import type { UsersService } from '../../people/users.ts';

export interface UsersHandlerDeps {
  readonly users: UsersService;
  readonly store: UsersStore;
  readonly directories: Pick<DirectoryPeopleStore, 'nameOf'>;
  readonly userSettings: UserSettingsService;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

/** The filter as the store asks it; page and page size are left out. */
export const toUserQuery = (filter: z.output<typeof userFilter>): UserQuery => ({
  search: filter.search,
  enabled: filter.enabled,
  inviteStatuses: filter.inviteStatuses,
  groupId: filter.groupId,
  hasManagedAppleId: filter.hasManagedAppleId,
  sources: filter.sources,
  passwordExpires: filter.passwordExpiration && filter.passwordExpiration === 'expires',
  syncStates: filter.syncStates,
  mailFailed: filter.mailFailed,
  rules: filter.rules,
  sortBy: filter.sortBy,
  sortDirection: filter.sortDirection,
});

const toSummary = (user: ListedUser): UserSummary => ({
  id: user.id,
  displayName: user.displayName,
  email: user.email,
  username: user.username,
  groups: [...user.groups],
  source: user.source,
  sync: user.directory?.syncState ?? 'none',
  inviteStatus: user.inviteStatus,
  managedAppleId: maskManagedAppleId(user.managedAppleId),
  devices: user.devices,
  pin: user.pin,
  enabled: user.enabled,
  attributes: { ...user.attributes },
  createdAt: user.createdAt,
});

/** By name; an overridden one stands before the one that counts. */
const originsOf = ({ customAttributes, directoryAttributes }: User): UserDetails['attributeOrigins'] =>
  [
    ...Object.entries(customAttributes).map(([name, value]) => ({
      name,
      value,
      origin: 'office' as const,
      overridden: Object.hasOwn(directoryAttributes, name),
    })),
    ...Object.entries(directoryAttributes).map(([name, value]) => ({
      name,
      value,
      origin: 'directory' as const,
      overridden: false,
    })),
  ].sort((a, b) => a.name.localeCompare(b.name));

export const usersHandlers = (deps: UsersHandlerDeps): Handlers<typeof usersApi> => {
  const { users, store, directories, userSettings, settings, clock, changed } = deps;

  /** Groups show how many members they have. */
  const usersChanged = (ids: readonly string[]): void => {
    changed('users', ids);
    changed('groups');
  };

  return {
    async 'users.list'(filter) {
      const { page, pageSize } = filter;
      const listed = await store.list(
        { ...toUserQuery(filter), limit: pageSize, offset: page * pageSize },
        clock.now(),
      );
      return { rows: listed.rows.map(toSummary), total: listed.total };
    },

    async 'users.get'({ id }) {
      const user = await store.findListed(id, clock.now());
      if (!user) {
        throw new AppError('record.notFound', say('errors.userGone'));
      }
      const { setting, reason } = await userSettings.effective('registration', id);
      return {
        ...toSummary(user),
        firstName: user.firstName,
        lastName: user.lastName,
        hasPassword: user.hasPassword,
        passwordExpiresAt: user.source === 'local' ? await users.passwordExpiresAt(id) : undefined,
        attributeOrigins: originsOf(user),
        directoryName: user.directory && (await directories.nameOf(user.directory.sourceId)),
        directoryOwns: isSynced(user)
          ? [
              ...ownedFields,
              'password',
              ...((await users.wouldBeUndone(id, !user.enabled)) ? (['enabled'] as const) : []),
            ]
          : [],
        lastSyncedAt: user.directory?.lastSyncedAt,
        locale: user.locale,
        effectiveSetting: {
          settingId: setting.id,
          settingName: setting.name,
          appleEnrollmentType: setting.body.appleEnrollmentType,
          includeMacos: setting.body.includeMacos,
          reason,
        },
        unmetRequirements: unmetRequirements({
          enabled: user.enabled,
          managedAppleId: user.managedAppleId,
          setting: { ...setting.body, name: setting.name },
          businessManager: await settings.get('businessManager'),
        }),
      };
    },

    async 'users.create'(input, { actor }) {
      const id = await users.create(input, actor);
      usersChanged([id]);
      return { id };
    },

    async 'users.update'(input, { actor }) {
      await users.update(input, actor);
      usersChanged([input.id]);
      // The device list shows names of people.
      changed('devices');
      return {};
    },

    async 'users.setEnabled'({ ids, enabled }, { actor }) {
      await users.setEnabled(ids, enabled, actor);
      changed('users', ids);
      return {};
    },

    async 'users.delete'({ ids }, { actor }) {
      await users.delete(ids, actor);
      usersChanged(ids);
      changed('enrollment');
      return {};
    },
  };
};
