// The enrollment profile of every flow. Apple: "TopLevel", "MDM", "SCEP" and "CertificateRoot" payloads.
import type { EnrollmentFlow, EnrollmentType, Platform } from '../../../shared/model/enrollment.ts';
import type { Language } from '../../../shared/locales/text-keys.ts';
import { invariant } from '../../core/errors.ts';
import { buildPlist, type PlistInputDict } from '../../wire/plist.ts';
import type { ProfileSigner } from './ports.ts';
import type { EnrollSettings, RandomBytes } from '../../sign-in/ports.ts';
import { consentText } from '../../sign-in/privacy.ts';
import { PersonError, textsIn } from '../../sign-in/texts.ts';

export const profileContentType = 'application/x-apple-aspen-config';

/** Every right there is. An update may only remove rights, so nothing less is asked for now. Apple: AccessRights. */
const allAccessRights = 8191;

export interface ProfileInput {
  readonly flow: EnrollmentFlow;
  readonly enrollmentType: EnrollmentType;
  readonly platform?: Platform | undefined;
  readonly managedAppleId?: string | undefined;
  /** Ticket id; common name of the certificate. */
  readonly commonName: string;
  /** One-time SCEP challenge. */
  readonly challenge: string;
  readonly topic: string;
  /** DER of the certificates that lead to the listener's certificate; empty if it is publicly trusted. */
  readonly rootCertificates: readonly Uint8Array[];
  readonly organizationName: string;
  readonly origin: string;
  /** Of the server URLs on the device, where they cannot be changed; the present origin for a new enrollment. */
  readonly serverOrigin?: string | undefined;
  /** Stays the same for the whole life of an enrollment, so that a renewal replaces the profile. */
  readonly identifier: string;
  readonly uuid: () => string;
}

const serverCapabilities = ({ platform, enrollmentType }: ProfileInput): string[] => [
  ...(platform === 'macOS' ? ['com.apple.mdm.per-user-connections'] : []),
  ...(platform === 'macOS' && enrollmentType === 'device' ? ['com.apple.mdm.bootstraptoken'] : []),
];

/** Keys that tie the enrollment to a Managed Apple Account; they differ between profile-driven and account-driven. */
const accountKeys = ({ flow, managedAppleId }: ProfileInput): PlistInputDict => {
  if (flow === 'profile-device') return {};
  if (managedAppleId === undefined || managedAppleId === '') {
    throw new PersonError('enrollment.refused', 'errors.noManagedAppleId');
  }
  if (flow === 'profile-user') return { ManagedAppleID: managedAppleId };
  return { AssignedManagedAppleID: managedAppleId, EnrollmentMode: flow === 'account-user' ? 'BYOD' : 'ADDE' };
};

const consentIn = (input: ProfileInput, key: string, language: Language): Record<string, string> => ({
  [key]: consentText(input.organizationName, input.enrollmentType, input.platform, textsIn(language)),
});

type RootInput = Pick<ProfileInput, 'identifier' | 'organizationName' | 'rootCertificates' | 'uuid'>;

const rootPayloads = ({ identifier, organizationName, rootCertificates, uuid }: RootInput) =>
  rootCertificates.map((certificate, index) => ({
    PayloadType: 'com.apple.security.root',
    PayloadVersion: 1,
    PayloadIdentifier: `${identifier}.root.${String(index + 1)}`,
    PayloadUUID: uuid(),
    PayloadDisplayName: `${organizationName} certificate authority`,
    PayloadContent: certificate,
  }));

type ScepInput = Pick<ProfileInput, 'identifier' | 'origin' | 'organizationName' | 'commonName' | 'challenge' | 'uuid'>;

const scepPayload = ({ identifier, origin, organizationName, commonName, challenge, uuid }: ScepInput) => ({
  PayloadType: 'com.apple.security.scep',
  PayloadVersion: 1,
  PayloadIdentifier: `${identifier}.scep`,
  PayloadUUID: uuid(),
  PayloadDisplayName: 'Device identity',
  PayloadContent: {
    URL: `${origin}/scep`,
    Name: 'Russet',
    Subject: [[['O', organizationName]], [['CN', commonName]]],
    Challenge: challenge,
    Keysize: 2048,
    'Key Type': 'RSA',
    // Signing and encryption: the identity signs messages and opens what SCEP sends back.
    'Key Usage': 5,
    Retries: 3,
    RetryDelay: 10,
    KeyIsExtractable: false,
  },
});

/** The profile as a plain object. Throws `enrollment.refused` if the flow needs a Managed Apple ID and there is none. */
export const enrollmentProfile = (input: ProfileInput): PlistInputDict => {
  invariant((input.enrollmentType === 'user') === input.flow.endsWith('-user'), 'the flow fits the enrollment type');
  const { identifier, origin, organizationName, uuid } = input;
  const roots = rootPayloads(input);
  const scep = scepPayload(input);
  const mdm = {
    PayloadType: 'com.apple.mdm',
    PayloadVersion: 1,
    PayloadIdentifier: `${identifier}.mdm`,
    PayloadUUID: uuid(),
    PayloadDisplayName: 'Device management',
    IdentityCertificateUUID: scep.PayloadUUID,
    Topic: input.topic,
    ServerURL: `${input.serverOrigin ?? origin}/mdm/connect`,
    CheckInURL: `${input.serverOrigin ?? origin}/mdm/checkin`,
    SignMessage: true,
    CheckOutWhenRemoved: true,
    ServerCapabilities: serverCapabilities(input),
    // A User Enrollment with access rights is cancelled by the device.
    ...(input.enrollmentType === 'device' ? { AccessRights: allAccessRights } : {}),
    ...accountKeys(input),
  };
  return {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuid(),
    PayloadDisplayName: `${organizationName} enrollment`,
    PayloadDescription: `Lets ${organizationName} manage this device.`,
    PayloadOrganization: organizationName,
    ...(input.platform === 'macOS' ? { PayloadScope: 'System' } : {}),
    // Apple: the dictionary has a text per language and a default.
    ConsentText: { ...consentIn(input, 'default', 'en'), ...consentIn(input, 'de', 'de') },
    // Certificates install in order, and the SCEP request already needs the root.
    PayloadContent: [...roots, scep, mdm],
  };
};

/** Random UUID (version 4) in Apple's upper case. */
export const uuidFrom = (random: RandomBytes): string => {
  const bytes = Buffer.from(random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

export interface ProfileDeps {
  readonly settings: () => Promise<EnrollSettings>;
  /** PayloadIdentifier of this office's enrollment profiles, the same for the life of its enrollments. */
  readonly profileIdentifier: () => Promise<string>;
  /** Topic of the push certificate; undefined while none is installed. */
  readonly pushTopic: () => Promise<string | undefined>;
  readonly rootCertificates: () => Promise<readonly Uint8Array[]>;
  readonly signProfile: ProfileSigner;
  readonly randomBytes: RandomBytes;
}

export type BuildProfileInput = Pick<
  ProfileInput,
  'flow' | 'enrollmentType' | 'platform' | 'managedAppleId' | 'commonName' | 'challenge' | 'serverOrigin'
> & {
  /** Identifier of the profile on the device, for a renewal. */
  readonly identifier?: string | undefined;
};

export interface EnrollmentProfiles {
  /** Throws `push.notConfigured` while no push certificate is installed. */
  requireTopic(): Promise<string>;
  /** What profiles for new enrollments say for good: it stays on the device whatever changes here. */
  present(): Promise<{ readonly identifier: string; readonly serverOrigin: string }>;
  /** The signed profile. Throws `push.notConfigured` or `enrollment.refused`. */
  build(input: BuildProfileInput): Promise<Buffer>;
  /** A profile with an identity and nothing to manage: what the Profile Service answers first. */
  identity(input: Pick<BuildProfileInput, 'commonName' | 'challenge'>): Promise<Buffer>;
  /** The payload that makes a device POST its signed attributes, with this challenge among them. */
  profileService(challenge: string): Promise<Buffer>;
  /** A profile with nothing but the root certificates. */
  trustProfile(): Promise<Buffer>;
}

/** Builds and signs enrollment profiles with the office's present settings. */
export const createEnrollmentProfiles = (deps: ProfileDeps): EnrollmentProfiles => {
  const uuid = (): string => uuidFrom(deps.randomBytes);

  const finish = (profile: PlistInputDict): Promise<Buffer> => deps.signProfile(buildPlist(profile));

  const requireTopic = async (): Promise<string> => {
    const topic = await deps.pushTopic();
    if (topic !== undefined) return topic;
    throw new PersonError('push.notConfigured', 'errors.noPush');
  };

  return {
    requireTopic,
    async present() {
      const [identifier, { origin }] = await Promise.all([deps.profileIdentifier(), deps.settings()]);
      return { identifier, serverOrigin: origin };
    },
    async build(input) {
      const topic = await requireTopic();
      const { organizationName, origin } = await deps.settings();
      return finish(
        enrollmentProfile({
          ...input,
          topic,
          organizationName,
          origin,
          uuid,
          identifier: input.identifier ?? (await deps.profileIdentifier()),
          rootCertificates: await deps.rootCertificates(),
        }),
      );
    },
    async identity(input) {
      const { organizationName, origin } = await deps.settings();
      const identifier = `${await deps.profileIdentifier()}.identity`;
      const rootCertificates = await deps.rootCertificates();
      const parts = { ...input, organizationName, origin, uuid, identifier, rootCertificates };
      return finish({
        PayloadType: 'Configuration',
        PayloadVersion: 1,
        PayloadIdentifier: identifier,
        PayloadUUID: uuid(),
        PayloadDisplayName: `${organizationName} identity`,
        PayloadDescription: `Lets this device prove to ${organizationName} what it is.`,
        PayloadOrganization: organizationName,
        PayloadContent: [...rootPayloads(parts), scepPayload(parts)],
      });
    },
    async profileService(challenge) {
      const { organizationName, origin } = await deps.settings();
      // Apple: a payload of its own, not a profile around one.
      return finish({
        PayloadType: 'Profile Service',
        PayloadVersion: 1,
        PayloadIdentifier: `${await deps.profileIdentifier()}.profile-service`,
        PayloadUUID: uuid(),
        PayloadDisplayName: `${organizationName} enrollment`,
        PayloadDescription: `Tells ${organizationName} what this device is and gets its enrollment profile.`,
        PayloadOrganization: organizationName,
        PayloadContent: {
          URL: `${origin}/enroll/profile-service`,
          DeviceAttributes: ['UDID', 'VERSION', 'PRODUCT', 'SERIAL', 'MEID', 'IMEI'],
          Challenge: challenge,
        },
      });
    },
    async trustProfile() {
      const { organizationName } = await deps.settings();
      const identifier = `${await deps.profileIdentifier()}.trust`;
      const rootCertificates = await deps.rootCertificates();
      return finish({
        PayloadType: 'Configuration',
        PayloadVersion: 1,
        PayloadIdentifier: identifier,
        PayloadUUID: uuid(),
        PayloadDisplayName: `${organizationName} certificates`,
        PayloadDescription: `Lets this device trust the management server of ${organizationName}.`,
        PayloadOrganization: organizationName,
        PayloadContent: rootPayloads({ identifier, organizationName, rootCertificates, uuid }),
      });
    },
  };
};
