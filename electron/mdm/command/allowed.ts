// Decides whether an enrollment may receive a command, before it is queued. Pure; the facts are in rules-data.ts.
import { isAtLeast } from '../os-version.ts';
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
      readonly reason: string;
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

const quoteAnswer = (answer: DeviceAnswer): string =>
  answer.domain === undefined
    ? `The device would answer "${answer.text}"`
    : `The device would answer "${answer.text}" (${answer.domain} ${String(answer.code)})`;

const refuse = (code: RefusalCode, reason: string, deviceAnswer?: DeviceAnswer): CommandPermission => ({
  allowed: false,
  code,
  reason: deviceAnswer === undefined ? reason : `${reason} ${quoteAnswer(deviceAnswer)}`,
  ...(deviceAnswer === undefined ? {} : { deviceAnswer }),
});

const checkChannel = (target: CommandTarget, name: string, rule: SupportRule): CommandPermission => {
  if (target.platform === 'macOS') {
    if (rule.macChannels === undefined || rule.macChannels.includes(target.channel)) return ALLOWED;
    return refuse('channel', `${name} works on a Mac only on the ${rule.macChannels.join(' and ')} channel.`);
  }
  if (target.channel === 'device' || (target.platform === 'iPadOS' && rule.sharedIpadUser === true)) return ALLOWED;
  return refuse('channel', `${name} goes to the device channel of ${target.platform}, not to a user channel.`);
};

const checkVersion = (target: CommandTarget, name: string, rule: SupportRule): CommandPermission => {
  const platform = rulePlatform(target.platform);
  const [floor, removed] = [rule.since[platform], rule.removedIn?.[platform]];
  if (target.osVersion === undefined) return ALLOWED;
  if (floor !== undefined && !isAtLeast(target.osVersion, floor)) {
    return refuse(
      'os-version',
      `${name} needs ${target.platform} ${floor} or later; the device has ${target.osVersion}.`,
    );
  }
  if (removed !== undefined && isAtLeast(target.osVersion, removed)) {
    return refuse(
      'os-version',
      `${name} was removed in ${target.platform} ${removed}; the device has ${target.osVersion}.`,
    );
  }
  return ALLOWED;
};

/** Applies one row of a support table to a target. `name` is how the row is called towards the admin. */
export const checkSupport = (target: CommandTarget, name: string, rule: SupportRule): CommandPermission => {
  const platform = rulePlatform(target.platform);
  if (rule.since[platform] === undefined) {
    return refuse('platform', `${target.platform} does not have ${name}.`, invalidRequestType(name));
  }
  if (target.enrollmentType === 'user' && !rule.userEnrollment.includes(platform)) {
    return refuse('user-enrollment', `User Enrollment does not allow ${name} on ${target.platform}.`, invalidRequest);
  }
  const version = checkVersion(target, name, rule);
  if (!version.allowed) return version;
  const channel = checkChannel(target, name, rule);
  if (!channel.allowed) return channel;
  if (rule.supervised?.includes(platform) === true && !target.supervised) {
    return refuse('supervision', `${name} needs a supervised device on ${target.platform}.`);
  }
  if (rule.ade?.includes(platform) === true && !target.ade) {
    return refuse('ade', `${name} needs a device enrolled by Automated Device Enrollment.`);
  }
  // Concerns iPhone and iPad alone: DeleteUser and UserList exist on every Mac.
  if (rule.sharedIpadOnly === true && platform === 'iOS' && target.sharedIpad !== true) {
    return refuse('platform', `${name} exists only on a Shared iPad.`);
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
    return refuse('platform', `There is no command ${requestType}.`, invalidRequestType(requestType));
  }
  const permission = checkSupport(target, requestType, rule);
  if (!permission.allowed || requestType !== 'Settings') return permission;
  for (const item of detail.settingsItems ?? []) {
    const itemRule = settingsRule(item);
    const itemPermission =
      itemRule === undefined
        ? refuse('platform', `There is no Settings item ${item}.`)
        : checkSupport(target, `the setting ${item}`, itemRule);
    if (!itemPermission.allowed) return itemPermission;
  }
  return ALLOWED;
};
