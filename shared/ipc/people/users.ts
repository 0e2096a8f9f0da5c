// People and the registration setting that applies to them.
import { z } from 'zod';
import { adminTextSchema, shownTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey } from '../field-texts.ts';
import { enrollmentTypeSchema } from '../../model/enrollment.ts';
import { ruleGroup } from '../../rules/rules.ts';
import {
  displayNameOf,
  inviteStatusSchema,
  pinStatusSchema,
  syncStateSchema,
  userSourceSchema,
  passwordExpirationSchema,
} from '../../model/user.ts';
import { done, listQuery, method, pageOf, recordId, timestamp } from '../method.ts';

const email = z.email().max(254);

export const userFilter = listQuery([
  'displayName',
  'email',
  'username',
  'inviteStatus',
  'enabled',
  'createdAt',
  'devices',
]).extend({
  enabled: z.boolean().optional(),
  inviteStatuses: z.array(inviteStatusSchema).optional(),
  groupId: recordId.optional(),
  hasManagedAppleId: z.boolean().optional(),
  sources: z.array(userSourceSchema).optional(),
  passwordExpiration: passwordExpirationSchema.optional(),
  syncStates: z.array(syncStateSchema).optional(),
  /** Whether the newest mail to them did not arrive. */
  mailFailed: z.boolean().optional(),
  /** Advanced search: only users who fit the rules. */
  rules: ruleGroup.optional(),
});

export const userSummary = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  email: z.string(),
  username: z.string(),
  groups: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  source: userSourceSchema,
  sync: syncStateSchema,
  inviteStatus: inviteStatusSchema,
  /** Masked. */
  managedAppleId: z.string().optional(),
  devices: z.number().int(),
  /** Of the registration PIN; the PIN itself comes with `pins.reveal` alone. */
  pin: z.strictObject({
    status: pinStatusSchema,
    issuedAt: timestamp.optional(),
    expiresAt: timestamp.optional(),
  }),
  enabled: z.boolean(),
  /** Of the office and of the directory, which decides on the names it uses. */
  attributes: z.record(z.string(), z.string()),
  createdAt: timestamp,
});
export type UserSummary = z.infer<typeof userSummary>;

/** A language as directories have it (BCP 47). */
const locale = z
  .string()
  .trim()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, fieldKey('fields.locale'));

/** Fields of a user. */
const userFields = z.strictObject({
  email,
  firstName: z.string().trim().min(1, fieldKey('fields.required')).max(100),
  lastName: z.string().trim().min(1, fieldKey('fields.required')).max(100),
  username: email,
  displayName: z.string().trim().min(1, fieldKey('fields.required')).max(128),
  managedAppleId: email.optional(),
  locale: locale.optional(),
  password: z.string().min(8).max(200).optional(),
  groupIds: z.array(recordId).default([]),
});

/**
 * A user to add. Without a user name it is the e-mail address, without a display name it is made of the names. `password`
 * is optional.
 */
export const userInput = userFields
  .extend({ username: email.optional(), displayName: userFields.shape.displayName.optional() })
  .transform(({ username, displayName, ...user }) => ({
    ...user,
    username: username ?? user.email,
    displayName: displayName ?? displayNameOf(user.firstName, user.lastName),
  }));

export const userUpdate = userFields.extend({
  id: recordId,
  /** Absent keeps it: a directory may know people without. */
  firstName: userFields.shape.firstName.optional(),
  lastName: userFields.shape.lastName.optional(),
  /** Absent keeps the Managed Apple ID; null removes it. */
  managedAppleId: email.nullable().optional(),
  /** Absent keeps the locale; null removes it. */
  locale: locale.nullable().optional(),
});

/** An attribute and who set it: the office, by hand or by CSV, or the directory. */
const attributeOrigin = z.strictObject({
  name: z.string(),
  value: z.string(),
  origin: z.enum(['office', 'directory']),
  /** Set by the office, but the directory has begun to give one of this name, which counts. */
  overridden: z.boolean(),
});

const effectiveSetting = z.strictObject({
  settingId: z.string(),
  settingName: z.string(),
  appleEnrollmentType: enrollmentTypeSchema,
  includeMacos: z.boolean(),
  /** Why this setting applies: the group that brought it, or the default. */
  reason: adminTextSchema,
});

/** What a directory may own of a person, so that it is changed there. */
export const directoryFields = [
  'email',
  'firstName',
  'lastName',
  'username',
  'displayName',
  'locale',
  'password',
  'enabled',
] as const;

export const userDetails = userSummary.extend({
  firstName: z.string(),
  lastName: z.string(),
  hasPassword: z.boolean(),
  /** Absent for a password that never expires, and without one. */
  passwordExpiresAt: timestamp.optional(),
  attributeOrigins: z.array(attributeOrigin),
  /** What the admin calls the directory the person comes from. */
  directoryName: z.string().optional(),
  /** What the directory owns: changed here, the next sync would undo it. */
  directoryOwns: z.array(z.enum(directoryFields)),
  /** When the directory last spoke of this person. */
  lastSyncedAt: timestamp.optional(),
  locale: z.string().optional(),
  effectiveSetting,
  /** What still stands between this person and User Enrollment. */
  unmetRequirements: z.array(shownTextSchema),
});
export type UserDetails = z.infer<typeof userDetails>;

const ref = z.strictObject({ id: recordId });

export const usersApi = {
  'users.list': method('Lists users with filters, search, sorting and paging.', userFilter, pageOf(userSummary), {
    reads: ['devices', 'users', 'groups', 'enrollment'],
  }),
  'users.get': method('One user with groups and the effective registration setting.', ref, userDetails, {
    reads: ['devices', 'users', 'groups', 'userSettings', 'server', 'enrollment'],
  }),
  'users.create': method('Adds a local user.', userInput, ref),
  'users.update': method(
    'Changes a local user; the Managed Apple ID stays while a User Enrollment device is active.',
    userUpdate,
    done,
  ),
  'users.setEnabled': method(
    'Enables or disables users.',
    z.strictObject({ ids: z.array(recordId).min(1).max(1000), enabled: z.boolean() }),
    done,
  ),
  'users.delete': method(
    'Deletes users who have no devices.',
    z.strictObject({ ids: z.array(recordId).min(1).max(1000) }),
    done,
  ),
};
