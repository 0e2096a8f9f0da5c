// Adds many people at once: says what is wrong with each cell, and stores the rows that are right.
import { isCarried, onLines, onOneLine } from '../core/carried-text.ts';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ImportField, ImportProblem, ImportRow } from '../../shared/ipc/people/people-import.ts';
import type { TaskResult } from '../../shared/ipc/office/tasks.ts';
import { type AdminText, saidTogether, say, sayAsPage } from '../../shared/locales/admin-texts.ts';
import { changesBetween, createAudit } from '../office/audit.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { TaskContext } from '../core/tasks.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore } from '../db/stores/people/groups.ts';
import { createUserImportStore, type ImportedUser } from '../db/stores/people/user-import.ts';
import { createUserSettingsStore } from '../db/stores/people/user-settings.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import { settingFor } from './effective-setting.ts';
import type { Group, UserSetting } from '../model/people.ts';
import { brokenRules } from './password-rules.ts';
import type { Passwords } from './passwords.ts';

const fieldTexts: Readonly<Record<ImportField, AdminText>> = {
  email: say('tasks.fieldEmail'),
  username: say('tasks.fieldUsername'),
  firstName: say('tasks.fieldFirstName'),
  lastName: say('tasks.fieldLastName'),
  displayName: say('tasks.fieldDisplayName'),
  password: say('tasks.fieldPassword'),
  managedAppleId: say('tasks.fieldManagedAppleId'),
  groups: say('tasks.fieldGroups'),
};

const batchRows = 250;
/** More are counted and not named. */
const namedRefusals = 500;

const address = z.email().max(254);
const isAddress = (text: string): boolean => address.safeParse(text).success;

/** A row with what follows from it filled in, without what nothing could carry. A password stays what it is. */
const completed = (row: ImportRow): ImportRow => {
  const tidy = {
    ...row,
    email: onOneLine(row.email),
    firstName: onOneLine(row.firstName),
    lastName: onOneLine(row.lastName),
    managedAppleId: onOneLine(row.managedAppleId),
    groups: onOneLine(row.groups),
    attributes: Object.fromEntries(
      Object.entries(row.attributes)
        .map(([name, value]) => [onOneLine(name), onLines(value)] as const)
        .filter(([name]) => name !== ''),
    ),
  };
  const username = onOneLine(row.username) || tidy.email;
  const displayName = onOneLine(row.displayName) || `${tidy.firstName} ${tidy.lastName}`.trim() || tidy.email;
  return { ...tidy, username, displayName };
};

const groupNames = (groups: string): string[] =>
  groups
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

interface Prepared {
  readonly line: number;
  readonly password: string;
  readonly user: ImportedUser;
}

export interface PeopleImport {
  /** What is wrong with the rows: each alone, among each other, and against the people who are there. */
  check(rows: readonly ImportRow[]): Promise<ImportProblem[]>;
  /**
   * Adds everybody whose row is right. Rows are checked again, for others may have been added meanwhile; what was added
   * before a cancel stays.
   */
  run(
    rows: readonly ImportRow[],
    options: {
      readonly groupIds: readonly string[];
      readonly actor: string;
      /** Told at the end who was added, to invite them. */
      readonly added?: ((userIds: readonly string[]) => Promise<unknown>) | undefined;
    },
    context: TaskContext,
  ): Promise<TaskResult>;
}

export const createPeopleImport = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly passwords: Passwords;
  readonly changed: () => void;
}): PeopleImport => {
  const { executor, clock, passwords, changed } = deps;

  const manualGroups = async (bound: Executor): Promise<ReadonlyMap<string, Group>> => {
    const groups = await createGroupsStore(bound).all();
    return new Map(groups.filter((group) => group.kind === 'manual').map((group) => [group.name.toLowerCase(), group]));
  };

  /** What the password of a person in these groups lacks. */
  const passwordProblem = (
    settings: readonly UserSetting<'password-complexity'>[],
    groupIds: readonly string[],
    password: string,
  ): AdminText | undefined => {
    const broken = brokenRules(settingFor(settings, groupIds).body, password);
    if (broken.length === 0) return undefined;
    return say('tasks.passwordLacks', { rules: broken.map(({ key, values }) => sayAsPage(`pages.${key}`, values)) });
  };

  /** `groupIds`: where everybody of the import goes. */
  const problemsOf = async (
    bound: Executor,
    given: readonly ImportRow[],
    groupIds: readonly string[],
  ): Promise<ImportProblem[]> => {
    const rows = given.map(completed);
    const passwordSettings = await createUserSettingsStore(bound).list('password-complexity');
    const [held, groups] = await Promise.all([
      createUserImportStore(bound).holders(
        rows.map((row) => row.username),
        rows.flatMap((row) => (row.managedAppleId === '' ? [] : [row.managedAppleId])),
      ),
      manualGroups(bound),
    ]);
    const problems: ImportProblem[] = [];
    const firstLine = { username: new Map<string, number>(), managedAppleId: new Map<string, number>() };

    const checkUnique = (row: ImportRow, field: 'username' | 'managedAppleId', holder: string | undefined): void => {
      const key = row[field].toLowerCase();
      const earlier = firstLine[field].get(key);
      if (holder !== undefined) problems.push({ line: row.line, field, text: say('tasks.belongsTo', { holder }) });
      else if (earlier !== undefined)
        problems.push({ line: row.line, field, text: say('tasks.inLine', { line: earlier }) });
      else firstLine[field].set(key, row.line);
    };

    for (const row of rows) {
      const wrong = (field: ImportField, text: AdminText) => problems.push({ line: row.line, field, text });
      if (row.email === '') wrong('email', say('fields.required'));
      else if (!isAddress(row.email)) wrong('email', say('tasks.noAddress'));
      if (row.username !== row.email && !isAddress(row.username)) wrong('username', say('tasks.likeAddress'));
      else if (row.username !== '') checkUnique(row, 'username', held.usernames.get(row.username.toLowerCase()));
      if (row.firstName.length > 100) wrong('firstName', say('tasks.longer', { most: 100 }));
      if (row.lastName.length > 100) wrong('lastName', say('tasks.longer', { most: 100 }));
      if (row.displayName.length > 128) wrong('displayName', say('tasks.longer', { most: 128 }));
      const own = groupNames(row.groups).flatMap((name) => groups.get(name.toLowerCase())?.id ?? []);
      const lacking =
        row.password === '' ? undefined : passwordProblem(passwordSettings, [...groupIds, ...own], row.password);
      if (lacking !== undefined) wrong('password', lacking);
      if (!isCarried(row.password)) wrong('password', say('fields.uncarried'));
      if (row.password.length > 200) wrong('password', say('tasks.longer', { most: 200 }));
      if (row.managedAppleId !== '') {
        if (!isAddress(row.managedAppleId)) wrong('managedAppleId', say('tasks.likeAddress'));
        else checkUnique(row, 'managedAppleId', held.managedAppleIds.get(row.managedAppleId.toLowerCase()));
      }
      const unknown = groupNames(row.groups).filter((name) => !groups.has(name.toLowerCase()));
      if (unknown.length > 0) wrong('groups', say('tasks.noManualGroup', { names: unknown }));
    }
    return problems;
  };

  /** Throws `record.notFound` if one of the groups is gone or not managed by hand. */
  const requireGroups = async (groupIds: readonly string[]): Promise<void> => {
    const found = await createGroupsStore(executor).existing([...new Set(groupIds)]);
    if (found.filter((group) => group.kind === 'manual').length < new Set(groupIds).size) {
      throw new AppError('record.notFound', say('errors.userGroupsGone'));
    }
  };

  const prepare = async (
    row: ImportRow,
    groupIds: readonly string[],
    groups: ReadonlyMap<string, Group>,
  ): Promise<ImportedUser> => ({
    id: randomUUID(),
    username: row.username,
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    displayName: row.displayName,
    managedAppleId: row.managedAppleId === '' ? undefined : row.managedAppleId,
    passwordHash: row.password === '' ? undefined : await passwords.hash(row.password),
    attributes: row.attributes,
    groupIds: [
      ...new Set([...groupIds, ...groupNames(row.groups).flatMap((name) => groups.get(name.toLowerCase())?.id ?? [])]),
    ],
  });

  /**
   * Groups made by rules may bring stricter rules for passwords, and who is in them shows only once the people are
   * there: takes those out again whose password does not do.
   */
  const removeWeak = async (bound: Executor, added: readonly Prepared[]): Promise<ImportProblem[]> => {
    const withPassword = added.filter(({ password }) => password !== '');
    if (withPassword.length === 0) return [];
    const settings = await createUserSettingsStore(bound).list('password-complexity');
    const store = createUsersStore(bound);
    const groups = await store.groupsOfAll(
      withPassword.map(({ user }) => user.id),
      clock.now(),
    );
    const weak = withPassword.flatMap(({ line, password, user }) => {
      const text = passwordProblem(settings, groups.get(user.id) ?? [], password);
      return text === undefined ? [] : [{ id: user.id, problem: { line, field: 'password' as const, text } }];
    });
    if (weak.length > 0) await store.delete(weak.map(({ id }) => id));
    return weak.map(({ problem }) => problem);
  };

  return {
    check: (rows) => problemsOf(executor, rows, []),

    async run(rows, { groupIds, actor, added: tellAdded }, { progress, signal }) {
      const cancelled = (): boolean => signal.aborted;
      await requireGroups(groupIds);
      const names = new Map((await createGroupsStore(executor).all()).map((group) => [group.id, group.name]));
      const groups = await manualGroups(executor);
      // The whole list once, to find what is twice in it; each batch once more before it is stored.
      const bad = new Map<number, AdminText>();
      const note = (problems: readonly ImportProblem[]): void => {
        for (const { line, field, text } of problems) {
          if (!bad.has(line)) bad.set(line, say('tasks.cell', { field: fieldTexts[field], problem: text }));
        }
      };
      note(await problemsOf(executor, rows, groupIds));
      const good = rows.filter((row) => !bad.has(row.line)).map(completed);
      let added = 0;
      const addedIds: string[] = [];
      for (let from = 0; from < good.length && !cancelled(); from += batchRows) {
        const prepared: Prepared[] = [];
        for (const row of good.slice(from, from + batchRows)) {
          if (cancelled()) break;
          // Hashing takes long and must not hold up the transaction that others share.
          prepared.push({ line: row.line, password: row.password, user: await prepare(row, groupIds, groups) });
          progress(added + prepared.length, rows.length, say('tasks.people'));
        }
        if (cancelled()) break;
        added += await inTransaction(executor, async (bound) => {
          note(await problemsOf(bound, good.slice(from, from + batchRows), groupIds));
          const added = prepared.filter(({ line }) => !bad.has(line));
          await createUserImportStore(bound).insert(
            added.map(({ user }) => user),
            clock.now(),
          );
          note(await removeWeak(bound, added));
          const users = added.filter(({ line }) => !bad.has(line)).map(({ user }) => user);
          await createAudit({ executor: bound, clock }).record(
            ...users.map((user) => ({
              actor,
              category: 'Users' as const,
              type: 'User' as const,
              name: user.displayName,
              activity: 'Imported' as const,
              changes: changesBetween(undefined, {
                'E-mail': user.email,
                'First Name': user.firstName,
                'Last Name': user.lastName,
                Username: user.username,
                'Display Name': user.displayName,
                'Managed Apple ID': { managedAppleId: user.managedAppleId },
                Password: { secret: user.passwordHash },
                'User Groups': user.groupIds.flatMap((id) => names.get(id) ?? []),
                ...user.attributes,
              }),
            })),
          );
          addedIds.push(...users.map(({ id }) => id));
          return users.length;
        });
        changed();
      }
      const refused = rows.flatMap((row) => {
        const problem = bad.get(row.line);
        if (problem === undefined) return [];
        return [say('tasks.personLine', { line: row.line, who: row.email || row.username, problem })];
      });
      const notInvited =
        addedIds.length === 0
          ? undefined
          : await tellAdded?.(addedIds).then(
              () => undefined,
              (error: unknown) => {
                if (error instanceof AppError) return error.text;
                throw error;
              },
            );
      const left = rows.length - added - refused.length;
      return {
        text: saidTogether([
          say('tasks.peopleAdded', { added, all: rows.length }),
          ...(refused.length > 0 ? [say('tasks.peopleLeftOut', { people: refused.length })] : []),
          ...(left > 0 ? [say('tasks.peopleNotReached', { people: left })] : []),
          ...(notInvited === undefined ? [] : [say('tasks.nobodyInvited', { reason: notInvited })]),
        ]),
        page: { path: '/users', label: say('tasks.pageUsers') },
        details: refused.slice(0, namedRefusals),
      };
    },
  };
};
