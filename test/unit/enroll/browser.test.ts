import { describe, expect, it } from 'vitest';
import { deviceOfBrowser } from '../../../electron/portal/browser.ts';
import { platformOfProduct, versionOfBuild } from '../../../electron/mdm/product.ts';

const iphone = (system: string, safari: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${safari} Mobile/15E148 Safari/604.1`;
const mac = (safari: string) =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${safari} Safari/605.1.15`;

describe('deviceOfBrowser', () => {
  it('reads the system of an iPhone', () => {
    expect(deviceOfBrowser(iphone('17_5_1', '17.5'))).toEqual({ platform: 'iOS', osVersion: '17.5' });
  });
  it('sees through the frozen system version of Safari 26', () => {
    expect(deviceOfBrowser(iphone('18_6', '26.0'))).toEqual({ platform: 'iOS', osVersion: '26.0' });
  });
  it('reads an iPad that asks for mobile pages', () => {
    const agent =
      'Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) AppleWebKit/605.1.15 Version/16.1 Mobile/15E148 Safari/604.1';
    expect(deviceOfBrowser(agent)).toEqual({ platform: 'iPadOS', osVersion: '16.1' });
  });
  it('lets the person choose between Mac and iPad, since both send the same', () => {
    expect(deviceOfBrowser(mac('17.4'))).toEqual(['mac', 'ipad']);
    expect(deviceOfBrowser(mac('18.1'))).toEqual(['mac', 'mac-older', 'ipad']);
  });
  it.each([
    ['mac', '17.4', 'macOS', '14'],
    ['mac', '18.1', 'macOS', '15'],
    ['mac', '26.1', 'macOS', '26'],
    ['mac-older', '18.1', 'macOS', '14'],
    ['ipad', '17.4', 'iPadOS', '17.4'],
  ] as const)('takes the choice %s with Safari %s as %s %s', (choice, safari, platform, osVersion) => {
    expect(deviceOfBrowser(mac(safari), choice)).toEqual({ platform, osVersion });
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
