// What the user form holds, how it becomes the contract's input, and which fields it fills by itself.
import type { UserDetails, userInput, userUpdate } from '@shared/ipc/people/users.ts';
import type { z } from 'zod';

/** The Managed Apple ID leaves the core masked, so the form can keep, replace or remove it but never show it. */
export type ManagedAppleIdChoice = 'keep' | 'change' | 'remove';

export interface UserFormValues {
  email: string;
  firstName: string;
  lastName: string;
  username: string;
  displayName: string;
  managedAppleIdChoice: ManagedAppleIdChoice;
  managedAppleId: string;
  locale: string;
  password: string;
  groupIds: string[];
}

export const emptyUserForm: UserFormValues = {
  email: '',
  firstName: '',
  lastName: '',
  username: '',
  displayName: '',
  managedAppleIdChoice: 'change',
  managedAppleId: '',
  locale: '',
  password: '',
  groupIds: [],
};

/** Fields at which the core may say something. */
export const userFormFields = [
  'email',
  'firstName',
  'lastName',
  'username',
  'displayName',
  'managedAppleId',
  'locale',
  'password',
  'groupIds',
] as const satisfies readonly (keyof UserFormValues)[];

/** Fills the form with an existing user; built-in groups are not chosen by hand and stay out. */
export const formOfUser = (user: UserDetails, manualGroupIds: ReadonlySet<string>): UserFormValues => ({
  email: user.email,
  firstName: user.firstName,
  lastName: user.lastName,
  username: user.username,
  displayName: user.displayName,
  managedAppleIdChoice: user.managedAppleId === undefined ? 'change' : 'keep',
  managedAppleId: '',
  locale: user.locale ?? '',
  password: '',
  groupIds: user.groups.map((group) => group.id).filter((id) => manualGroupIds.has(id)),
});

const common = (values: UserFormValues) => ({
  email: values.email.trim(),
  firstName: values.firstName,
  lastName: values.lastName,
  username: values.username.trim(),
  displayName: values.displayName,
  groupIds: values.groupIds,
  ...(values.password === '' ? {} : { password: values.password }),
});

/** Input of `users.create`: an empty Managed Apple ID or password is left out. */
export const toUserInput = (values: UserFormValues): z.input<typeof userInput> => ({
  ...common(values),
  ...(values.managedAppleId.trim() === '' ? {} : { managedAppleId: values.managedAppleId.trim() }),
  ...(values.locale.trim() === '' ? {} : { locale: values.locale.trim() }),
});

/**
 * Input of `users.update`: absent keeps the Managed Apple ID, null removes it. Where there was none (`had` false)
 * an empty field stays none; where one is to be replaced an empty field is refused by the schema. A person of a directory
 * (`synced`) may have no first or last name, and keeps that.
 */
export const toUserUpdate =
  (id: string, had: boolean, synced: boolean) =>
  (values: UserFormValues): z.input<typeof userUpdate> => ({
    id,
    ...common(values),
    ...(synced && { firstName: undefined, lastName: undefined }),
    locale: values.locale.trim() === '' ? null : values.locale.trim(),
    ...managedAppleIdUpdate(values, had),
  });

const managedAppleIdUpdate = (values: UserFormValues, had: boolean): { managedAppleId?: string | null } => {
  if (had && values.managedAppleIdChoice === 'keep') return {};
  if (had && values.managedAppleIdChoice === 'remove') return { managedAppleId: null };
  const typed = values.managedAppleId.trim();
  return typed === '' && !had ? {} : { managedAppleId: typed };
};

/** The value a prefilled field takes when its source changes: it follows until the person typed something else. */
export const follow = (current: string, sourceBefore: string, sourceNow: string): string =>
  current.trim() === '' || current === sourceBefore ? sourceNow : current;
