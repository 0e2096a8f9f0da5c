// Local users: who may be added, changed and deleted, and the rules that protect their devices.
import { domainToASCII, domainToUnicode } from 'node:url';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { userInput, userUpdate } from '../../shared/ipc/people/users.ts';
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { changesBetween, createAudit, type AuditedValues } from '../office/audit.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Executor } from '../db/executor.ts';
import { inTransaction } from '../db/executor.ts';
import { underUserEnrollment } from '../db/stores/protocol/device-places.ts';
import { createGroupsStore } from '../db/stores/people/groups.ts';
import { createUsersStore, type DeviceUse, type UsersStore } from '../db/stores/people/users.ts';
import { refuseDirectoryFields } from '../model/directory-owned.ts';
import { enrollingCountsMs } from './admission.ts';
import { allUsersGroupId, type User } from '../model/people.ts';
import { directoryWouldUndo } from './who-enables.ts';
import { createPasswordSetting } from './password-setting.ts';
import { createPasswords, type Passwords } from './passwords.ts';

export type NewUser = z.output<typeof userInput>;
export type UserUpdate = z.output<typeof userUpdate>;

export interface UsersDeps {
  readonly executor: Executor;
  readonly clock: Clock;
  /** Ends every session and token of people who were disabled, in the transaction with this executor. */
  readonly endAccess: (userIds: readonly string[], bound: Executor) => Promise<void>;
  /** Shared with whoever else checks passwords, because it works on one at a time. */
  readonly passwords?: Passwords | undefined;
}

/** `actor` says in the audit trail who did it; without one it was Russet itself. */
export interface UsersService {
  /**
   * Resolves to the id. Throws `record.conflict` for a taken user name or Managed Apple ID, and `input.invalid` for a
   * password that does not meet the rules for the user.
   */
  create(input: NewUser, actor?: string): Promise<string>;
  /**
   * Changes everything or nothing. Throws `record.notFound`, `record.conflict` as `create` does, `input.invalid` for what
   * the person's directory gives, and `record.inUse` for another Managed Apple ID while a User Enrollment of the user is
   * Active, Retire Pending or under way.
   */
  update(input: UserUpdate, actor?: string): Promise<void>;
  /** Throws `record.notFound` if one of them is gone, and `input.invalid` where a directory would undo it. */
  setEnabled(ids: readonly string[], enabled: boolean, actor?: string): Promise<void>;
  /** Whether the person's directory would undo it if the office enabled or disabled them. */
  wouldBeUndone(id: string, enabled: boolean): Promise<boolean>;
  /** All or nothing. Throws `record.inUse` naming the people who still have device records. */
  delete(ids: readonly string[], actor?: string): Promise<void>;
  /**
   * By user name, Managed Apple ID, e-mail address, principal name (UPN) or account name (sAMAccountName, alone or as
   * `DOMAIN\\name`), in this order and without regard to case. Undefined if nobody fits, or several people do.
   */
  byIdentifier(identifier: string): Promise<User | undefined>;
  byId(id: string): Promise<User | undefined>;
  /** Until when the user's password is good; undefined for one that never expires or does not exist. */
  passwordExpiresAt(userId: string): Promise<number | undefined>;
  /** False for an unknown user and for one without a password as well, after the same work. */
  verifyPassword(userId: string, password: string): Promise<boolean>;
}

/** An identifier as it came, and with its domain in the other form of RFC 5890. */
const formsOf = (identifier: string): readonly string[] => {
  const at = identifier.lastIndexOf('@');
  if (at < 1) return [identifier];
  const [name, domain] = [identifier.slice(0, at + 1), identifier.slice(at + 1)];
  const others = [domainToASCII(domain), domainToUnicode(domain)].filter((form) => form !== '' && form !== domain);
  return [identifier, ...new Set(others.map((form) => name + form))];
};

const isOfDomain = ({ directoryAttributes }: User, domain: string): boolean => {
  const label = /(?:^|,)\s*dc\s*=\s*([^,+]+)/i.exec(directoryAttributes['distinguishedName'] ?? '')?.[1];
  return label?.trim().toLowerCase() === domain.toLowerCase();
};

const nobody = (count: number): AppError =>
  new AppError('record.notFound', count === 1 ? say('errors.userGone') : say('errors.usersGone'));

const refuseClash = async (
  users: UsersStore,
  self: string | undefined,
  wanted: { readonly username: string; readonly managedAppleId: string | undefined },
): Promise<void> => {
  const sameName = await users.byUsername(wanted.username);
  if (sameName && sameName.id !== self) {
    throw new AppError(
      'record.conflict',
      say('errors.userNameTaken', { username: wanted.username, owner: sameName.displayName }),
      { fields: { username: say('fields.usedBy', { owner: sameName.displayName }) } },
    );
  }
  if (wanted.managedAppleId === undefined) return;
  const sameId = await users.byManagedAppleId(wanted.managedAppleId);
  if (sameId && sameId.id !== self) {
    throw new AppError(
      'record.conflict',
      say('errors.managedAppleIdTaken', { owner: sameId.displayName, username: sameId.username }),
      { fields: { managedAppleId: say('fields.usedBy', { owner: `${sameId.displayName} (${sameId.username})` }) } },
    );
  }
};

const blocked = (use: DeviceUse): AdminText =>
  say('errors.personWithDevices', { name: use.displayName, count: use.records });

/** The actor of what no person asked for. */
const itself = 'Russet';

const about = (user: User) => ({ category: 'Users', type: 'User', name: user.displayName }) as const;

/** What the audit trail tells of a user, groups aside. The hash stands for the password, to tell whether it changed. */
const valuesOf = (user: User, passwordHash?: string): AuditedValues => ({
  'E-mail': user.email,
  'First Name': user.firstName,
  'Last Name': user.lastName,
  Username: user.username,
  'Display Name': user.displayName,
  Locale: user.locale,
  'Managed Apple ID': { managedAppleId: user.managedAppleId },
  Password: { secret: passwordHash },
  Enabled: user.enabled,
});

export const createUsersService = (deps: UsersDeps): UsersService => {
  const { executor, clock, endAccess, passwords = createPasswords() } = deps;
  const users = createUsersStore(executor);
  const passwordSetting = createPasswordSetting({ executor, clock, passwords });

  const setGroups = async (bound: Executor, userId: string, wanted: readonly string[]): Promise<void> => {
    const ids = [...new Set(wanted)].filter((id) => id !== allUsersGroupId);
    const groups = await createGroupsStore(bound).existing(ids);
    if (groups.length < ids.length) {
      throw new AppError('record.notFound', say('errors.userGroupsGone'), {
        fields: { groupIds: say('fields.groupGone') },
      });
    }
    const unfit = groups.find((group) => group.kind !== 'manual');
    if (unfit) {
      throw new AppError(
        'input.invalid',
        say(unfit.kind === 'dynamic' ? 'errors.groupRuledNotByHand' : 'errors.groupDirectoryNotByHand', {
          group: unfit.name,
        }),
        { fields: { groupIds: say('fields.groupNotByHand', { group: unfit.name }) } },
      );
    }
    await createUsersStore(bound).setGroups(userId, ids);
  };

  const look = async (bound: Executor, id: string): Promise<AuditedValues | undefined> => {
    const store = createUsersStore(bound);
    const user = await store.find(id);
    if (!user) return undefined;
    const groups = await createGroupsStore(bound).existing(await store.groupIds(id));
    return { ...valuesOf(user, await store.passwordHash(id)), 'User Groups': groups.map((group) => group.name) };
  };

  const record = async (
    bound: Executor,
    actor: string,
    activity: 'Added' | 'Changed',
    name: string,
    before: AuditedValues | undefined,
    after: AuditedValues | undefined,
  ): Promise<void> => {
    const changes = changesBetween(before, after);
    if (changes.length === 0) return;
    await createAudit({ executor: bound, clock }).record({
      actor,
      category: 'Users',
      type: 'User',
      name,
      activity,
      changes,
    });
  };

  const requireAll = async (store: UsersStore, ids: readonly string[]): Promise<void> => {
    if ((await store.countExisting(ids)) < ids.length) throw nobody(ids.length);
  };

  return {
    async create(input, actor = itself) {
      const id = randomUUID();
      // Hashing takes long and must not hold up the transaction that others share.
      const passwordHash =
        input.password === undefined ? undefined : await passwordSetting.prepare(undefined, input.password);
      const now = clock.now();
      await inTransaction(executor, async (bound) => {
        const store = createUsersStore(bound);
        await refuseClash(store, undefined, { username: input.username, managedAppleId: input.managedAppleId });
        await store.insert(
          {
            id,
            username: input.username,
            email: input.email,
            firstName: input.firstName,
            lastName: input.lastName,
            displayName: input.displayName,
            managedAppleId: input.managedAppleId,
            locale: input.locale,
            source: 'local',
            enabled: true,
            createdAt: now,
            updatedAt: now,
          },
          passwordHash,
        );
        await setGroups(bound, id, input.groupIds);
        if (input.password !== undefined) await passwordSetting.requireRules(bound, id, input.password);
        await record(bound, actor, 'Added', input.displayName, undefined, await look(bound, id));
      });
      return id;
    },

    async update(input, actor = itself) {
      const passwordHash =
        input.password === undefined ? undefined : await passwordSetting.prepare(input.id, input.password);
      await inTransaction(executor, async (bound) => {
        const store = createUsersStore(bound);
        const user = await store.find(input.id);
        if (!user) throw nobody(1);
        const { firstName = user.firstName, lastName = user.lastName } = input;
        refuseDirectoryFields(
          user,
          {
            ...input,
            firstName,
            lastName,
            locale: input.locale === undefined ? user.locale : (input.locale ?? undefined),
          },
          input.password !== undefined,
        );
        const before = await look(bound, user.id);
        const managedAppleId =
          input.managedAppleId === undefined ? user.managedAppleId : (input.managedAppleId ?? undefined);
        await refuseClash(store, user.id, { username: input.username, managedAppleId });
        if (managedAppleId?.toLowerCase() !== user.managedAppleId?.toLowerCase()) {
          if ((await underUserEnrollment(bound, [user.id], clock.now() - enrollingCountsMs)).length > 0) {
            throw new AppError('record.inUse', say('errors.managedAppleIdFixed'), {
              fields: { managedAppleId: say('fields.managedAppleIdFixed') },
            });
          }
        }
        await setGroups(bound, user.id, input.groupIds);
        if (input.password !== undefined) {
          await passwordSetting.requireRules(bound, user.id, input.password);
          await passwordSetting.keepReplaced(bound, user.id);
        }
        await store.update(
          user.id,
          {
            username: input.username,
            email: input.email,
            firstName,
            lastName,
            displayName: input.displayName,
            managedAppleId,
            locale: input.locale === undefined ? user.locale : (input.locale ?? undefined),
            passwordHash,
          },
          clock.now(),
        );
        await record(bound, actor, 'Changed', input.displayName, before, await look(bound, user.id));
      });
    },

    async setEnabled(ids, enabled, actor = itself) {
      const wanted = [...new Set(ids)];
      await inTransaction(executor, async (bound) => {
        const store = createUsersStore(bound);
        await requireAll(store, wanted);
        const people = await store.byIds(wanted);
        const locked = people.filter(await directoryWouldUndo(bound, wanted, enabled));
        if (locked.length > 0) {
          throw new AppError(
            'input.invalid',
            say('errors.directoryEnables', { people: locked.map((user) => user.displayName) }),
          );
        }
        await store.setEnabled(wanted, enabled, clock.now());
        await createAudit({ executor: bound, clock }).record(
          ...people
            .filter((user) => user.enabled !== enabled)
            .map((user) => ({
              ...about(user),
              actor,
              activity: enabled ? ('Enabled' as const) : ('Disabled' as const),
              changes: changesBetween({ Enabled: user.enabled }, { Enabled: enabled }),
            })),
        );
        if (!enabled) await endAccess(wanted, bound);
      });
    },

    async wouldBeUndone(id, enabled) {
      const user = await users.find(id);
      return user !== undefined && (await directoryWouldUndo(executor, [id], enabled))(user);
    },

    async delete(ids, actor = itself) {
      const wanted = [...new Set(ids)];
      await inTransaction(executor, async (bound) => {
        const store = createUsersStore(bound);
        await requireAll(store, wanted);
        const inUse = await store.deviceUse(wanted);
        if (inUse.length > 0) {
          throw new AppError('record.inUse', say('errors.usersHaveDevices', { people: inUse.map(blocked) }));
        }
        const people = await store.byIds(wanted);
        await store.delete(wanted);
        await createAudit({ executor: bound, clock }).record(
          ...people.map((user) => ({
            ...about(user),
            actor,
            activity: 'Deleted' as const,
            changes: changesBetween(valuesOf(user), undefined),
          })),
        );
      });
    },

    async byIdentifier(identifier) {
      const wanted = identifier.trim();
      if (wanted === '') return undefined;
      // A domain with other letters than ASCII has two forms, and either may be stored here.
      for (const form of formsOf(wanted)) {
        const exact = (await users.byUsername(form)) ?? (await users.byManagedAppleId(form));
        if (exact) return exact;
        const sharing = await users.byEmail(form);
        if (sharing.length > 0) return sharing.length === 1 ? sharing[0] : undefined;
        const principals = await users.byDirectoryName('userPrincipalName', form);
        if (principals.length > 0) return principals.length === 1 ? principals[0] : undefined;
      }
      const { domain, name } = /^(?:(?<domain>[^\\/@]+)\\)?(?<name>[^\\/@]+)$/.exec(wanted)?.groups ?? {};
      if (name === undefined) return undefined;
      const accounts = await users.byDirectoryName('samAccountName', name);
      if (accounts.length < 2) return accounts[0];
      // Several domains can have the name; the short one of a domain is the first label of its long one as a rule.
      const there = accounts.filter((user) => domain !== undefined && isOfDomain(user, domain));
      return there.length === 1 ? there[0] : undefined;
    },

    byId: (id) => users.find(id),

    passwordExpiresAt: (userId) => passwordSetting.expiresAt(userId),

    async verifyPassword(userId, password) {
      return passwords.check(password, await users.passwordHash(userId));
    },
  };
};
