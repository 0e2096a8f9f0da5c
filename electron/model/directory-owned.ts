// What a directory decides about its people: the office cannot change it here, for the next sync would undo that.
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';
import type { User } from './people.ts';

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
  email: say('fields.ownedEmail'),
  firstName: say('fields.ownedFirstName'),
  lastName: say('fields.ownedLastName'),
  username: say('fields.ownedUsername'),
  displayName: say('fields.ownedDisplayName'),
  locale: say('fields.ownedLocale'),
} as const;

/** What every directory gives of its people. */
export const ownedFields = Object.keys(owned) as readonly (keyof typeof owned)[];

type Owned = { readonly [field in keyof typeof owned]?: string | undefined };

/** Throws `input.invalid` naming what the directory gives; `password` says that a password of the office is to be set. */
export const refuseDirectoryFields = (user: User, wanted: Owned, password: boolean): void => {
  if (!isSynced(user)) return;
  const changed = ownedFields.filter((field) => (wanted[field] ?? '').trim() !== (user[field] ?? '').trim());
  if (changed.length === 0 && !password) return;
  const parts = [...changed.map((field) => owned[field]), ...(password ? [say('fields.ownedPassword')] : [])];
  throw new AppError('input.invalid', say('errors.directoryGives', { name: user.displayName, parts }), {
    fields: Object.fromEntries(
      [...changed, ...(password ? ['password'] : [])].map((field) => [field, say('fields.fromDirectory')]),
    ),
  });
};
