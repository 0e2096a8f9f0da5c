// What a directory decides about its people: the office cannot change it here, for the next sync would undo that.
import { AppError } from '../core/errors.ts';
import type { User } from './model.ts';

/** Whether a sync still reaches the person. */
export const isSynced = ({ directory }: Pick<User, 'directory'>): boolean =>
  directory !== undefined && directory.syncState !== 'no-sync';

/**
 * Whether the person's directory says who is enabled; `deciding` are the ids of those that do. The others say it only
 * of accounts they lock, so that the office has to decide.
 */
export const directoryDecidesEnabled = (user: Pick<User, 'directory'>, deciding: ReadonlySet<string>): boolean =>
  isSynced(user) && user.directory !== undefined && deciding.has(user.directory.sourceId);

const owned = {
  email: 'e-mail address',
  firstName: 'first name',
  lastName: 'last name',
  username: 'user name',
  displayName: 'display name',
  locale: 'locale',
} as const;

type Owned = { readonly [field in keyof typeof owned]?: string | undefined };

/** Throws `input.invalid` naming what the directory gives; `password` says that a password of the office is to be set. */
export const refuseDirectoryFields = (user: User, wanted: Owned, password: boolean): void => {
  if (!isSynced(user)) return;
  const changed = (Object.keys(owned) as (keyof Owned)[]).filter(
    (field) => (wanted[field] ?? '').trim() !== (user[field] ?? '').trim(),
  );
  if (changed.length === 0 && !password) return;
  const parts = [...changed.map((field) => owned[field]), ...(password ? ['password'] : [])];
  throw new AppError(
    'input.invalid',
    `The directory gives ${user.displayName} the ${parts.join(', ')}. Change this there and sync. Nothing was changed.`,
    {
      fields: Object.fromEntries(
        [...changed, ...(password ? ['password'] : [])].map((field) => [field, 'comes from the directory']),
      ),
    },
  );
};
