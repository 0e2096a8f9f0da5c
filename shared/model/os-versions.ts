// Systems of Apple's that exist, by major version: Apple's numbers jump from 18 (macOS: 15) to 26, the year of the system.

export const versionedPlatforms = ['iOS', 'iPadOS', 'macOS'] as const;
export type VersionedPlatform = (typeof versionedPlatforms)[number];

/** Major versions that devices under management have, newest first. */
export const knownMajors: Readonly<Record<VersionedPlatform, readonly number[]>> = {
  iOS: [27, 26, 18, 17, 16, 15, 14, 13],
  iPadOS: [27, 26, 18, 17, 16, 15, 14, 13],
  macOS: [27, 26, 15, 14, 13, 12, 11],
};

/** Years that go by before a system that comes out after this release is taken for a typing error. */
const majorsAhead = 2;
/** No system since iOS 13 and macOS 11 got further within its major version. */
const highestMinor = 12;

/** Whether a system of that version exists, or may come out soon. `version` is digits with points, such as `16.4`. */
export const mayExist = (platform: VersionedPlatform, version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (platform === 'macOS' && major === 10) return minor === 15;
  const [newest = 0] = knownMajors[platform];
  const exists = knownMajors[platform].includes(major) || (major > newest && major <= newest + majorsAhead);
  return exists && minor <= highestMinor;
};
