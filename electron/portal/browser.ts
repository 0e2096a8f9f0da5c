// What a browser's user agent says about the device, and what only the person can say.
import type { Platform } from '../../shared/model/enrollment.ts';
import { isAtLeast } from '../../shared/model/version.ts';

/** A device as a browser or its person describes it. All of it is a hint: the device itself tells when it enrolls. */
export interface BrowserDevice {
  readonly platform: Platform;
  /** Of an iPhone or iPad that shows mobile pages; no browser on a Mac tells the version. */
  readonly osVersion?: string | undefined;
  /** The person, or else the mobile browser, says that the system is older than iOS 18 or macOS 15. */
  readonly isOlder: boolean;
  /** On iPhone and iPad only Safari hands a downloaded profile to Settings. */
  readonly needsSafari: boolean;
}

/** What the person says it is: an iPad that asks for desktop pages sends the user agent of a Mac. */
const deskChoices = ['mac', 'mac-older', 'ipad', 'ipad-older'] as const;
/** What the person says of the system, where the browser of an iPhone or iPad says something else. */
const phoneChoices = ['newer', 'older'] as const;

export const deviceChoices = [...deskChoices, ...phoneChoices] as const;
export type DeskChoice = (typeof deskChoices)[number];
export type DeviceChoice = (typeof deviceChoices)[number];

/** First systems without profile-driven User Enrollment. Apple: removed in iOS 18 and macOS 15. */
const profileDrivenEnd = '18';

const later = (a: string | undefined, b: string): string =>
  a !== undefined && Number.parseFloat(a) >= Number.parseFloat(b) ? a : b;

/** Other browsers and the browsers inside of apps; most of them name Safari as well. */
const otherBrowser =
  /CriOS|FxiOS|EdgiOS|EdgA?\/|OPiOS|OPT\/|OPR\/|Chrome\/|Firefox\/|GSA\/|DuckDuckGo|Ddg\/|YaBrowser|FBAN|FBAV|Instagram|MicroMessenger|Teams|Outlook/;

const isSafari = (userAgent: string): boolean =>
  /Version\/\d.*Safari\//.test(userAgent) && !otherBrowser.test(userAgent);

/**
 * Reads a user agent. Undefined for anything that is not an iPhone, iPad or Mac; a list of choices if only the person
 * can tell. Every browser on a Mac says 10.15.7 for ever, and Safari's own number may be ahead of the system. Since
 * Safari 26 the "OS" part is frozen on iPhones; then Safari's version tells the system.
 */
export const deviceOfBrowser = (
  userAgent: string,
  choice?: DeviceChoice,
): BrowserDevice | readonly DeskChoice[] | undefined => {
  const mobile = /\((iPhone|iPad|iPod)[^)]*? OS (\d+)(?:_(\d+))?/.exec(userAgent);
  if (mobile !== null) {
    const safari = isSafari(userAgent) ? /Version\/(\d+(?:\.\d+)?)/.exec(userAgent)?.[1] : undefined;
    const claimed = later(safari, `${mobile[2] ?? ''}.${mobile[3] ?? '0'}`);
    const said = phoneChoices.find((known) => known === choice);
    return {
      platform: mobile[1] === 'iPad' ? 'iPadOS' : 'iOS',
      // Who corrects the browser knows it better than the browser knows anything else of the system.
      ...(said === undefined && { osVersion: claimed }),
      isOlder: said === undefined ? !isAtLeast(claimed, profileDrivenEnd) : said === 'older',
      needsSafari: !isSafari(userAgent),
    };
  }
  if (!userAgent.includes('Macintosh;')) return undefined;
  if (deskChoices.every((known) => known !== choice)) return deskChoices;
  const isPad = choice === 'ipad' || choice === 'ipad-older';
  return {
    platform: isPad ? 'iPadOS' : 'macOS',
    isOlder: choice === 'mac-older' || choice === 'ipad-older',
    needsSafari: isPad && !isSafari(userAgent),
  };
};
