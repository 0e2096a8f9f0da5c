// What a browser's user agent says about platform and system version, with the cases where it does not tell the truth.
import type { Platform } from '../../shared/model/enrollment.ts';
import { isAtLeast } from '../../shared/model/version.ts';

export interface BrowserDevice {
  readonly platform: Platform;
  readonly osVersion: string;
}

/** What the person says it is: an iPad that asks for desktop pages sends the user agent of a Mac. */
export const deviceChoices = ['mac', 'mac-older', 'ipad'] as const;
export type DeviceChoice = (typeof deviceChoices)[number];

const later = (a: string | undefined, b: string): string =>
  a !== undefined && Number.parseFloat(a) >= Number.parseFloat(b) ? a : b;

/** Safari numbers: 14 came with macOS 11, 18 with macOS 15; from 26 on both carry the same number. */
const macosOfSafari = (safari: number): string => (safari >= 26 ? String(safari) : String(safari - 3));

const macosOf = (safari: string | undefined, stated: string): string => {
  const major = Number.parseInt(safari ?? '', 10);
  return Number.isNaN(major) || major < 14 ? stated : macosOfSafari(major);
};

/**
 * Reads a user agent. Undefined for anything that is not an iPhone, iPad or Mac; a list of choices if only the person
 * can tell. Since Safari 26 the "OS" part is frozen on iPhones, and on Macs it always was; then Safari's own version
 * tells the system. On a Mac one version behind it overstates it, hence the choice of an older one.
 */
export const deviceOfBrowser = (
  userAgent: string,
  choice?: DeviceChoice,
): BrowserDevice | readonly DeviceChoice[] | undefined => {
  const safari = /Version\/(\d+(?:\.\d+)?)/.exec(userAgent)?.[1];
  const mobile = /\((iPhone|iPad|iPod)[^)]*? OS (\d+)(?:_(\d+))?/.exec(userAgent);
  if (mobile !== null) {
    const system = `${mobile[2] ?? ''}.${mobile[3] ?? '0'}`;
    return { platform: mobile[1] === 'iPad' ? 'iPadOS' : 'iOS', osVersion: later(safari, system) };
  }
  const mac = /Macintosh;[^)]*Mac OS X (\d+)[_.](\d+)/.exec(userAgent);
  if (mac === null) return undefined;
  const macos = macosOf(safari, `${mac[1] ?? '10'}.${mac[2] ?? '15'}`);
  const couldBeOlder = isAtLeast(macos, '15');
  if (choice === 'ipad') return { platform: 'iPadOS', osVersion: safari ?? '13.0' };
  if (choice === 'mac-older' && couldBeOlder) return { platform: 'macOS', osVersion: '14' };
  if (choice !== undefined) return { platform: 'macOS', osVersion: macos };
  return couldBeOlder ? deviceChoices : ['mac', 'ipad'];
};
