// What the model family, product name and build of a device say about its platform and system version.
import { lookUp } from '../../shared/look-up.ts';
import type { Platform } from '../../shared/model/enrollment.ts';

const families: Readonly<Record<string, Platform>> = {
  iPhone: 'iOS',
  iPod: 'iOS',
  iPad: 'iPadOS',
  AppleTV: 'tvOS',
  RealityDevice: 'visionOS',
  Watch: 'watchOS',
};

/** Platform of a product name such as `iPhone14,2`, `MacBookPro18,3` or a model family such as `Mac`. */
export const platformOfProduct = (product: string): Platform | undefined => {
  const name = /^[A-Za-z]+/.exec(product)?.[0] ?? '';
  if (/^(i?Mac|VirtualMac|Xserve|ADP)/.test(name)) return 'macOS';
  return lookUp(families, name);
};

/**
 * System version of a build such as `21A329`: the leading number counts major releases. Used when a device is too old
 * to send OS_VERSION. Major versions jumped to 26 in 2025, hence the two ranges.
 */
export const versionOfBuild = (build: string, platform: Platform): string | undefined => {
  const train = Number.parseInt(/^(\d{1,3})[A-Z]/.exec(build)?.[1] ?? '', 10);
  if (Number.isNaN(train)) return undefined;
  if (platform === 'iOS' || platform === 'iPadOS') return String(train <= 22 ? train - 4 : train + 3);
  if (platform === 'macOS') return train < 20 ? `10.${String(train - 4)}` : String(train <= 24 ? train - 9 : train + 1);
  return undefined;
};
