// Typed builders of the commands Russet sends. Each checks its parameters and returns the plain object for the plist,
// with what the queue and the log need to know about it. Whether the enrollment may receive it is asked in allowed.ts.
import { z } from 'zod';
import { fieldKey, issueText } from '../../../shared/ipc/field-texts.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import type { CommandTarget, TargetPlatform } from '../../compatibility/allowed.ts';
import { inventoryQueries } from '../../compatibility/queries.ts';

export type PlistValue =
  string | number | boolean | Date | Uint8Array | readonly PlistValue[] | { readonly [key: string]: PlistValue };

/** Action names as the Logs tab shows them. */
export type CommandLogAction =
  | 'Device Information'
  | 'Security Information'
  | 'Installed Application List'
  | 'Managed Application List'
  | 'Profile List'
  | 'Certificate List'
  | 'Install Profile'
  | 'Remove Profile'
  | 'Device Lock'
  | 'Clear Passcode'
  | 'Erase Device'
  | 'Device Name'
  | 'Settings'
  | 'Restart'
  | 'Shut Down'
  | 'Declarative Management';

export interface BuiltCommand {
  readonly requestType: string;
  /** The `Command` dictionary, RequestType included. */
  readonly command: { readonly RequestType: string } & Readonly<Record<string, PlistValue>>;
  /** Commands of the same kind to one channel replace each other while unsent. */
  readonly kind: string;
  readonly logAction: CommandLogAction;
  /** Dotted paths inside `command` that must not be shown or logged. */
  readonly secretKeys: readonly string[];
  /** Items of a Settings command, for `commandPermission`. */
  readonly settingsItems?: readonly string[];
}

const parse = <T>(schema: z.ZodType<T>, params: unknown, what: string): T => {
  const result = schema.safeParse(params, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => [issue.path.join('.'), issueText(issue)] as const);
  const [[, problem] = ['', say('fields.required')]] = issues;
  throw new AppError('input.invalid', say('errors.namedField', { field: what, problem }), {
    fields: Object.fromEntries(issues),
  });
};

const build = (
  requestType: string,
  logAction: CommandLogAction,
  keys: Readonly<Record<string, PlistValue | undefined>> = {},
  extra: { kind?: string; secretKeys?: readonly string[]; settingsItems?: readonly string[] } = {},
): BuiltCommand => {
  const present = Object.fromEntries(
    Object.entries(keys).filter((entry): entry is [string, PlistValue] => entry[1] !== undefined),
  );
  return {
    requestType,
    command: { ...present, RequestType: requestType },
    kind: extra.kind ?? requestType,
    logAction,
    secretKeys: (extra.secretKeys ?? []).filter((path) =>
      path.split('.', 1).every((head) => Object.hasOwn(present, head)),
    ),
    ...(extra.settingsItems === undefined ? {} : { settingsItems: extra.settingsItems }),
  };
};

const bytes = z.instanceof(Uint8Array).refine((value) => value.length > 0, fieldKey('fields.required'));
const text = z.string().trim().min(1).max(1024);
const identifier = z.string().min(1).max(512);
const pinSchema = z.string().regex(/^\d{6}$/, fieldKey('fields.sixDigits'));
const isMac = (platform: TargetPlatform): boolean => platform === 'macOS';

/** Asks for the whole inventory that this enrollment may answer. */
export const deviceInformation = (target: CommandTarget): BuiltCommand =>
  build('DeviceInformation', 'Device Information', { Queries: inventoryQueries(target) });

export const securityInfo = (): BuiltCommand => build('SecurityInfo', 'Security Information');

export const profileList = (params: { readonly managedOnly?: boolean } = {}): BuiltCommand =>
  build('ProfileList', 'Profile List', { ManagedOnly: params.managedOnly });

export const certificateList = (params: { readonly managedOnly?: boolean } = {}): BuiltCommand =>
  build('CertificateList', 'Certificate List', { ManagedOnly: params.managedOnly });

const appList = z.strictObject({
  identifiers: z.array(identifier).min(1).optional(),
  managedAppsOnly: z.boolean().optional(),
});
export const installedApplicationList = (params: z.input<typeof appList> = {}): BuiltCommand => {
  const { identifiers, managedAppsOnly } = parse(appList, params, 'Installed Application List');
  return build('InstalledApplicationList', 'Installed Application List', {
    Identifiers: identifiers,
    ManagedAppsOnly: managedAppsOnly,
  });
};

const managedAppList = z.strictObject({ identifiers: z.array(identifier).min(1).optional() });
export const managedApplicationList = (params: z.input<typeof managedAppList> = {}): BuiltCommand => {
  const { identifiers } = parse(managedAppList, params, 'Managed Application List');
  return build('ManagedApplicationList', 'Managed Application List', { Identifiers: identifiers });
};

const installProfileParams = z.strictObject({
  /** The profile's top-level PayloadIdentifier; it is not sent, it keys replacement in the queue. */
  identifier,
  /** The whole profile, signed or not. */
  payload: bytes,
});
/** Installs or replaces a profile. The payload is secret as a whole: profiles carry passwords and SCEP challenges. */
export const installProfile = (params: z.input<typeof installProfileParams>): BuiltCommand => {
  const { identifier: id, payload } = parse(installProfileParams, params, 'Install Profile');
  return build(
    'InstallProfile',
    'Install Profile',
    { Payload: payload },
    { kind: profileKind(id), secretKeys: ['Payload'] },
  );
};

const removeProfileParams = z.strictObject({ identifier });
/** Removes the profile with this top-level PayloadIdentifier. */
export const removeProfile = (params: z.input<typeof removeProfileParams>): BuiltCommand => {
  const { identifier: id } = parse(removeProfileParams, params, 'Remove Profile');
  return build('RemoveProfile', 'Remove Profile', { Identifier: id }, { kind: profileKind(id), secretKeys: [] });
};
// Installing and removing one profile share a kind: only the admin's last word about it should reach the device.
export const profileKind = (id: string): string => `Profile:${id}`;

const lockParams = {
  mac: z.strictObject({ pin: pinSchema }),
  other: z.strictObject({
    message: text.optional(),
    phoneNumber: text.max(64).optional(),
  }),
};
export interface DeviceLockParams {
  readonly message?: string | undefined;
  readonly phoneNumber?: string | undefined;
  readonly pin?: string | undefined;
}
/** Locks the screen. A Mac needs a six-digit PIN and restarts into it; others take a message and a phone number. */
export const deviceLock = (platform: TargetPlatform, params: DeviceLockParams = {}): BuiltCommand => {
  if (isMac(platform)) {
    const { pin } = parse(lockParams.mac, withoutUndefined(params), 'Device Lock');
    return build('DeviceLock', 'Device Lock', { PIN: pin }, { secretKeys: ['PIN'] });
  }
  const { message, phoneNumber } = parse(lockParams.other, withoutUndefined(params), 'Device Lock');
  return build('DeviceLock', 'Device Lock', { Message: message, PhoneNumber: phoneNumber });
};

const clearPasscodeParams = z.strictObject({ unlockToken: bytes });
/** Clears the passcode with the UnlockToken that the device gave in its TokenUpdate. */
export const clearPasscode = (params: z.input<typeof clearPasscodeParams>): BuiltCommand => {
  const { unlockToken } = parse(clearPasscodeParams, params, 'Clear Passcode');
  return build('ClearPasscode', 'Clear Passcode', { UnlockToken: unlockToken }, { secretKeys: ['UnlockToken'] });
};

const returnToService = z.strictObject({ mdmProfile: bytes.optional(), wifiProfile: bytes.optional() });
const eraseParams = {
  mac: z.strictObject({ pin: pinSchema }),
  other: z.strictObject({
    preserveDataPlan: z.boolean().optional(),
    disallowProximitySetup: z.boolean().optional(),
    returnToService: returnToService.optional(),
  }),
};
export interface EraseDeviceParams {
  readonly preserveDataPlan?: boolean | undefined;
  readonly disallowProximitySetup?: boolean | undefined;
  readonly pin?: string | undefined;
  /** Sets the device up again by itself after the erase, with these profiles. */
  readonly returnToService?: z.input<typeof returnToService> | undefined;
}
/** Erases the device. A Mac needs a six-digit PIN; data plan, proximity and return to service belong to the others. */
export const eraseDevice = (platform: TargetPlatform, params: EraseDeviceParams = {}): BuiltCommand => {
  if (isMac(platform)) {
    const { pin } = parse(eraseParams.mac, withoutUndefined(params), 'Erase Device');
    return build('EraseDevice', 'Erase Device', { PIN: pin }, { secretKeys: ['PIN'] });
  }
  const given = parse(eraseParams.other, withoutUndefined(params), 'Erase Device');
  const keys = {
    PreserveDataPlan: given.preserveDataPlan,
    DisallowProximitySetup: given.disallowProximitySetup,
    ReturnToService: given.returnToService && {
      Enabled: true,
      ...(given.returnToService.mdmProfile && { MDMProfileData: given.returnToService.mdmProfile }),
      ...(given.returnToService.wifiProfile && { WiFiProfileData: given.returnToService.wifiProfile }),
    },
  };
  const secretKeys = ['ReturnToService.MDMProfileData', 'ReturnToService.WiFiProfileData'];
  return build('EraseDevice', 'Erase Device', keys, { secretKeys });
};

const deviceNameParams = z.strictObject({ name: text.max(255) });
/** Renames the device by a Settings command. */
export const setDeviceName = (params: z.input<typeof deviceNameParams>): BuiltCommand => {
  const { name } = parse(deviceNameParams, params, 'Device Name');
  const keys = { Settings: [{ Item: 'DeviceName', DeviceName: name }] };
  return build('Settings', 'Device Name', keys, { kind: 'Settings:DeviceName', settingsItems: ['DeviceName'] });
};

/** The kind under which the name of the office waits for a device. */
export const organizationKind = 'Settings:OrganizationInfo';

const organizationParams = z.strictObject({ name: text.max(255) });
/** Tells the device the name of the office, by which its prompts call who manages it. */
export const setOrganizationInfo = (params: z.input<typeof organizationParams>): BuiltCommand => {
  const { name } = parse(organizationParams, params, 'Organization Info');
  const keys = { Settings: [{ Item: 'OrganizationInfo', OrganizationInfo: { OrganizationName: name } }] };
  return build('Settings', 'Settings', keys, { kind: organizationKind, settingsItems: ['OrganizationInfo'] });
};

const declarativeParams = z.strictObject({
  tokens: z.strictObject({ declarationsToken: identifier, timestamp: z.iso.datetime({ offset: true }) }).optional(),
});
/** Starts declarative management, or tells the device that its declarations changed. */
export const declarativeManagement = (params: z.input<typeof declarativeParams> = {}): BuiltCommand => {
  const { tokens } = parse(declarativeParams, params, 'Declarative Management');
  const json = tokens && {
    SyncTokens: { DeclarationsToken: tokens.declarationsToken, Timestamp: tokens.timestamp },
  };
  return build('DeclarativeManagement', 'Declarative Management', {
    Data: json && Buffer.from(JSON.stringify(json)),
  });
};

const restartParams = z.strictObject({ notifyUser: z.boolean().optional() });
/** Restarts the device. `notifyUser` concerns Macs: the person at it may then put the restart off. */
export const restartDevice = (params: z.input<typeof restartParams> = {}): BuiltCommand => {
  const { notifyUser } = parse(restartParams, params, 'Restart');
  return build('RestartDevice', 'Restart', { NotifyUser: notifyUser });
};

export const shutDownDevice = (): BuiltCommand => build('ShutDownDevice', 'Shut Down');

const withoutUndefined = (params: object): object =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));

export const HIDDEN = '(hidden)';

const isDictionary = (value: PlistValue | undefined): value is Readonly<Record<string, PlistValue>> =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Uint8Array);

/** A copy of a command dictionary in which every secret path reads "(hidden)". Paths that are absent are ignored. */
export const redactCommand = (
  command: Readonly<Record<string, PlistValue>>,
  secretKeys: readonly string[],
): Record<string, PlistValue> => {
  const copy = new Map(Object.entries(command));
  for (const path of secretKeys) {
    const [head = '', ...rest] = path.split('.');
    const value = copy.get(head);
    if (value === undefined) continue;
    copy.set(head, rest.length > 0 && isDictionary(value) ? redactCommand(value, [rest.join('.')]) : HIDDEN);
  }
  return Object.fromEntries(copy);
};
