// Decodes what devices answer to the list commands and to Settings into typed inventory.
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { optionalText } from '../device-values.ts';
import { decodeErrorChain, type DeviceError } from './error-chain.ts';
import { compact, decodeList, isDictionary, maxText, number, type Decoded, type Dictionary } from './report-reader.ts';

const text = optionalText(maxText);
const flag = z.boolean().optional().catch(undefined);
const count = number.optional().catch(undefined);

const profileSchema = z.object({
  PayloadUUID: z.string(),
  PayloadIdentifier: z.string(),
  PayloadVersion: count,
  PayloadDisplayName: text,
  PayloadOrganization: text,
  PayloadDescription: text,
  PayloadRemovalDisallowed: flag,
  HasRemovalPasscode: flag,
  IsEncrypted: flag,
  IsManaged: flag,
  Source: text,
  PayloadContent: z.array(z.unknown()).optional().catch(undefined),
});

export interface ReportedProfile {
  uuid: string;
  identifier: string;
  version?: number;
  displayName?: string;
  organization?: string;
  description?: string;
  removalDisallowed?: boolean;
  hasRemovalPasscode?: boolean;
  isEncrypted?: boolean;
  isManaged?: boolean;
  source?: string;
  /** PayloadType of each payload in the profile, where the device tells. */
  payloadTypes: string[];
}

/** Decodes ProfileList. Under User Enrollment the device names only what this server manages. */
export const decodeProfileList = (report: Dictionary): Decoded<ReportedProfile[]> =>
  decodeList(report, 'ProfileList', (entry) => {
    const parsed = profileSchema.safeParse(entry);
    if (!parsed.success) return undefined;
    const profile = parsed.data;
    return {
      uuid: profile.PayloadUUID,
      identifier: profile.PayloadIdentifier,
      ...compact({
        version: profile.PayloadVersion,
        displayName: profile.PayloadDisplayName,
        organization: profile.PayloadOrganization,
        description: profile.PayloadDescription,
        removalDisallowed: profile.PayloadRemovalDisallowed,
        hasRemovalPasscode: profile.HasRemovalPasscode,
        isEncrypted: profile.IsEncrypted,
        isManaged: profile.IsManaged,
        source: profile.Source,
      }),
      payloadTypes: (profile.PayloadContent ?? []).flatMap((payload) =>
        isDictionary(payload) && typeof payload.PayloadType === 'string' ? [payload.PayloadType] : [],
      ),
    };
  });

export interface ReportedCertificate {
  commonName: string;
  isIdentity: boolean;
  /** DER as the device sent it. */
  der: Uint8Array;
  /** Absent if the certificate cannot be parsed; the device's own facts are kept all the same. */
  parsed?: {
    subject: string;
    issuer: string;
    serialNumber: string;
    /** Milliseconds since the epoch. */
    notBefore: number;
    /** Milliseconds since the epoch. */
    notAfter: number;
    /** Lower-case hex. */
    sha256: string;
  };
}

const certificateSchema = z.object({
  CommonName: z
    .string()
    .catch('')
    .transform((name) => name.slice(0, maxText)),
  IsIdentity: z.boolean().catch(false),
  Data: z.instanceof(Uint8Array),
});

const parseCertificate = (der: Uint8Array): ReportedCertificate['parsed'] => {
  try {
    const certificate = new X509Certificate(der);
    return {
      subject: certificate.subject,
      issuer: certificate.issuer,
      serialNumber: certificate.serialNumber,
      notBefore: Date.parse(certificate.validFrom),
      notAfter: Date.parse(certificate.validTo),
      sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } catch {
    return undefined;
  }
};

/** Decodes CertificateList; a certificate that cannot be parsed is kept with what the device said of it. */
export const decodeCertificateList = (report: Dictionary): Decoded<ReportedCertificate[]> =>
  decodeList(report, 'CertificateList', (entry) => {
    const result = certificateSchema.safeParse(entry);
    if (!result.success) return undefined;
    const { CommonName: commonName, IsIdentity: isIdentity, Data: der } = result.data;
    const parsed = parseCertificate(der);
    return { commonName, isIdentity, der, ...(parsed === undefined ? {} : { parsed }) };
  });

const installedAppSchema = z.object({
  Identifier: text,
  Name: text,
  Version: text,
  ShortVersion: text,
  BundleSize: count,
  DynamicSize: count,
  IsValidated: flag,
  Installing: flag,
  HasUpdateAvailable: flag,
  DeviceBasedVPP: flag,
  AppStoreVendable: flag,
  BetaApp: flag,
  Source: text,
});

export interface ReportedApp {
  /** Empty for one that the device names without: Macs have such apps. */
  identifier: string;
  name?: string;
  version?: string;
  shortVersion?: string;
  /** Bytes. */
  bundleSize?: number;
  /** Bytes. */
  dynamicSize?: number;
  isValidated?: boolean;
  installing?: boolean;
  hasUpdateAvailable?: boolean;
  /** Licensed to the device rather than to the user. */
  deviceLicensed?: boolean;
  appStoreVendable?: boolean;
  betaApp?: boolean;
  source?: string;
}

/** Decodes InstalledApplicationList. */
export const decodeInstalledApplicationList = (report: Dictionary): Decoded<ReportedApp[]> =>
  decodeList(report, 'InstalledApplicationList', (entry) => {
    const parsed = installedAppSchema.safeParse(entry);
    if (!parsed.success) return undefined;
    const app = parsed.data;
    const { Identifier: identifier = '' } = app;
    if (identifier === '' && app.Name === undefined) return undefined;
    return {
      identifier,
      ...compact({
        name: app.Name,
        version: app.Version,
        shortVersion: app.ShortVersion,
        bundleSize: app.BundleSize,
        dynamicSize: app.DynamicSize,
        isValidated: app.IsValidated,
        installing: app.Installing,
        hasUpdateAvailable: app.HasUpdateAvailable,
        deviceLicensed: app.DeviceBasedVPP,
        appStoreVendable: app.AppStoreVendable,
        betaApp: app.BetaApp,
        source: app.Source,
      }),
    };
  });

const managedAppSchema = z.object({
  Status: z.string(),
  ManagementFlags: number.catch(0),
  HasConfiguration: z.boolean().catch(false),
  HasFeedback: z.boolean().catch(false),
  IsValidated: flag,
  ExternalVersionIdentifier: count,
});

export interface ReportedManagedApp {
  identifier: string;
  /** Apple's word, such as Managed, Installing or UserRejected. */
  status: string;
  /** 1: removed with the enrollment; 4: no backup; 5: both. */
  managementFlags: number;
  hasConfiguration: boolean;
  hasFeedback: boolean;
  isValidated?: boolean;
  externalVersionIdentifier?: number;
}

/** Decodes ManagedApplicationList, a dictionary by bundle identifier. Redemption codes are not kept. */
export const decodeManagedApplicationList = (report: Dictionary): Decoded<ReportedManagedApp[]> => {
  const apps = report.ManagedApplicationList;
  if (!isDictionary(apps)) return { value: [], skipped: ['ManagedApplicationList'], dropped: [] };
  const skipped: string[] = [];
  const value = Object.entries(apps).flatMap(([identifier, entry]) => {
    const parsed = managedAppSchema.safeParse(entry);
    if (!parsed.success) {
      skipped.push(`ManagedApplicationList.${identifier}`);
      return [];
    }
    const app = parsed.data;
    return [
      {
        identifier,
        status: app.Status,
        managementFlags: app.ManagementFlags,
        hasConfiguration: app.HasConfiguration,
        hasFeedback: app.HasFeedback,
        ...compact({ isValidated: app.IsValidated, externalVersionIdentifier: app.ExternalVersionIdentifier }),
      },
    ];
  });
  return { value, skipped, dropped: [] };
};

const settingsItemSchema = z.object({
  Item: text,
  Status: z.string(),
  Identifier: text,
  ErrorChain: z.unknown().optional(),
});

export interface SettingsItemResult {
  item?: string;
  identifier?: string;
  succeeded: boolean;
  errors: DeviceError[];
}

/** Decodes the per-item results of a Settings command: the command can be acknowledged while an item failed. */
export const decodeSettingsResult = (report: Dictionary): Decoded<SettingsItemResult[]> =>
  decodeList(report, 'Settings', (entry) => {
    const parsed = settingsItemSchema.safeParse(entry);
    if (!parsed.success) return undefined;
    return {
      ...compact({ item: parsed.data.Item, identifier: parsed.data.Identifier }),
      succeeded: parsed.data.Status === 'Acknowledged',
      errors: decodeErrorChain(parsed.data.ErrorChain),
    };
  });
