// Decodes what devices answer to DeviceInformation and SecurityInfo into typed inventory.
import { rulePlatform, type TargetPlatform } from '../../compatibility/allowed.ts';
import { queryRule } from '../../compatibility/queries-data.ts';
import { compact, createReader, isDictionary, type Decoded, type Dictionary } from './report-reader.ts';

/** Whom a report came from, as far as decoding depends on it. */
export interface ReportSource {
  readonly platform: TargetPlatform;
  readonly enrollmentType: 'user' | 'device';
}

const withoutForbidden = (
  answers: Dictionary,
  isForbidden: (key: string) => boolean,
): { kept: Dictionary; dropped: string[] } => {
  const dropped = Object.keys(answers).filter(isForbidden);
  const kept = Object.fromEntries(Object.entries(answers).filter(([key]) => !dropped.includes(key)));
  return { kept, dropped };
};

export interface DeviceFacts {
  deviceName?: string;
  osVersion?: string;
  buildVersion?: string;
  supplementalBuildVersion?: string;
  supplementalOsVersionExtra?: string;
  modelName?: string;
  model?: string;
  modelNumber?: string;
  productName?: string;
  /** Gigabytes. */
  capacity?: number;
  /** Gigabytes. */
  available?: number;
  /** 0 to 1. */
  batteryLevel?: number;
  hasBattery?: boolean;
  isAppleSilicon?: boolean;
  isSupervised?: boolean;
  isMultiUser?: boolean;
  isDeviceLocatorServiceEnabled?: boolean;
  isActivationLockEnabled?: boolean;
  isCloudBackupEnabled?: boolean;
  isMdmLostModeEnabled?: boolean;
  systemIntegrityProtectionEnabled?: boolean;
  supportsIosAppInstalls?: boolean;
  awaitingConfiguration?: boolean;
  itunesStoreAccountIsActive?: boolean;
  timeZone?: string;
  localHostName?: string;
  hostName?: string;
  easDeviceIdentifier?: string;
  udid?: string;
  serialNumber?: string;
  imei?: string;
  meid?: string;
  phoneNumber?: string;
  iccid?: string;
  modemFirmwareVersion?: string;
  currentCarrierNetwork?: string;
  wifiMac?: string;
  bluetoothMac?: string;
  ethernetMac?: string;
}

/**
 * Decodes the QueryResponses of DeviceInformation. From a User Enrollment every answer that Apple forbids there (UDID,
 * serial number, MACs and the like) is dropped unread and named in `dropped`.
 */
export const decodeDeviceInformation = (report: Dictionary, source: ReportSource): Decoded<DeviceFacts> => {
  const responses = report.QueryResponses;
  if (!isDictionary(responses)) return { value: {}, skipped: ['QueryResponses'], dropped: [] };
  const platform = rulePlatform(source.platform);
  const { kept, dropped } = withoutForbidden(responses, (key) => {
    if (source.enrollmentType !== 'user') return false;
    const rule = queryRule(key);
    return rule !== undefined && !rule.userEnrollment.includes(platform);
  });
  const reader = createReader(kept);
  const batteryLevel = reader.number('BatteryLevel');
  const value: DeviceFacts = compact({
    deviceName: reader.text('DeviceName'),
    osVersion: reader.version('OSVersion'),
    buildVersion: reader.text('BuildVersion'),
    supplementalBuildVersion: reader.text('SupplementalBuildVersion'),
    supplementalOsVersionExtra: reader.text('SupplementalOSVersionExtra'),
    modelName: reader.text('ModelName'),
    model: reader.text('Model'),
    modelNumber: reader.text('ModelNumber'),
    productName: reader.text('ProductName'),
    capacity: reader.number('DeviceCapacity'),
    available: reader.number('AvailableDeviceCapacity'),
    // -1 means that the device could not tell.
    batteryLevel: batteryLevel !== undefined && batteryLevel >= 0 ? batteryLevel : undefined,
    hasBattery: reader.flag('HasBattery'),
    isAppleSilicon: reader.flag('IsAppleSilicon'),
    isSupervised: reader.flag('IsSupervised'),
    isMultiUser: reader.flag('IsMultiUser'),
    isDeviceLocatorServiceEnabled: reader.flag('IsDeviceLocatorServiceEnabled'),
    isActivationLockEnabled: reader.flag('IsActivationLockEnabled'),
    isCloudBackupEnabled: reader.flag('IsCloudBackupEnabled'),
    isMdmLostModeEnabled: reader.flag('IsMDMLostModeEnabled'),
    systemIntegrityProtectionEnabled: reader.flag('SystemIntegrityProtectionEnabled'),
    supportsIosAppInstalls: reader.flag('SupportsiOSAppInstalls'),
    awaitingConfiguration: reader.flag('AwaitingConfiguration'),
    itunesStoreAccountIsActive: reader.flag('iTunesStoreAccountIsActive'),
    timeZone: reader.text('TimeZone'),
    localHostName: reader.text('LocalHostName'),
    hostName: reader.text('HostName'),
    easDeviceIdentifier: reader.text('EASDeviceIdentifier'),
    udid: reader.text('UDID'),
    serialNumber: reader.text('SerialNumber'),
    imei: reader.text('IMEI'),
    meid: reader.text('MEID'),
    phoneNumber: reader.text('PhoneNumber'),
    iccid: reader.text('ICCID'),
    modemFirmwareVersion: reader.text('ModemFirmwareVersion'),
    currentCarrierNetwork: reader.text('CurrentCarrierNetwork'),
    wifiMac: reader.text('WiFiMAC'),
    bluetoothMac: reader.text('BluetoothMAC'),
    ethernetMac: reader.text('EthernetMAC'),
  });
  return { value, skipped: reader.skipped, dropped };
};

export interface SecurityFacts {
  hardwareEncryptionCaps?: number;
  passcodePresent?: boolean;
  passcodeCompliant?: boolean;
  passcodeCompliantWithProfiles?: boolean;
  fileVaultEnabled?: boolean;
  systemIntegrityProtectionEnabled?: boolean;
  firewallEnabled?: boolean;
  firmwarePasswordExists?: boolean;
  authenticatedRootVolumeEnabled?: boolean;
  remoteDesktopEnabled?: boolean;
  recoveryLockEnabled?: boolean;
  enrolledViaAde?: boolean;
  userApprovedEnrollment?: boolean;
  /** The device's own truth of whether this is a User Enrollment. */
  isUserEnrollment?: boolean;
  isActivationLockManageable?: boolean;
}

const userEnrollmentSecurityKeys: readonly string[] = [
  'HardwareEncryptionCaps',
  'PasscodeCompliant',
  'ManagementStatus',
  'FDE_Enabled',
  'SystemIntegrityProtectionEnabled',
  'FirewallSettings',
  'FirmwarePasswordStatus',
  'SecureBoot',
  'AuthenticatedRootVolumeEnabled',
];

/** Decodes SecurityInfo, the ManagementStatus in it flattened. Keys that User Enrollment forbids are dropped unread. */
export const decodeSecurityInfo = (report: Dictionary, source: ReportSource): Decoded<SecurityFacts> => {
  const info = report.SecurityInfo;
  if (!isDictionary(info)) return { value: {}, skipped: ['SecurityInfo'], dropped: [] };
  const { kept, dropped } = withoutForbidden(
    info,
    (key) => source.enrollmentType === 'user' && !userEnrollmentSecurityKeys.includes(key),
  );
  const reader = createReader(kept);
  const management = createReader(reader.dictionary('ManagementStatus') ?? {});
  const firewall = createReader(reader.dictionary('FirewallSettings') ?? {});
  const firmware = createReader(reader.dictionary('FirmwarePasswordStatus') ?? {});
  const value: SecurityFacts = compact({
    hardwareEncryptionCaps: reader.number('HardwareEncryptionCaps'),
    passcodePresent: reader.flag('PasscodePresent'),
    passcodeCompliant: reader.flag('PasscodeCompliant'),
    passcodeCompliantWithProfiles: reader.flag('PasscodeCompliantWithProfiles'),
    fileVaultEnabled: reader.flag('FDE_Enabled'),
    systemIntegrityProtectionEnabled: reader.flag('SystemIntegrityProtectionEnabled'),
    firewallEnabled: firewall.flag('FirewallEnabled'),
    firmwarePasswordExists: firmware.flag('PasswordExists'),
    authenticatedRootVolumeEnabled: reader.flag('AuthenticatedRootVolumeEnabled'),
    remoteDesktopEnabled: reader.flag('RemoteDesktopEnabled'),
    recoveryLockEnabled: reader.flag('IsRecoveryLockEnabled'),
    enrolledViaAde: management.flag('EnrolledViaDEP'),
    userApprovedEnrollment: management.flag('UserApprovedEnrollment'),
    isUserEnrollment: management.flag('IsUserEnrollment'),
    isActivationLockManageable: management.flag('IsActivationLockManageable'),
  });
  const skipped = [
    ...reader.skipped,
    ...management.skipped.map((key) => `ManagementStatus.${key}`),
    ...firewall.skipped.map((key) => `FirewallSettings.${key}`),
    ...firmware.skipped.map((key) => `FirmwarePasswordStatus.${key}`),
  ];
  return { value, skipped, dropped };
};
