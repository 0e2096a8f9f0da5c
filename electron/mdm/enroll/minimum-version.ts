// The oldest system version that the office lets enroll. It bars older devices from every way to enroll; it does not
// choose between User Enrollment and Device Enrollment.
import type { Platform } from '../../../shared/model/enrollment.ts';
import { isAtLeast } from '../../../shared/model/version.ts';
import type { EffectiveSetting } from './ports.ts';
import { PersonError } from '../../sign-in/texts.ts';

export interface VersionedDevice {
  readonly platform: Platform;
  readonly osVersion?: string | undefined;
  /** Of a build number, which tells only the first parts of the version. */
  readonly approximate?: boolean | undefined;
}

/** The parts of the minimum that can be compared, so that nobody is refused for what is not known. */
const comparable = (minimum: string, version: string): string =>
  minimum.split('.').slice(0, version.split('.').length).join('.');

/** What the setting asks of a platform, if anything. */
export const minimumVersionOf = (
  { minimumVersions }: Pick<EffectiveSetting, 'minimumVersions'>,
  platform: Platform,
): string | undefined =>
  platform === 'iOS' || platform === 'iPadOS' || platform === 'macOS' ? minimumVersions[platform] : undefined;

/**
 * Throws `enrollment.refused` for a device that is older than the setting allows. A device that has not told its version
 * passes; its Authenticate tells it.
 */
export const requireMinimumVersion = (
  setting: Pick<EffectiveSetting, 'minimumVersions'>,
  { platform, osVersion, approximate = false }: VersionedDevice,
): void => {
  const minimum = minimumVersionOf(setting, platform);
  if (minimum === undefined || osVersion === undefined) return;
  if (isAtLeast(osVersion, approximate ? comparable(minimum, osVersion) : minimum)) return;
  throw new PersonError('enrollment.refused', 'errors.tooOld', { platform, version: osVersion, minimum });
};
