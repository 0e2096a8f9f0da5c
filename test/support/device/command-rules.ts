// Which commands this device obeys. Apple's schema: kind of enrollment, platform, channel, access rights.
import type { Traits } from './traits.ts';

export type Channel = 'device' | 'user';

interface Rule {
  readonly ios: boolean;
  readonly mac: boolean;
  readonly userEnrollmentIos: boolean;
  readonly userEnrollmentMac: boolean;
  /** Usable on the macOS user channel. */
  readonly userChannel: boolean;
  /** AccessRights bit needed outside User Enrollment; 0 for none. */
  readonly right: number;
  readonly required: readonly string[];
}

// Letters: i iOS, m macOS, I and M the same under User Enrollment, u the macOS user channel.
const rule = (where: string, right = 0, required: readonly string[] = []): Rule => ({
  ios: where.includes('i'),
  mac: where.includes('m'),
  userEnrollmentIos: where.includes('I'),
  userEnrollmentMac: where.includes('M'),
  userChannel: where.includes('u'),
  right,
  required,
});

const rules: Readonly<Record<string, Rule>> = {
  CertificateList: rule('imIMu', 1),
  ClearPasscode: rule('i', 4, ['UnlockToken']),
  DeclarativeManagement: rule('imIMu'),
  DeviceInformation: rule('imIMu', 0, ['Queries']),
  DeviceLock: rule('imI', 4),
  EraseDevice: rule('im', 8),
  InstallApplication: rule('imIMu', 4096),
  InstalledApplicationList: rule('imIu', 256),
  InstallProfile: rule('imIMu', 2, ['Payload']),
  ManagedApplicationList: rule('imIMu', 4096),
  ProfileList: rule('imIMu', 1),
  RemoveApplication: rule('imI', 4096, ['Identifier']),
  RemoveProfile: rule('imIMu', 2, ['Identifier']),
  RestartDevice: rule('im', 4),
  Restrictions: rule('i', 512),
  SecurityInfo: rule('imIMu', 1024),
  Settings: rule('imIMu', 2048, ['Settings']),
};

export interface ErrorItem {
  readonly ErrorCode: number;
  readonly ErrorDomain: string;
  readonly LocalizedDescription: string;
  readonly USEnglishDescription?: string;
}

/** One ErrorChain item with the text in both languages. */
export const errorItem = (domain: string, code: number, description: string): ErrorItem => ({
  ErrorCode: code,
  ErrorDomain: domain,
  LocalizedDescription: description,
  USEnglishDescription: description,
});

export interface Standing {
  readonly traits: Traits;
  readonly userEnrollment: boolean;
  readonly accessRights: number | undefined;
}

/** The error with which the device refuses a request type, or undefined when it obeys. */
export const refusal = (requestType: string, channel: Channel, standing: Standing): ErrorItem | undefined => {
  const found = rules[requestType];
  const mac = standing.traits.kind === 'Mac';
  const onPlatform = found !== undefined && (mac ? found.mac : found.ios);
  const underEnrollment =
    found !== undefined && (!standing.userEnrollment || (mac ? found.userEnrollmentMac : found.userEnrollmentIos));
  if (!onPlatform || !underEnrollment || (channel === 'user' && !found.userChannel)) {
    return errorItem('MCMDMErrorDomain', 12021, `“${requestType}” is not a valid request type.`);
  }
  if (!standing.userEnrollment && found.right !== 0 && ((standing.accessRights ?? 0) & found.right) === 0) {
    return errorItem('MCMDMErrorDomain', 12007, 'The MDM server is not authorized to perform this request.');
  }
  return undefined;
};

/** Names of required keys the command lacks. */
export const missingKeys = (requestType: string, command: Readonly<Record<string, unknown>>): readonly string[] =>
  (rules[requestType]?.required ?? []).filter((key) => command[key] === undefined);
