// Who decides whether a person is enabled: the office, or the directory the person comes from.
import type { Executor } from '../db/executor.ts';
import { createDirectoryPeopleStore } from '../db/stores/directories/directory-people.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import { directoryDecidesEnabled, isSynced } from '../model/directory-owned.ts';
import type { User } from '../model/people.ts';

/**
 * Says of each of these people whether their directory would undo it if the office enabled (or disabled) them: it says of
 * everybody who is enabled, or it locks this account. Whom the office itself disabled, only the office enables.
 */
export const directoryWouldUndo = async (
  executor: Executor,
  ids: readonly string[],
  enable: boolean,
): Promise<(user: Pick<User, 'id' | 'directory'>) => boolean> => {
  const users = createUsersStore(executor);
  const deciding = await createDirectoryPeopleStore(executor).decidingEnabled();
  const ours = enable ? await users.disabledHere(ids) : new Set<string>();
  const locked = enable ? await users.lockedThere(ids) : new Set<string>();
  return (user) =>
    isSynced(user) && (locked.has(user.id) || (directoryDecidesEnabled(user, deciding) && !ours.has(user.id)));
};
