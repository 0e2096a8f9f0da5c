// People, their groups, and the settings that apply to them.
import { z } from 'zod';
import { enrollmentTypeSchema, ownershipSchema } from '../model/enrollment.ts';
import { ruleGroup } from '../model/rules.ts';
import { inviteStatusSchema, pinStatusSchema, syncStateSchema, userSourceSchema } from '../model/user.ts';
import { done, listQuery, method, pageOf, recordId, timestamp } from './method.ts';

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
  syncStates: z.array(syncStateSchema).optional(),
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
  createdAt: timestamp,
});
export type UserSummary = z.infer<typeof userSummary>;

/** Fields of the user form. `password` is optional; an empty Managed Apple ID means none. */
export const userInput = z.strictObject({
  email,
  firstName: z.string().trim().min(1, 'required').max(100),
  lastName: z.string().trim().min(1, 'required').max(100),
  username: email,
  displayName: z.string().trim().min(1, 'required').max(128),
  managedAppleId: email.optional(),
  password: z.string().min(8, 'at least 8 characters').max(200).optional(),
  groupIds: z.array(recordId).default([]),
});

export const userUpdate = userInput.extend({
  id: recordId,
  /** Absent keeps the Managed Apple ID; null removes it. */
  managedAppleId: email.nullable().optional(),
});

const effectiveSetting = z.strictObject({
  settingId: z.string(),
  settingName: z.string(),
  appleEnrollmentType: enrollmentTypeSchema,
  includeMacos: z.boolean(),
  /** Why this setting applies: the group that brought it, or the default. */
  reason: z.string(),
});

export const userDetails = userSummary.extend({
  firstName: z.string(),
  lastName: z.string(),
  hasPassword: z.boolean(),
  /** Custom attributes, and what a directory tells beside the fields. */
  attributes: z.record(z.string(), z.string()),
  /** When the directory last spoke of this person. */
  lastSyncedAt: timestamp.optional(),
  locale: z.string().optional(),
  effectiveSetting,
  /** What still stands between this person and User Enrollment. */
  unmetRequirements: z.array(z.string()),
});
export type UserDetails = z.infer<typeof userDetails>;

const ref = z.strictObject({ id: recordId });

export const usersApi = {
  'users.list': method('Lists users with filters, search, sorting and paging.', userFilter, pageOf(userSummary)),
  'users.get': method('One user with groups and the effective registration setting.', ref, userDetails),
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

const minimumVersion = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'a version such as 16 or 16.4')
  .optional();

export const registrationTypes = ['password', 'pin', 'password-and-pin'] as const;
export const registrationTypeSchema = z.enum(registrationTypes);
export type RegistrationType = z.infer<typeof registrationTypeSchema>;

/** Fields of the Device Registration Setting, page one of the wizard. */
export const registrationSettingBody = z.strictObject({
  name: z.string().trim().min(1, 'required').max(128),
  description: z.string().max(500).default(''),
  appleEnrollmentType: enrollmentTypeSchema,
  includeMacos: z.boolean().default(false),
  minimumVersions: z.strictObject({ iOS: minimumVersion, iPadOS: minimumVersion, macOS: minimumVersion }).default({}),
  ownership: ownershipSchema.default('not-set'),
  /** What a person signs in with on the enrollment pages. */
  registrationType: registrationTypeSchema.default('password'),
  /** The PIN of an invitation, where the registration type asks for one: digits, valid for some days, good for once. */
  pin: z
    .strictObject({
      length: z.number().int().min(4).max(12).default(6),
      lifetimeDays: z.number().int().min(1).max(30).default(7),
    })
    .prefault({}),
});
export type RegistrationSettingBody = z.infer<typeof registrationSettingBody>;

export const registrationSetting = registrationSettingBody.extend({
  id: z.string(),
  isDefault: z.boolean(),
  /** 1 wins over 2; the default comes last and has none. */
  priority: z.number().int().optional(),
  groups: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  updatedAt: timestamp,
});
export type RegistrationSetting = z.infer<typeof registrationSetting>;

const distribution = z.array(recordId).min(1, 'pick at least one user group').max(1000);

export const userSettingsApi = {
  'userSettings.list': method(
    'Device Registration Settings in order of priority, the default last.',
    z.strictObject({}),
    z.array(registrationSetting),
  ),
  'userSettings.create': method(
    'Adds a setting for user groups with the lowest priority but above the default.',
    registrationSettingBody.extend({ groupIds: distribution }),
    ref,
  ),
  'userSettings.update': method(
    'Changes a setting; the default keeps applying to all users and takes no groups.',
    registrationSettingBody.extend({ id: recordId, groupIds: distribution.optional() }),
    done,
  ),
  'userSettings.reorder': method(
    'Sets the priority: first wins.',
    z.strictObject({ ids: z.array(recordId).min(1) }),
    done,
  ),
  'userSettings.delete': method('Deletes a setting that is not the default.', ref, done),
};
