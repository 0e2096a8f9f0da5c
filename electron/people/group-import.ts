// Puts users into manually managed groups from a CSV file, in the background.
import { randomUUID } from 'node:crypto';
import { type AdminText, saidTogether, say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import { createAudit } from '../office/audit.ts';
import type { Clock } from '../core/ports.ts';
import type { TaskContext, Tasks } from '../core/tasks.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import { createGroupsStore } from '../db/stores/people/groups.ts';
import { type MembershipRow, readMembershipCsv, type RefusedRow, refusedCsv } from './group-csv.ts';
import type { Group } from '../model/people.ts';

export interface GroupImport {
  /** Throws `input.invalid` for a file that is not of the expected form, before anything starts. */
  start(fileName: string, text: string, actor: string): { readonly id: string };
  /** The file of refused rows of an import; throws `record.notFound` if there is none (any more). */
  errorFile(taskId: string): { readonly fileName: string; readonly text: string };
}

/** Rows of one transaction: few enough not to keep devices waiting. */
const batchRows = 500;
const keptFiles = 20;
const shownDetails = 100;

/** Why nobody can be put into the group by hand; undefined for one where that is done. */
const reasonAgainst = (group: Group | undefined): AdminText | undefined => {
  if (!group || group.kind === 'manual') return undefined;
  return group.kind === 'directory' ? say('tasks.rowDirectoryGroup') : say('tasks.rowDynamicGroup');
};

interface Outcome {
  added: number;
  readonly madeGroups: string[];
  readonly refused: RefusedRow[];
}

export const createGroupImport = (deps: {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly changed: () => void;
}): GroupImport => {
  const { executor, clock, tasks, changed } = deps;
  const errorFiles = new Map<string, { fileName: string; text: string }>();

  /** One batch, whole or not at all. */
  const importRows = (rows: readonly MembershipRow[], actor: string): Promise<Outcome> =>
    inTransaction(executor, async (bound) => {
      const groups = createGroupsStore(bound);
      const outcome: Outcome = { added: 0, madeGroups: [], refused: [] };
      const people = await groups.peopleNamed(rows.map((row) => row.accountUid));
      const wanted = new Map<string, { group: Group; made: boolean; people: Map<string, string> }>();
      for (const row of rows) {
        const user = people.get(row.accountUid.toLowerCase());
        const key = row.groupName.toLowerCase();
        const known = wanted.get(key)?.group ?? (await groups.byName(row.groupName));
        const reason = user ? reasonAgainst(known) : say('tasks.rowNoUser');
        if (!user || reason !== undefined) {
          outcome.refused.push({ ...row, reason: reason ?? say('tasks.rowNoUser') });
          continue;
        }
        const entry = wanted.get(key) ?? {
          group: known ?? { id: randomUUID(), name: row.groupName, description: '', kind: 'manual' as const },
          made: !known,
          people: new Map<string, string>(),
        };
        if (!wanted.has(key) && entry.made) {
          await groups.insert(entry.group, clock.now());
          outcome.madeGroups.push(entry.group.name);
        }
        wanted.set(key, entry);
        entry.people.set(user.id, user.displayName);
      }
      for (const { group, made, people: members } of wanted.values()) {
        const added = await groups.addMembers(group.id, [...members.keys()]);
        outcome.added += added.length;
        if (!made && added.length === 0) continue;
        await createAudit({ executor: bound, clock }).record({
          actor,
          category: 'Users',
          type: 'User Group',
          name: group.name,
          activity: 'Imported',
          changes: [{ attribute: 'Members', after: added.map((id) => members.get(id) ?? id).join(', ') }],
        });
      }
      return outcome;
    });

  const work = async (
    rows: readonly MembershipRow[],
    refused: readonly RefusedRow[],
    actor: string,
    { progress, signal }: TaskContext,
  ): Promise<Outcome & { readonly rows: number }> => {
    const sum: Outcome = { added: 0, madeGroups: [], refused: [...refused] };
    let done = 0;
    progress(0, rows.length);
    while (done < rows.length && !signal.aborted) {
      const batch = rows.slice(done, done + batchRows);
      const outcome = await importRows(batch, actor);
      sum.added += outcome.added;
      sum.madeGroups.push(...outcome.madeGroups);
      sum.refused.push(...outcome.refused);
      done += batch.length;
      progress(done, rows.length);
    }
    changed();
    return { ...sum, rows: done };
  };

  const keepErrors = (taskId: string, fileName: string, refused: readonly RefusedRow[]): void => {
    errorFiles.set(taskId, {
      fileName: `${fileName.replace(/\.[^.]*$/, '')}-errors.csv`,
      text: refusedCsv(refused.toSorted((a, b) => a.line - b.line)),
    });
    for (const oldest of [...errorFiles.keys()].slice(0, Math.max(0, errorFiles.size - keptFiles))) {
      errorFiles.delete(oldest);
    }
  };

  return {
    start(fileName, text, actor) {
      const { rows, refused } = readMembershipCsv(text);
      const task = tasks.run('groups.import', say('tasks.importGroups', { file: fileName }), async (context) => {
        const outcome = await work(rows, refused, actor, context);
        if (outcome.refused.length > 0) keepErrors(task.id, fileName, outcome.refused);
        const made = outcome.madeGroups.length;
        const wrong = outcome.refused.length;
        return {
          text: saidTogether([
            say('tasks.rowsRead', { rows: outcome.rows + refused.length, added: outcome.added }),
            ...(made > 0 ? [say('tasks.newGroups', { groups: made })] : []),
            ...(wrong > 0 ? [say('tasks.rowsRefused', { rows: wrong })] : []),
          ]),
          page: { path: '/user-groups', label: say('tasks.pageGroups') },
          details: outcome.refused
            .toSorted((a, b) => a.line - b.line)
            .slice(0, shownDetails)
            .map(({ line, accountUid, groupName, reason }) =>
              say('tasks.groupLine', { line, account: accountUid, group: groupName, reason }),
            ),
        };
      });
      return task;
    },

    errorFile(taskId) {
      const file = errorFiles.get(taskId);
      if (!file) {
        throw new AppError('record.notFound', say('errors.errorFileGone'));
      }
      return file;
    },
  };
};
