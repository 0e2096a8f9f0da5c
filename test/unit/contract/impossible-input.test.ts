// What nobody can fulfil is refused or warned of where it is typed.
import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/ipc/contract.ts';
import { isOutsideDomains } from '../../../shared/model/managed-apple-id.ts';
import { mayExist } from '../../../shared/model/os-versions.ts';

describe('a minimum version', () => {
  const problemOf = (platform: 'iOS' | 'macOS', version: string): string | undefined => {
    const body = { appleEnrollmentType: 'user', minimumVersions: { [platform]: version } };
    const input = { type: 'registration', name: 'Phones', body, groupIds: ['g'] };
    return contract['userSettings.create'].input.safeParse(input).error?.issues[0]?.path.join('.');
  };

  it.each([
    ['iOS', '0'],
    ['iOS', '999'],
    ['iOS', '19'],
    ['iOS', '25.1'],
    ['iOS', '16.99'],
    ['macOS', '10.9'],
    ['macOS', '16'],
  ] as const)('of %s %s is refused at its field', (platform, version) => {
    expect(problemOf(platform, version)).toBe(`body.minimumVersions.${platform}`);
  });

  it.each([
    ['iOS', '16'],
    ['iOS', '17.7.2'],
    ['iOS', '26.1'],
    ['macOS', '10.15'],
    ['macOS', '15'],
  ] as const)('of %s %s is taken', (platform, version) => {
    expect(problemOf(platform, version)).toBeUndefined();
  });

  it('may be a system that comes out after this release', () => {
    expect([mayExist('iOS', '28'), mayExist('iOS', '29.2'), mayExist('iOS', '30')]).toEqual([true, true, false]);
  });
});

it('a mail domain needs a point, wherever one is typed', () => {
  for (const method of ['enrollment.domainFile', 'enrollment.checkDomain'] as const) {
    expect(contract[method].input.safeParse({ domain: 'office' }).success).toBe(false);
    expect(contract[method].input.safeParse({ domain: 'office.example' }).success).toBe(true);
  }
});

it('a Managed Apple ID outside of the validated domains is seen while it is typed', () => {
  const domains = ['office.example'];
  expect(isOutsideDomains('anna@elsewhere.example', domains)).toBe(true);
  expect(isOutsideDomains('anna@sub.office.example', domains)).toBe(true);
  for (const fine of ['anna@Office.example', 'anna@appleid.office.example', 'anna', 'anna@', '']) {
    expect(isOutsideDomains(fine, domains)).toBe(false);
  }
  expect(isOutsideDomains('anna@elsewhere.example', [])).toBe(false);
});
