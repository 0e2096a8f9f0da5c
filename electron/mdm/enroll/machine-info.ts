// What a device says about itself, signed, when it starts an account-driven enrollment or answers a Profile Service
// payload. Apple: "MachineInfo", "Over-the-Air Profile Delivery".
import { z } from 'zod';
import type { Platform } from '../../../shared/model/enrollment.ts';
import { ProtocolError } from '../../core/errors.ts';
import { platformOfProduct, versionOfBuild } from '../product.ts';
import { parseDevicePlist } from '../../wire/lenient-plist.ts';
import { optionalHardwareId, optionalText, optionalVersion } from '../device-values.ts';
import type { MachineInfoVerifier } from './machine-info-verifier.ts';

const text = optionalText(256);

/** Every key is optional in practice and later systems add more, so unknown ones pass. */
const machineInfoSchema = z.looseObject({
  PRODUCT: text,
  VERSION: text,
  OS_VERSION: optionalVersion(),
  LANGUAGE: text,
  UDID: optionalHardwareId(),
  SERIAL: optionalHardwareId(),
  IMEI: optionalHardwareId(),
  MEID: optionalHardwareId(),
  CHALLENGE: text,
});

export interface MachineInfo {
  readonly product: string;
  readonly platform: Platform;
  readonly osVersion: string | undefined;
  /** The version was read off the build number. */
  readonly approximate: boolean;
  readonly udid: string | undefined;
  readonly serialNumber: string | undefined;
  /** Hardware identifiers the message carries; User Enrollment may carry none. */
  readonly identifiers: readonly string[];
  /** Of the Profile Service payload that the message answers. */
  readonly challenge: string | undefined;
}

/** Decodes what was verified. Throws `plist.invalid` or `device.rejected`. */
export const decodeMachineInfo = (content: Buffer): MachineInfo => {
  const info = machineInfoSchema.parse(parseDevicePlist(content).dict);
  const { PRODUCT: product } = info;
  if (product === undefined) {
    throw new ProtocolError('device.rejected', 'The device did not say what it is: PRODUCT is missing or empty.');
  }
  const platform = platformOfProduct(product);
  if (platform === undefined) {
    throw new ProtocolError('device.rejected', `The kind of device ${product} is not known here.`);
  }
  const build = info.VERSION === undefined ? undefined : versionOfBuild(info.VERSION, platform);
  return {
    product,
    platform,
    osVersion: info.OS_VERSION ?? build,
    approximate: info.OS_VERSION === undefined,
    udid: info.UDID,
    serialNumber: info.SERIAL,
    identifiers: (['UDID', 'SERIAL', 'IMEI', 'MEID'] as const).filter((key) => info[key] !== undefined),
    challenge: info.CHALLENGE,
  };
};

/** Verifies and decodes. Throws `cms.invalid`, `cms.untrusted`, `plist.invalid` or `device.rejected`. */
export const readMachineInfo = (body: Buffer, verifier: MachineInfoVerifier): MachineInfo =>
  decodeMachineInfo(verifier.verify(body).content);
