// User settings: of each type one for all users and others for user groups, in order of priority.
import { z } from 'zod';
import { adminTextSchema } from '../../locales/admin-texts.ts';
import { fieldKey, fieldProblem } from '../field-texts.ts';
import { knownMajors, mayExist, versionedPlatforms } from '../../model/os-versions.ts';
import { settingTypeSchema, type SettingType } from '../../model/user-setting.ts';
import { done, method, recordId, timestamp } from '../method.ts';
import { settingBodies } from './setting-bodies.ts';

const variant = <const T extends SettingType, F extends z.ZodRawShape>(type: T, more: F) =>
  z.strictObject({
    type: z.literal(type),
    name: z.string().trim().min(1, fieldKey('fields.required')).max(128),
    description: z.string().max(500).default(''),
    body: settingBodies[type],
    ...more,
  });

/** One shape for each type, told apart by `type`. */
const ofEachType = <F extends z.ZodRawShape>(more: F) =>
  z.discriminatedUnion('type', [
    variant('registration', more),
    variant('device-limit', more),
    variant('password-complexity', more),
    variant('terms-of-service', more),
    variant('invite-reminder', more),
    variant('registration-confirmation', more),
  ]);

const distribution = z.array(recordId).min(1, fieldKey('fields.pickGroup')).max(1000);

export const userSetting = ofEachType({
  id: z.string(),
  isDefault: z.boolean(),
  /** 1 wins over 2; the default comes last and has none. */
  priority: z.number().int().optional(),
  groups: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  updatedAt: timestamp,
});
export type AnyUserSetting = z.output<typeof userSetting>;

const newContent = ofEachType({ groupIds: distribution });
const changedContent = ofEachType({ id: recordId, groupIds: distribution.optional() });
type TypedSetting = z.output<typeof newContent> | z.output<typeof changedContent>;

/** Only where one is typed: what an earlier version stored must stay readable. */
const noImpossibleMinimum = (setting: TypedSetting, context: z.core.$RefinementCtx): void => {
  if (setting.type !== 'registration') return;
  for (const platform of versionedPlatforms) {
    const version = setting.body.minimumVersions[platform];
    if (version === undefined || mayExist(platform, version)) continue;
    const versions = knownMajors[platform].join(', ');
    context.addIssue({
      ...fieldProblem('fields.versionUnknown', { platform, versions }),
      path: ['body', 'minimumVersions', platform],
    });
  }
};

const newUserSetting = newContent.superRefine(noImpossibleMinimum);
const changedUserSetting = changedContent.superRefine(noImpossibleMinimum);

export const termsVersion = z.strictObject({
  id: z.number().int(),
  version: z.number().int(),
  title: z.string(),
  text: z.string(),
  createdAt: timestamp,
  /** People who accepted it. */
  accepted: z.number().int(),
});
export type TermsVersion = z.infer<typeof termsVersion>;

export const userSettingsApi = {
  'userSettings.list': method(
    'User settings of a type in order of priority, the default last.',
    z.strictObject({ type: settingTypeSchema }),
    z.array(userSetting),
    { reads: ['groups', 'userSettings'] },
  ),
  'userSettings.create': method(
    'Adds a setting for user groups with the lowest priority but above the default.',
    newUserSetting,
    z.strictObject({ id: recordId }),
  ),
  'userSettings.update': method(
    'Changes a setting; the default keeps applying to all users and takes no groups.',
    changedUserSetting,
    done,
  ),
  'userSettings.reorder': method(
    'Sets the priority of the settings of a type: first wins.',
    z.strictObject({ type: settingTypeSchema, ids: z.array(recordId).min(1) }),
    done,
  ),
  'userSettings.delete': method(
    'Deletes a setting that is not the default; terms of service that somebody accepted stay.',
    z.strictObject({ id: recordId }),
    done,
  ),
  'userSettings.effective': method(
    'Which setting of each type applies to a user, and why.',
    z.strictObject({ userId: recordId }),
    z.array(
      z.strictObject({
        type: settingTypeSchema,
        settingId: z.string(),
        settingName: z.string(),
        isDefault: z.boolean(),
        /** The group that brought it, or that no setting reaches the user. */
        reason: adminTextSchema,
      }),
    ),
    { reads: ['users', 'groups', 'userSettings'] },
  ),
  'terms.versions': method(
    'All versions of the terms of service of a setting, newest first: the first one is in force while they are on.',
    z.strictObject({ settingId: recordId }),
    z.array(termsVersion),
    { reads: ['userSettings'] },
  ),
  'terms.delete': method(
    'Deletes a version of terms of service that nobody accepted and that is not in force.',
    z.strictObject({ id: z.number().int() }),
    done,
  ),
};
