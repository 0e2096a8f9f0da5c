// What a device says about itself, signed, when it starts an account-driven enrollment or answers a Profile Service
// payload. Apple: "MachineInfo", "Over-the-Air Profile Delivery".
import { z } from 'zod';
import type { Platform } from '../../../shared/model/enrollment.ts';
import { ProtocolError } from '../../core/errors.ts';
import { platformOfProduct, versionOfBuild } from '../product.ts';
import { parsePlist } from '../../wire/plist.ts';
import type { MachineInfoVerifier } from './machine-info-verifier.ts';

const text = z.string().min(1).max(256);

/** Every key is optional in practice and later systems add more, so unknown ones pass. */
const machineInfoSchema = z.looseObject({
  PRODUCT: text,
  VERSION: text.optional(),
  OS_VERSION: text.optional(),
  LANGUAGE: text.optional(),
  UDID: text.optional(),
  SERIAL: text.optional(),
  IMEI: text.optional(),
  MEID: text.optional(),
  CHALLENGE: text.optional(),
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
  const parsed = machineInfoSchema.safeParse(parsePlist(content));
  if (!parsed.success) throw new ProtocolError('device.rejected', 'The device did not say what it is (PRODUCT).');
  const info = parsed.data;
  const platform = platformOfProduct(info.PRODUCT);
  if (platform === undefined) throw new ProtocolError('device.rejected', 'This kind of device is not known here.');
  const build = info.VERSION === undefined ? undefined : versionOfBuild(info.VERSION, platform);
  return {
    product: info.PRODUCT,
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
