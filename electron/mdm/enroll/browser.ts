// What a browser's user agent says about platform and system version, with the cases where it does not tell the truth.
import type { Platform } from '../../../shared/model/enrollment.ts';

export interface BrowserDevice {
  readonly platform: Platform;
  readonly osVersion: string;
  /** The user agent looks the same on an iPad that asks for desktop pages and on a Mac. */
  readonly ambiguous: boolean;
}

/** Choices a person may make on the page when the user agent misleads. */
export interface BrowserHints {
  readonly device?: string | null;
  readonly system?: string | null;
}

const newer = (a: string | undefined, b: string | undefined): string | undefined =>
  a !== undefined && (b === undefined || Number.parseFloat(a) >= Number.parseFloat(b)) ? a : b;

/** Safari numbers: 14 came with macOS 11, 18 with macOS 15; from 26 on both carry the same number. */
const macosOfSafari = (safari: number): string => (safari >= 26 ? String(safari) : String(safari - 3));

/**
 * Reads a user agent. Undefined for anything that is not an iPhone, iPad or Mac. Since Safari 26 the "OS" part is frozen,
 * and on Macs it always was; then Safari's own version tells the system, which on older Macs may overstate it.
 */
export const deviceOfBrowser = (userAgent: string, hints: BrowserHints = {}): BrowserDevice | undefined => {
  const safari = /Version\/(\d+(?:\.\d+)?)/.exec(userAgent)?.[1];
  const mobile = /\((iPhone|iPad|iPod)[^)]*? OS (\d+)(?:_(\d+))?/.exec(userAgent);
  if (mobile !== null) {
    const system = `${mobile[2] ?? ''}.${mobile[3] ?? '0'}`;
    return {
      platform: mobile[1] === 'iPad' ? 'iPadOS' : 'iOS',
      osVersion: newer(safari, system) ?? system,
      ambiguous: false,
    };
  }
  const mac = /Macintosh;[^)]*Mac OS X (\d+)[_.](\d+)/.exec(userAgent);
  if (mac === null) return undefined;
  if (hints.device === 'ipad') return { platform: 'iPadOS', osVersion: safari ?? '13.0', ambiguous: true };
  if (hints.system === 'older') return { platform: 'macOS', osVersion: '14', ambiguous: true };
  const major = Number.parseInt(safari ?? '', 10);
  const stated = `${mac[1] ?? '10'}.${mac[2] ?? '15'}`;
  return {
    platform: 'macOS',
    osVersion: Number.isNaN(major) || major < 14 ? stated : macosOfSafari(major),
    ambiguous: true,
  };
};
