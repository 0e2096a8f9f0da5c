// Reads a configuration profile and holds it to the rules by which a real device refuses an enrollment.
import { verifyCms } from './cms.ts';
import { certificatesFromPem, certificateToPem } from './keys-and-csr.ts';
import type { SubjectAltNames, SubjectRdns } from './keys-and-csr.ts';
import { decodeDict, isDict } from './plist.ts';
import type { PlistDict, PlistOutput } from './plist.ts';
import { systemIsAtLeast } from './traits.ts';
import type { Traits } from './traits.ts';

export interface ScepSettings {
  readonly url: string;
  readonly name: string | undefined;
  readonly subject: SubjectRdns;
  readonly altNames: SubjectAltNames | undefined;
  readonly challenge: string | undefined;
  readonly keySize: number;
  readonly keyUsage: number | undefined;
  readonly caFingerprint: Buffer | undefined;
}

export interface MdmSettings {
  readonly serverUrl: string;
  readonly checkInUrl: string;
  readonly topic: string;
  readonly signMessage: boolean;
  readonly accessRights: number | undefined;
  readonly managedAppleId: string | undefined;
  readonly assignedManagedAppleId: string | undefined;
  readonly enrollmentMode: string | undefined;
  readonly serverCapabilities: readonly string[];
  readonly checkOutWhenRemoved: boolean;
}

export interface InstalledProfile {
  readonly plist: PlistDict;
  readonly identifier: string;
  readonly uuid: string;
  readonly displayName: string | undefined;
  readonly organization: string | undefined;
  readonly payloads: readonly PlistDict[];
  /** DER of the signer when the profile came signed (signature checked), else undefined. */
  readonly signer: Buffer | undefined;
  /** PEM of the certificates the profile installs. */
  readonly certificates: readonly string[];
  readonly installedByMdm: boolean;
}

export interface EnrollmentProfile extends InstalledProfile {
  readonly mdm: MdmSettings;
  readonly scep: ScepSettings;
  /** Things a device passes over silently but a careful server would not send. */
  readonly warnings: readonly string[];
}

/** How the profile arrived, which decides the rules it must keep. */
export type EnrollmentExpectation =
  | { readonly flow: 'profile'; readonly signedInAccount?: string | undefined }
  | { readonly flow: 'account-driven'; readonly mode: 'BYOD' | 'ADDE'; readonly signedInAccount: string };

/** The device does not accept the profile; `problems` names every rule it breaks. */
export class ProfileRefused extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the device refuses the profile: ${problems.join('; ')}`);
    this.name = 'ProfileRefused';
    this.problems = problems;
  }
}

const text = (value: PlistOutput | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const whole = (value: PlistOutput | undefined): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? value : undefined;
const flag = (value: PlistOutput | undefined): boolean => value === true;
const isHttps = (value: string | undefined): value is string => value !== undefined && /^https:\/\/[^/]+/.test(value);

const certificateTypes = ['com.apple.security.root', 'com.apple.security.pem', 'com.apple.security.pkcs1'];

const certificatePem = (payload: PlistDict): string[] => {
  const content = payload.PayloadContent;
  if (!certificateTypes.includes(text(payload.PayloadType) ?? '') || !(content instanceof Uint8Array)) return [];
  const bytes = Buffer.from(content);
  const pem = bytes.toString('latin1');
  const found = pem.includes('-----BEGIN CERTIFICATE-----') ? certificatesFromPem(pem) : [bytes];
  return found.map((der) => certificateToPem(der));
};

/** Parses a profile, signed or not, and checks what holds for every profile. Throws ProfileRefused. */
export const parseProfile = (bytes: Buffer, installedByMdm = false): InstalledProfile => {
  const signed = bytes[0] === 0x30 ? verifyCms(bytes) : undefined;
  let plist: PlistDict;
  try {
    plist = decodeDict(signed?.content ?? bytes);
  } catch (cause) {
    throw new ProfileRefused([`it is not a property list (${cause instanceof Error ? cause.message : 'unknown'})`]);
  }
  const problems: string[] = [];
  const identifier = text(plist.PayloadIdentifier);
  const uuid = text(plist.PayloadUUID);
  if (plist.PayloadType !== 'Configuration') problems.push('PayloadType is not "Configuration"');
  if (plist.PayloadVersion !== 1) problems.push('PayloadVersion is not 1');
  if (identifier === undefined) problems.push('PayloadIdentifier is missing');
  if (uuid === undefined) problems.push('PayloadUUID is missing');
  const content = plist.PayloadContent;
  const payloads = Array.isArray(content) ? content.filter((item) => isDict(item)) : [];
  if (!Array.isArray(content) || payloads.length !== content.length) {
    problems.push('PayloadContent is not an array of dictionaries');
  }
  const uuids = [uuid];
  for (const [index, payload] of payloads.entries()) {
    for (const key of ['PayloadType', 'PayloadIdentifier', 'PayloadUUID']) {
      if (text(payload[key]) === undefined) problems.push(`payload ${String(index)} has no ${key}`);
    }
    if (whole(payload.PayloadVersion) === undefined) problems.push(`payload ${String(index)} has no PayloadVersion`);
    uuids.push(text(payload.PayloadUUID));
  }
  if (new Set(uuids).size !== uuids.length) problems.push('two payloads have the same PayloadUUID');
  if (problems.length > 0 || identifier === undefined || uuid === undefined) throw new ProfileRefused(problems);
  return {
    plist,
    identifier,
    uuid,
    displayName: text(plist.PayloadDisplayName),
    organization: text(plist.PayloadOrganization),
    payloads,
    signer: signed?.signer,
    certificates: payloads.flatMap((payload) => certificatePem(payload)),
    installedByMdm,
  };
};

const readSubject = (value: PlistOutput | undefined): SubjectRdns | undefined => {
  if (!Array.isArray(value)) return undefined;
  const rdns: (readonly (readonly [string, string])[])[] = [];
  for (const rdn of value) {
    if (!Array.isArray(rdn)) return undefined;
    const pairs: (readonly [string, string])[] = [];
    for (const pair of rdn) {
      const [type, name] = Array.isArray(pair) ? pair : [];
      if (typeof type !== 'string' || typeof name !== 'string') return undefined;
      pairs.push([type, name]);
    }
    rdns.push(pairs);
  }
  return rdns;
};

const readAltNames = (value: PlistOutput | undefined): SubjectAltNames | undefined => {
  if (!isDict(value)) return undefined;
  const list = (item: PlistOutput | undefined): string[] =>
    (Array.isArray(item) ? item : [item]).filter((name) => typeof name === 'string');
  return {
    rfc822Name: list(value.rfc822Name),
    dNSName: list(value.dNSName),
    uniformResourceIdentifier: list(value.uniformResourceIdentifier),
    ntPrincipalName: list(value.ntPrincipalName),
  };
};

const readScep = (payload: PlistDict, problems: string[]): ScepSettings => {
  const nested = payload.PayloadContent;
  const content = isDict(nested) ? nested : {};
  if (!isDict(nested)) problems.push('the SCEP payload has no nested PayloadContent dictionary');
  const url = text(content.URL);
  const subject = content.Subject === undefined ? [] : readSubject(content.Subject);
  const keySize = content.Keysize === undefined ? 1024 : whole(content.Keysize);
  const fingerprint = content.CAFingerprint;
  if (url === undefined || !/^https?:\/\//.test(url)) problems.push('the SCEP URL is not an http or https URL');
  if (subject === undefined) problems.push('the SCEP Subject is not an array of arrays of [type, value] pairs');
  if (keySize === undefined || ![1024, 2048, 4096].includes(keySize))
    problems.push('Keysize is not 1024, 2048 or 4096');
  if (content['Key Type'] !== undefined && content['Key Type'] !== 'RSA') problems.push('"Key Type" is not RSA');
  return {
    url: url ?? '',
    name: text(content.Name),
    subject: subject ?? [],
    altNames: readAltNames(content.SubjectAltName),
    challenge: text(content.Challenge),
    keySize: keySize ?? 2048,
    keyUsage: whole(content['Key Usage']),
    caFingerprint: fingerprint instanceof Uint8Array ? Buffer.from(fingerprint) : undefined,
  };
};

const readMdm = (payload: PlistDict, problems: string[]): MdmSettings => {
  const serverUrl = text(payload.ServerURL);
  const checkInUrl = payload.CheckInURL === undefined ? serverUrl : text(payload.CheckInURL);
  const topic = text(payload.Topic);
  if (!isHttps(serverUrl)) problems.push('ServerURL is not an https URL');
  if (!isHttps(checkInUrl)) problems.push('CheckInURL is not an https URL');
  if (topic === undefined || !/^com\.apple\.mgmt\..+/.test(topic))
    problems.push('Topic does not start with com.apple.mgmt.');
  const rights = payload.AccessRights;
  if (rights !== undefined && whole(rights) === undefined) problems.push('AccessRights is not an integer');
  const capabilities = payload.ServerCapabilities;
  return {
    serverUrl: serverUrl ?? '',
    checkInUrl: checkInUrl ?? '',
    topic: topic ?? '',
    signMessage: flag(payload.SignMessage),
    accessRights: whole(rights),
    managedAppleId: text(payload.ManagedAppleID),
    assignedManagedAppleId: text(payload.AssignedManagedAppleID),
    enrollmentMode: text(payload.EnrollmentMode),
    serverCapabilities: Array.isArray(capabilities) ? capabilities.filter((item) => typeof item === 'string') : [],
    checkOutWhenRemoved: flag(payload.CheckOutWhenRemoved),
  };
};

/** The SCEP settings of a profile that installs an identity and nothing to manage. Throws ProfileRefused. */
export const parseIdentityProfile = (
  bytes: Buffer,
): { readonly profile: InstalledProfile; readonly scep: ScepSettings } => {
  const profile = parseProfile(bytes);
  const problems: string[] = [];
  const [payload, ...more] = profile.payloads.filter(
    (candidate) => candidate.PayloadType === 'com.apple.security.scep',
  );
  if (payload === undefined || more.length > 0) problems.push('it has not exactly one SCEP payload');
  if (profile.payloads.some((candidate) => candidate.PayloadType === 'com.apple.mdm')) {
    problems.push('the management payload comes before the device has proved its identity');
  }
  const scep = readScep(payload ?? {}, problems);
  if (problems.length > 0) throw new ProfileRefused(problems);
  return { profile, scep };
};

export interface ProfileServiceSettings {
  readonly url: string;
  readonly attributes: readonly string[];
  readonly challenge: string | undefined;
}

/** Reads a Profile Service payload, which is no profile but a payload of its own. Throws ProfileRefused. */
export const parseProfileService = (bytes: Buffer): ProfileServiceSettings => {
  const plist = decodeDict(bytes[0] === 0x30 ? verifyCms(bytes).content : bytes);
  const problems: string[] = [];
  if (plist.PayloadType !== 'Profile Service') problems.push('PayloadType is not "Profile Service"');
  for (const key of ['PayloadIdentifier', 'PayloadUUID'] as const) {
    if (text(plist[key]) === undefined) problems.push(`${key} is missing`);
  }
  const content = isDict(plist.PayloadContent) ? plist.PayloadContent : {};
  const url = text(content.URL);
  if (!isHttps(url)) problems.push('the URL is not an https URL');
  const attributes = content.DeviceAttributes;
  if (!Array.isArray(attributes)) problems.push('DeviceAttributes is not an array');
  if (problems.length > 0 || url === undefined || !Array.isArray(attributes)) throw new ProfileRefused(problems);
  return {
    url,
    attributes: attributes.filter((name) => typeof name === 'string'),
    challenge: text(content.Challenge),
  };
};

/** True when the profile makes a User Enrollment rather than a device enrollment. */
export const isUserEnrollmentProfile = (mdm: MdmSettings): boolean =>
  mdm.enrollmentMode === undefined ? mdm.managedAppleId !== undefined : mdm.enrollmentMode === 'BYOD';

const checkRights = (mdm: MdmSettings, problems: string[]): void => {
  const rights = mdm.accessRights;
  if (rights === undefined) problems.push('AccessRights is required outside User Enrollment');
  else if (rights <= 0 || rights > 8191) problems.push('AccessRights is not between 1 and 8191');
  else if ((rights & 2 && !(rights & 1)) || (rights & 128 && !(rights & 64))) {
    problems.push('AccessRights 2 needs 1, and 128 needs 64');
  }
};

const checkMode = (mdm: MdmSettings, expected: EnrollmentExpectation, traits: Traits, problems: string[]): void => {
  const sameAccount = (account: string | undefined): boolean =>
    account !== undefined && account.toLowerCase() === expected.signedInAccount?.toLowerCase();
  if (expected.flow === 'account-driven') {
    if (mdm.enrollmentMode !== expected.mode) {
      problems.push(`EnrollmentMode is ${mdm.enrollmentMode ?? 'missing'}, discovery promised ${expected.mode}`);
    }
    if (mdm.assignedManagedAppleId === undefined) problems.push('AssignedManagedAppleID is missing');
    else if (!sameAccount(mdm.assignedManagedAppleId)) {
      problems.push('AssignedManagedAppleID is not the account that signed in');
    }
    if (mdm.managedAppleId !== undefined) problems.push('ManagedAppleID does not belong in an account-driven profile');
    if (expected.mode === 'BYOD' && mdm.accessRights !== undefined)
      problems.push('AccessRights is present in a BYOD profile');
    return;
  }
  if (mdm.enrollmentMode !== undefined || mdm.assignedManagedAppleId !== undefined) {
    problems.push('EnrollmentMode and AssignedManagedAppleID belong to account-driven enrollment only');
  }
  if (mdm.managedAppleId === undefined) return;
  if (systemIsAtLeast(traits, '18.0', '15.0')) {
    problems.push('profile-driven User Enrollment ended with iOS 17 and macOS 14');
  } else if (!systemIsAtLeast(traits, '13.1', '10.15')) {
    problems.push('User Enrollment needs iOS 13.1 or macOS 10.15');
  } else if (!sameAccount(mdm.managedAppleId)) {
    problems.push('ManagedAppleID is not the account that signed in');
  }
};

/** Checks an enrollment profile as the device would. Throws ProfileRefused with every broken rule. */
export const parseEnrollmentProfile = (
  bytes: Buffer,
  expected: EnrollmentExpectation,
  traits: Traits,
): EnrollmentProfile => {
  const profile = parseProfile(bytes, true);
  const problems: string[] = [];
  const warnings: string[] = [];
  const byType = (type: string): PlistDict[] => profile.payloads.filter((payload) => payload.PayloadType === type);
  const [mdmPayload, ...more] = byType('com.apple.mdm');
  if (mdmPayload === undefined) throw new ProfileRefused(['it has no com.apple.mdm payload']);
  if (more.length > 0) problems.push('it has more than one com.apple.mdm payload');
  const mdm = readMdm(mdmPayload, problems);
  const identity = byType('com.apple.security.scep').find(
    (payload) => payload.PayloadUUID === mdmPayload.IdentityCertificateUUID,
  );
  if (identity === undefined) problems.push('IdentityCertificateUUID does not name a SCEP payload of this profile');
  const scep = readScep(identity ?? {}, problems);
  if (!mdm.signMessage) problems.push('SignMessage is not true, and this device has no client certificate for TLS');
  const userEnrollment = isUserEnrollmentProfile(mdm);
  checkMode(mdm, expected, traits, problems);
  if (!userEnrollment) checkRights(mdm, problems);
  if (userEnrollment && expected.flow === 'profile' && mdm.accessRights !== undefined) {
    warnings.push('AccessRights is ignored in a User Enrollment profile');
  }
  if (userEnrollment && traits.kind !== 'Mac' && profile.plist.PayloadRemovalDisallowed !== undefined) {
    problems.push('PayloadRemovalDisallowed is forbidden in User Enrollment');
  }
  if (traits.kind === 'Mac' && profile.plist.PayloadScope === 'User') problems.push('PayloadScope is not System');
  if (problems.length > 0) throw new ProfileRefused(problems);
  return { ...profile, mdm, scep, warnings };
};

/** Checks a profile that replaces the installed enrollment profile. Throws ProfileRefused. */
export const checkReplacement = (old: EnrollmentProfile, next: EnrollmentProfile): void => {
  const problems: string[] = [];
  const fixed = [
    'serverUrl',
    'checkInUrl',
    'topic',
    'managedAppleId',
    'assignedManagedAppleId',
    'enrollmentMode',
  ] as const;
  for (const key of fixed) if (old.mdm[key] !== next.mdm[key]) problems.push(`${key} may not change`);
  const perUser = 'com.apple.mdm.per-user-connections';
  if (old.mdm.serverCapabilities.includes(perUser) !== next.mdm.serverCapabilities.includes(perUser)) {
    problems.push('per-user-connections may not be added or removed');
  }
  if (((next.mdm.accessRights ?? 0) & ~(old.mdm.accessRights ?? 0)) !== 0)
    problems.push('AccessRights may only shrink');
  if (problems.length > 0) throw new ProfileRefused(problems);
};
