// What tells the people of a list apart: a column that says the same of everybody takes room for nothing.
import { useState } from 'react';
import type { UserSummary } from '@shared/ipc/people/users.ts';

export interface Differing {
  /** Somebody signs in with something else than the e-mail. */
  readonly username: boolean;
  readonly groups: boolean;
  readonly source: boolean;
}

type Told = Pick<UserSummary, 'email' | 'username' | 'source'> & { readonly groups: readonly unknown[] };

/** In which of these the people differ. */
export const differingIn = (people: readonly Told[]): Differing => ({
  username: people.some(({ email, username }) => email.toLowerCase() !== username.toLowerCase()),
  groups: people.some(({ groups }) => groups.length > 0),
  source: new Set(people.map(({ source }) => source)).size > 1,
});

/** `differingIn` for what a list has shown so far: a column does not go again when a page has nobody who needs it. */
export const useDiffering = (people: readonly Told[]): Differing => {
  const [before, setBefore] = useState(() => differingIn([]));
  const now = differingIn(people);
  const seen = {
    username: before.username || now.username,
    groups: before.groups || now.groups,
    source: before.source || now.source,
  };
  if (seen.username === before.username && seen.groups === before.groups && seen.source === before.source)
    return before;
  setBefore(seen);
  return seen;
};
