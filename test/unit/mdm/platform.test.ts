import { describe, expect, it } from 'vitest';
import { platformOf } from '../../../electron/mdm/checkin/authenticate.ts';

const authenticate = { MessageType: 'Authenticate', Topic: 'com.apple.mgmt.External.office' } as const;

describe('the platform of a device at Authenticate', () => {
  it.each([
    ['iPhone14,2', 'iOS'],
    ['iPod9,1', 'iOS'],
    ['iPad13,1', 'iPadOS'],
    ['MacBookPro18,3', 'macOS'],
    ['Mac15,3', 'macOS'],
    ['iMac21,1', 'macOS'],
    ['VirtualMac2,1', 'macOS'],
    ['AppleTV14,1', 'tvOS'],
    ['RealityDevice14,1', 'visionOS'],
    ['Watch6,1', 'watchOS'],
  ] as const)('is read from the product: %s', (ProductName, platform) => {
    expect(platformOf({ ...authenticate, ProductName }, undefined)).toBe(platform);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('is the usual one for a product %s', (name) => {
    expect(platformOf({ ...authenticate, ProductName: name }, undefined)).toBe('iOS');
    expect(platformOf({ ...authenticate, ProductName: name }, 'macOS')).toBe('macOS');
    expect(platformOf({ ...authenticate, Model: name, ModelName: name }, undefined)).toBe('iOS');
  });

  it('is what was known before when the message names no product, a Mac staying a Mac', () => {
    expect(platformOf(authenticate, 'macOS')).toBe('macOS');
    expect(platformOf({ ...authenticate, Model: 'MacBookAir10,1' }, undefined)).toBe('macOS');
    expect(platformOf(authenticate, undefined)).toBe('iOS');
  });
});
