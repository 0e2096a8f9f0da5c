// Decides whether an enrollment may receive a command, before it is queued. Pure; the facts are in rules-data.ts.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { isAtLeast } from '../../shared/model/version.ts';
import { commandRule, type RulePlatform, type SupportRule } from './rules-data.ts';
import { settingsRule } from './settings-data.ts';

export type TargetPlatform = 'iOS' | 'iPadOS' | 'macOS' | 'tvOS' | 'visionOS' | 'watchOS';

/** What the rules need to know of the enrollment that a command is meant for. */
export interface CommandTarget {
  readonly platform: TargetPlatform;
  /** Unknown until the first DeviceInformation; version floors are then left to the device. */
  readonly osVersion?: string | undefined;
  readonly enrollmentType: 'user' | 'device';
  readonly supervised: boolean;
  /** Enrolled by Automated Device Enrollment. */
  readonly ade: boolean;
  readonly channel: 'device' | 'user';
  readonly sharedIpad?: boolean | undefined;
}

export type RefusalCode = 'user-enrollment' | 'platform' | 'os-version' | 'supervision' | 'ade' | 'channel';

/** What the device itself would say to the command. */
export interface DeviceAnswer {
  readonly text: string;
  readonly domain?: string;
  readonly code?: number;
}

export type CommandPermission =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: RefusalCode;
      /** For the admin: what is refused, why, and what the device would answer where that is known. */
      readonly reason: AdminText;
      readonly deviceAnswer?: DeviceAnswer;
    };

export interface CommandDetail {
  /** The `Item` names of a Settings command; each is checked by itself. */
  readonly settingsItems?: readonly string[];
}

const ALLOWED: CommandPermission = { allowed: true };

/** The platform under which Apple's schema lists a system. */
export const rulePlatform = (platform: TargetPlatform): RulePlatform => (platform === 'iPadOS' ? 'iOS' : platform);

// A request type that the system does not know gets this answer; one that it knows but User Enrollment forbids the other.
const invalidRequestType = (name: string): DeviceAnswer => ({
  text: `${name} - this is not a valid request type.`,
  domain: 'MCMDMErrorDomain',
  code: 12021,
});
const invalidRequest: DeviceAnswer = { text: 'The MDM request is invalid.' };

const withAnswer = (refusal: AdminText, { text: answer, domain, code }: DeviceAnswer): AdminText =>
  domain === undefined || code === undefined
    ? say('reasons.deviceAnswer', { refusal, answer })
    : say('reasons.deviceAnswerCode', { refusal, answer, domain, code: String(code) });

const refuse = (code: RefusalCode, reason: AdminText, deviceAnswer?: DeviceAnswer): CommandPermission => ({
  allowed: false,
  code,
  reason: deviceAnswer === undefined ? reason : withAnswer(reason, deviceAnswer),
  ...(deviceAnswer === undefined ? {} : { deviceAnswer }),
});

/** How a row of a support table is called towards the admin. */
type RowName = string | AdminText;

const checkChannel = (target: CommandTarget, name: RowName, rule: SupportRule): CommandPermission => {
  if (target.platform === 'macOS') {
    if (rule.macChannels === undefined || rule.macChannels.includes(target.channel)) return ALLOWED;
    return refuse(
      'channel',
      rule.macChannels.includes('device')
        ? say('reasons.macDeviceChannel', { name })
        : say('reasons.macUserChannel', { name }),
    );
  }
  if (target.channel === 'device' || (target.platform === 'iPadOS' && rule.sharedIpadUser === true)) return ALLOWED;
  return refuse('channel', say('reasons.deviceChannel', { name, platform: target.platform }));
};

const checkVersion = (target: CommandTarget, name: RowName, rule: SupportRule): CommandPermission => {
  const platform = rulePlatform(target.platform);
  const [floor, removed] = [rule.since[platform], rule.removedIn?.[platform]];
  // A version that says nothing is none: it must not stand in the way for good.
  if (target.osVersion === undefined || !/^\d/.test(target.osVersion)) return ALLOWED;
  if (floor !== undefined && !isAtLeast(target.osVersion, floor)) {
    return refuse(
      'os-version',
      say('reasons.needsVersion', { name, platform: target.platform, floor, version: target.osVersion }),
    );
  }
  if (removed !== undefined && isAtLeast(target.osVersion, removed)) {
    return refuse(
      'os-version',
      say('reasons.removedIn', { name, platform: target.platform, removed, version: target.osVersion }),
    );
  }
  return ALLOWED;
};

/** Applies one row of a support table to a target. `name` is how the row is called towards the admin. */
export const checkSupport = (target: CommandTarget, name: RowName, rule: SupportRule): CommandPermission => {
  const platform = rulePlatform(target.platform);
  if (rule.since[platform] === undefined) {
    return refuse(
      'platform',
      say('reasons.platformLacks', { name, platform: target.platform }),
      invalidRequestType(typeof name === 'string' ? name : name.english),
    );
  }
  if (target.enrollmentType === 'user' && !rule.userEnrollment.includes(platform)) {
    return refuse(
      'user-enrollment',
      say('reasons.userEnrollmentForbids', { name, platform: target.platform }),
      invalidRequest,
    );
  }
  const version = checkVersion(target, name, rule);
  if (!version.allowed) return version;
  const channel = checkChannel(target, name, rule);
  if (!channel.allowed) return channel;
  if (rule.supervised?.includes(platform) === true && !target.supervised) {
    return refuse('supervision', say('reasons.needsSupervision', { name, platform: target.platform }));
  }
  if (rule.ade?.includes(platform) === true && !target.ade) {
    return refuse('ade', say('reasons.needsAutomated', { name }));
  }
  // Concerns iPhone and iPad alone: DeleteUser and UserList exist on every Mac.
  if (rule.sharedIpadOnly === true && platform === 'iOS' && target.sharedIpad !== true) {
    return refuse('platform', say('reasons.needsSharedIpad', { name }));
  }
  return ALLOWED;
};

/**
 * Whether the enrollment may receive the command. Ask before queueing; a refusal carries the reason for the admin.
 * An unknown request type or Settings item is refused as 'platform'.
 */
export const commandPermission = (
  target: CommandTarget,
  requestType: string,
  detail: CommandDetail = {},
): CommandPermission => {
  const rule = commandRule(requestType);
  if (rule === undefined) {
    return refuse('platform', say('reasons.noCommand', { name: requestType }), invalidRequestType(requestType));
  }
  const permission = checkSupport(target, requestType, rule);
  if (!permission.allowed || requestType !== 'Settings') return permission;
  for (const item of detail.settingsItems ?? []) {
    const itemRule = settingsRule(item);
    const itemPermission =
      itemRule === undefined
        ? refuse('platform', say('reasons.noSettingsItem', { name: item }))
        : checkSupport(target, say('reasons.settingsItem', { item }), itemRule);
    if (!itemPermission.allowed) return itemPermission;
  }
  return ALLOWED;
};
