// What a device knows while it is enrolled, and the messages it forms from that.
import { randomBytes, randomUUID } from 'node:crypto';
import type { AccessTokens, Challenge, Person } from './account-driven.ts';
import type { Channel } from './command-rules.ts';
import type { Identity } from './keys-and-csr.ts';
import type { PlistInputDict } from './plist.ts';
import { isUserEnrollmentProfile } from './profile.ts';
import type { EnrollmentExpectation, EnrollmentProfile } from './profile.ts';
import type { Traits } from './traits.ts';

export interface PushState {
  token: Buffer;
  magic: string;
}

/** The account of an account-driven enrollment. Tests may change the tokens or take the person away. */
export interface Account {
  readonly identifier: string;
  readonly managedAppleId: string;
  /** Who signs in when the server asks again; undefined when nobody is there to do it. */
  person: Person | undefined;
  challenge: Challenge;
  tokens: AccessTokens;
}

export interface Enrollment {
  readonly userEnrollment: boolean;
  /** New for each User Enrollment; undefined for device enrollment. */
  readonly enrollmentId: string | undefined;
  /** UserID or EnrollmentUserID of the Mac's user. */
  readonly userId: string;
  readonly expectation: EnrollmentExpectation;
  profile: EnrollmentProfile;
  /** Set by scepEnroll(). */
  identity: Identity | undefined;
  readonly push: Record<Channel, PushState>;
  /** Of iPhones and iPads in device enrollment. */
  readonly unlockToken: Buffer | undefined;
  /** True after the first accepted TokenUpdate of the device channel. */
  enrolled: boolean;
  /** True after the first accepted TokenUpdate of the user channel. */
  userChannelOpen: boolean;
}

const newPush = (): PushState => ({ token: randomBytes(32), magic: randomUUID().toUpperCase() });

/** The state right after the profile was accepted, before SCEP. */
export const beginEnrollment = (
  profile: EnrollmentProfile,
  expectation: EnrollmentExpectation,
  traits: Traits,
): Enrollment => {
  const userEnrollment = isUserEnrollmentProfile(profile.mdm);
  return {
    userEnrollment,
    enrollmentId: userEnrollment ? randomUUID().toUpperCase() : undefined,
    userId: randomUUID().toUpperCase(),
    expectation,
    profile,
    identity: undefined,
    push: { device: newPush(), user: newPush() },
    unlockToken: userEnrollment || traits.kind === 'Mac' ? undefined : randomBytes(512),
    enrolled: false,
    userChannelOpen: false,
  };
};

export const hasUserChannel = (enrollment: Enrollment, traits: Traits): boolean =>
  traits.kind === 'Mac' && enrollment.profile.mdm.serverCapabilities.includes('com.apple.mdm.per-user-connections');

export interface DeviceNames {
  readonly traits: Traits;
  readonly udid: string;
  readonly serial: string;
  readonly imei: string | undefined;
  readonly name: string;
  readonly shortUserName: string;
  readonly longUserName: string;
}

/** Keys that say who is talking on a channel. A User Enrollment never has a UDID. */
export const identifiers = (enrollment: Enrollment, channel: Channel, names: DeviceNames): PlistInputDict => {
  if (enrollment.userEnrollment) {
    return {
      EnrollmentID: enrollment.enrollmentId,
      ...(channel === 'user' ? { EnrollmentUserID: enrollment.userId } : {}),
    };
  }
  return {
    UDID: names.udid,
    ...(channel === 'user'
      ? { UserID: enrollment.userId, UserShortName: names.shortUserName, UserLongName: names.longUserName }
      : {}),
  };
};

export const authenticateMessage = (enrollment: Enrollment, names: DeviceNames): PlistInputDict => ({
  MessageType: 'Authenticate',
  ...identifiers(enrollment, 'device', names),
  Topic: enrollment.profile.mdm.topic,
  OSVersion: names.traits.osVersion,
  BuildVersion: names.traits.build,
  ProductName: names.traits.productName,
  ...(names.traits.kind === 'Mac'
    ? { DeviceName: names.name, Model: names.traits.model, ModelName: names.traits.modelName }
    : {}),
  ...(enrollment.userEnrollment ? {} : { SerialNumber: names.serial, IMEI: names.imei }),
});

export const tokenUpdateMessage = (enrollment: Enrollment, channel: Channel, names: DeviceNames): PlistInputDict => ({
  MessageType: 'TokenUpdate',
  ...identifiers(enrollment, channel, names),
  Topic: enrollment.profile.mdm.topic,
  Token: enrollment.push[channel].token,
  PushMagic: enrollment.push[channel].magic,
  ...(channel === 'device'
    ? { AwaitingConfiguration: false, UnlockToken: enrollment.unlockToken }
    : { NotOnConsole: false }),
});
