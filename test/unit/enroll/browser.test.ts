import { describe, expect, it } from 'vitest';
import { deviceOfBrowser } from '../../../electron/portal/browser.ts';
import { platformOfProduct, versionOfBuild } from '../../../electron/mdm/product.ts';

const iphone = (system: string, safari: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${safari} Mobile/15E148 Safari/604.1`;
const mac = (safari: string) =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${safari} Safari/605.1.15`;

describe('deviceOfBrowser', () => {
  it('reads the system of an iPhone', () => {
    expect(deviceOfBrowser(iphone('17_5_1', '17.5'))).toEqual({
      platform: 'iOS',
      osVersion: '17.5',
      isOlder: true,
      needsSafari: false,
    });
  });
  it('sees through the frozen system version of Safari 26', () => {
    expect(deviceOfBrowser(iphone('18_6', '26.0'))).toMatchObject({ osVersion: '26.0', isOlder: false });
  });
  it('takes the word of the person before that of the browser', () => {
    const newer = deviceOfBrowser(iphone('17_5_1', '17.5'), 'newer');
    expect(newer).toEqual({ platform: 'iOS', isOlder: false, needsSafari: false });
    expect(deviceOfBrowser(iphone('18_6', '26.0'), 'older')).toEqual({
      platform: 'iOS',
      isOlder: true,
      needsSafari: false,
    });
    // An answer about a Mac's browser says nothing here, and the other way round.
    expect(deviceOfBrowser(iphone('18_6', '26.0'), 'mac-older')).toMatchObject({ isOlder: false, osVersion: '26.0' });
    expect(deviceOfBrowser(mac('26.1'), 'older')).toEqual(['mac', 'mac-older', 'ipad', 'ipad-older']);
  });
  it('reads an iPad that asks for mobile pages', () => {
    const agent =
      'Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) AppleWebKit/605.1.15 Version/16.1 Mobile/15E148 Safari/604.1';
    expect(deviceOfBrowser(agent)).toMatchObject({ platform: 'iPadOS', osVersion: '16.1', needsSafari: false });
  });
  const agents = [
    mac('17.4'),
    mac('26.1'),
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0',
  ];
  it.each(agents)('asks the person which Mac or iPad it is, and takes no version from %s', (agent) => {
    expect(deviceOfBrowser(agent)).toEqual(['mac', 'mac-older', 'ipad', 'ipad-older']);
    expect(deviceOfBrowser(agent, 'mac')).toEqual({ platform: 'macOS', isOlder: false, needsSafari: false });
    expect(deviceOfBrowser(agent, 'mac-older')).toEqual({ platform: 'macOS', isOlder: true, needsSafari: false });
    expect(deviceOfBrowser(agent, 'ipad')).toMatchObject({ platform: 'iPadOS', isOlder: false });
    expect(deviceOfBrowser(agent, 'ipad-older')).toMatchObject({ platform: 'iPadOS', isOlder: true });
  });
  it.each([
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/143.0 Mobile/15E148 Safari/605.1.15',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/140.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  ])('knows that only Safari installs profiles on an iPhone, not %s', (agent) => {
    expect(deviceOfBrowser(agent)).toMatchObject({ platform: 'iOS', needsSafari: true });
  });
  it('knows nothing of other systems', () => {
    expect(deviceOfBrowser('Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0')).toBeUndefined();
    expect(deviceOfBrowser('')).toBeUndefined();
  });
});

describe('what a device says about itself', () => {
  it.each([
    ['iPhone14,2', 'iOS'],
    ['iPad13,1', 'iPadOS'],
    ['MacBookPro18,3', 'macOS'],
    ['Mac14,2', 'macOS'],
    ['iMac21,1', 'macOS'],
    ['VirtualMac2,1', 'macOS'],
    ['RealityDevice14,1', 'visionOS'],
    ['AppleTV11,1', 'tvOS'],
    ['Toaster1,1', undefined],
  ])('takes %s as %s', (product, platform) => {
    expect(platformOfProduct(product)).toBe(platform);
  });
  it.each([
    ['19A346', 'iOS', '15'],
    ['21A329', 'iOS', '17'],
    ['22A3354', 'iOS', '18'],
    ['23A340', 'iOS', '26'],
    ['19H2', 'macOS', '10.15'],
    ['23A344', 'macOS', '14'],
    ['25A354', 'macOS', '26'],
    ['nonsense', 'iOS', undefined],
  ] as const)('takes build %s on %s as %s', (build, platform, version) => {
    expect(versionOfBuild(build, platform)).toBe(version);
  });
});
