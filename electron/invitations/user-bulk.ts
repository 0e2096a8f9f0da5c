// Actions on many people: who may be acted on and who not and why; then everybody who may, page by page.
import type { BulkAction, BulkVerdict } from '../../shared/ipc/people/bulk.ts';
import type { TaskResult } from '../../shared/ipc/office/tasks.ts';
import { type AdminText, saidTogether, say } from '../../shared/locales/admin-texts.ts';
import { lookUp } from '../../shared/look-up.ts';
import { changesBetween, createAudit } from '../office/audit.ts';
import { AppError, assertNever } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { TaskContext } from '../core/tasks.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createDirectoryPeopleStore } from '../db/stores/directories/directory-people.ts';
import { createGroupsStore } from '../db/stores/people/groups.ts';
import { createUsersStore, type ManagedDevices } from '../db/stores/people/users.ts';
import { isSynced } from '../model/directory-owned.ts';
import { directoryWouldUndo } from '../people/who-enables.ts';
import type { Handouts } from './handouts.ts';
import { refusedTexts } from '../model/invite-people.ts';
import type { Group, User } from '../model/people.ts';
import type { UsersService } from '../people/users.ts';

const pageIds = 500;
const shownNames = 20;

export interface UserBulk {
  /** Throws `record.notFound` or `input.invalid` for a group that cannot be used. */
  check(ids: readonly string[], action: BulkAction): Promise<BulkVerdict>;
  /** What was done before a cancel stays. */
  run(ids: readonly string[], action: BulkAction, actor: string, context: TaskContext): Promise<TaskResult>;
}

const doneTexts: Readonly<Record<BulkAction['kind'], (count: number) => AdminText>> = {
  enable: (count) => say('tasks.doneEnable', { count }),
  disable: (count) => say('tasks.doneDisable', { count }),
  delete: (count) => say('tasks.doneDelete', { count }),
  'add-to-group': (count) => say('tasks.doneJoin', { count }),
  'remove-from-group': (count) => say('tasks.doneLeave', { count }),
  'set-attribute': (count) => say('tasks.doneAttribute', { count }),
  'remove-attribute': (count) => say('tasks.doneNoAttribute', { count }),
  'generate-pin': (count) => say('tasks.donePin', { count }),
};

const fromDirectory = (name: string): AdminText => say('tasks.attributeOfDirectory', { name });

/** What disabling does not do: the devices stay. */
const stayManaged = ({ managed, needSignIn }: ManagedDevices): AdminText[] => [
  ...(managed > 0 ? [say('tasks.stayManaged', { count: managed })] : []),
  ...(needSignIn > 0 ? [say('tasks.needSignIn', { count: needSignIn })] : []),
];

/** What deleting does not do: a directory goes on naming its people. */
const comeBack = (people: number): AdminText[] => (people === 0 ? [] : [say('tasks.comeBack', { count: people })]);

export const createUserBulk = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly users: Pick<UsersService, 'setEnabled' | 'delete'>;
  readonly pins: Pick<Handouts, 'generatePins' | 'pinPoliciesOf'>;
  readonly changed: () => void;
}): UserBulk => {
  const { executor, clock, users, changed } = deps;
  const store = createUsersStore(executor);

  const requireGroup = async (groupId: string): Promise<Group> => {
    const group = await createGroupsStore(executor).find(groupId);
    if (!group) throw new AppError('record.notFound', say('errors.userGroupGone'));
    if (group.kind !== 'manual') {
      throw new AppError('input.invalid', say('errors.groupNotByHand', { group: group.name }));
    }
    return group;
  };

  /** Says of one person why the action may not reach them; undefined if it may. */
  const judge = async (ids: readonly string[], action: BulkAction): Promise<(user: User) => AdminText | undefined> => {
    switch (action.kind) {
      case 'enable':
      case 'disable': {
        const wanted = action.kind === 'enable';
        const wouldUndo = await directoryWouldUndo(executor, ids, wanted);
        return (user) => {
          if (wouldUndo(user)) {
            return say('tasks.directoryDecides');
          }
          if (user.enabled !== wanted) return undefined;
          return wanted ? say('tasks.enabledAlready') : say('tasks.disabledAlready');
        };
      }
      case 'delete': {
        const inUse = new Set((await store.deviceUse(ids)).map(({ userId }) => userId));
        return (user) => (inUse.has(user.id) ? say('tasks.hasDevices') : undefined);
      }
      case 'add-to-group':
      case 'remove-from-group': {
        const group = await requireGroup(action.groupId);
        const members = new Set((await createGroupsStore(executor).members(group.id)).map(({ id }) => id));
        const joins = action.kind === 'add-to-group';
        return (user) => {
          if (members.has(user.id) !== joins) return undefined;
          return joins
            ? say('tasks.inGroupAlready', { group: group.name })
            : say('tasks.notInGroup', { group: group.name });
        };
      }
      case 'set-attribute': {
        const told = await createDirectoryPeopleStore(executor).attributeNames();
        const wanted = action.name.toLowerCase();
        return (user) => {
          const directorys = [
            ...Object.keys(user.directoryAttributes),
            ...((user.directory && told.get(user.directory.sourceId)) ?? []),
          ].find((name) => name.toLowerCase() === wanted);
          if (directorys !== undefined) return fromDirectory(directorys);
          return lookUp(user.customAttributes, action.name) === action.value ? say('tasks.valueAlready') : undefined;
        };
      }
      case 'remove-attribute':
        return (user) => {
          if (Object.hasOwn(user.customAttributes, action.name)) return undefined;
          return Object.hasOwn(user.directoryAttributes, action.name)
            ? fromDirectory(action.name)
            : say('tasks.noSuchAttribute');
        };
      case 'generate-pin': {
        const policies = await deps.pins.pinPoliciesOf(ids);
        return (user) => {
          if (!user.enabled) return refusedTexts.disabled;
          return policies.has(user.id) ? undefined : refusedTexts['no-pin'];
        };
      }
    }
  };

  const plan = async (
    ids: readonly string[],
    action: BulkAction,
  ): Promise<{ allowed: string[]; verdict: BulkVerdict }> => {
    const allowed: string[] = [];
    const refused = new Map<string, { reason: AdminText; count: number; names: string[] }>();
    const refuse = (reason: AdminText, name: string | undefined): void => {
      const entry = refused.get(reason.english) ?? { reason, count: 0, names: [] };
      entry.count += 1;
      if (name !== undefined && entry.names.length < shownNames) entry.names.push(name);
      refused.set(reason.english, entry);
    };
    const devices = { managed: 0, needSignIn: 0 };
    let returning = 0;
    const wanted = [...new Set(ids)];
    for (let from = 0; from < wanted.length; from += pageIds) {
      const page = wanted.slice(from, from + pageIds);
      const before = allowed.length;
      const obstacle = await judge(page, action);
      const found = new Map((await store.byIds(page)).map((user) => [user.id, user]));
      for (const id of page) {
        const user = found.get(id);
        const reason = user ? obstacle(user) : say('tasks.userGone');
        if (reason === undefined) {
          allowed.push(id);
          if (action.kind === 'delete' && user !== undefined && isSynced(user)) returning += 1;
        } else refuse(reason, user?.displayName);
      }
      if (action.kind === 'disable') {
        const { managed, needSignIn } = await store.managedDevices(allowed.slice(before));
        devices.managed += managed;
        devices.needSignIn += needSignIn;
      }
    }
    return {
      allowed,
      verdict: {
        allowed: allowed.length,
        notes: [...stayManaged(devices), ...comeBack(returning)],
        refused: [...refused.values()],
      },
    };
  };

  const changeAttribute = async (
    ids: readonly string[],
    name: string,
    value: string | undefined,
    actor: string,
  ): Promise<void> => {
    const people = await store.byIds(ids);
    await inTransaction(executor, async (bound) => {
      await createUsersStore(bound).setAttribute(ids, name, value, clock.now());
      await createAudit({ executor: bound, clock }).record(
        ...people.map((user) => ({
          actor,
          category: 'Users' as const,
          type: 'User' as const,
          name: user.displayName,
          activity: 'Changed' as const,
          changes: changesBetween({ [name]: lookUp(user.customAttributes, name) }, { [name]: value }),
        })),
      );
    });
  };

  const changeMembers = async (
    ids: readonly string[],
    groupId: string,
    joins: boolean,
    actor: string,
  ): Promise<void> => {
    const group = await requireGroup(groupId);
    const names = (await store.byIds(ids))
      .map((user) => user.displayName)
      .sort()
      .join(', ');
    await inTransaction(executor, async (bound) => {
      if (joins) await createGroupsStore(bound).addMembers(groupId, ids);
      else await createGroupsStore(bound).removeMembers(groupId, ids);
      await createAudit({ executor: bound, clock }).record({
        actor,
        category: 'Users',
        type: 'User Group',
        name: group.name,
        activity: 'Changed',
        changes: [{ attribute: 'Members', ...(joins ? { after: names } : { before: names }) }],
      });
    });
  };

  const apply = async (ids: readonly string[], action: BulkAction, actor: string): Promise<void> => {
    switch (action.kind) {
      case 'enable':
      case 'disable':
        await users.setEnabled(ids, action.kind === 'enable', actor);
        break;
      case 'delete':
        await users.delete(ids, actor);
        break;
      case 'add-to-group':
      case 'remove-from-group':
        await changeMembers(ids, action.groupId, action.kind === 'add-to-group', actor);
        break;
      case 'set-attribute':
        await changeAttribute(ids, action.name, action.value, actor);
        break;
      case 'remove-attribute':
        await changeAttribute(ids, action.name, undefined, actor);
        break;
      case 'generate-pin':
        await deps.pins.generatePins(ids, actor);
        break;
      default:
        assertNever(action);
    }
  };

  return {
    check: async (ids, action) => (await plan(ids, action)).verdict,

    async run(ids, action, actor, { progress, signal }) {
      const { allowed, verdict } = await plan(ids, action);
      let done = 0;
      for (let from = 0; from < allowed.length && !signal.aborted; from += pageIds) {
        const page = allowed.slice(from, from + pageIds);
        await apply(page, action, actor);
        done += page.length;
        progress(done, allowed.length, say('tasks.people'));
        changed();
      }
      const refused = verdict.refused.reduce((sum, { count }) => sum + count, 0);
      return {
        text: saidTogether([
          doneTexts[action.kind](done),
          ...(refused > 0 ? [say('tasks.leftAsTheyWere', { count: refused })] : []),
        ]),
        page: { path: '/users', label: say('tasks.pageUsers') },
        details: verdict.refused.map((those) => say('tasks.refusedUsers', those)),
      };
    },
  };
};
