import { describe, expect, it } from 'vitest';
import type { AbmDeclaration } from '../../../shared/ipc/apple/business-manager.ts';
import { renderText } from '../../../shared/locales/admin-texts.ts';
import { enrollmentDecisionSchema } from '../../../shared/model/enrollment.ts';
import { decideEnrollmentType, decisionCodes, type DecisionInput } from '../../../electron/mdm/enroll/decision.ts';

const abm: AbmDeclaration = {
  accountConnected: true,
  organizationName: 'Office',
  appsAndBooksConnected: true,
  appsAndBooksSameOrganization: true,
  validatedDomains: ['office.example'],
  federated: false,
};

/** An iPhone against which nothing speaks. */
const good: DecisionInput = {
  device: { platform: 'iOS', osVersion: '17.4' },
  managedAppleId: 'anna@office.example',
  setting: { name: 'Staff', appleEnrollmentType: 'user', includeMacos: false },
  businessManager: abm,
};

const iphone = (device: Partial<DecisionInput['device']>): Partial<DecisionInput> => ({
  device: { ...good.device, ...device },
});
const mac = (includeMacos: boolean, osVersion = '14.1'): Partial<DecisionInput> => ({
  device: { platform: 'macOS', osVersion },
  setting: { ...good.setting, includeMacos },
});
const office = (change: Partial<AbmDeclaration>): Partial<DecisionInput> => ({
  businessManager: { ...abm, ...change },
});
const decide = (change: Partial<DecisionInput> = {}) => decideEnrollmentType({ ...good, ...change });
const decisive = (change: Partial<DecisionInput>) =>
  decide(change)
    .reasons.filter((reason) => reason.decisive)
    .map((reason) => reason.code);

const codes = decisionCodes;
const rows: readonly [string, Partial<DecisionInput>, 'user' | 'device', string][] = [
  ['everything fits', {}, 'user', codes.setting],
  ['Automated Device Enrollment', iphone({ automated: true }), 'device', codes.automated],
  ['Apple Configurator', iphone({ configurator: true }), 'device', codes.configurator],
  ['iOS 12 although the setting says User Enrollment', iphone({ osVersion: '12.5.7' }), 'device', codes.osFloor],
  ['iOS 13.0, the floor itself', iphone({ osVersion: '13.0' }), 'user', codes.setting],
  ['iPadOS 13', iphone({ platform: 'iPadOS', osVersion: '13' }), 'user', codes.setting],
  ['macOS 10.14', mac(true, '10.14.6'), 'device', codes.osFloor],
  ['macOS 10.15, the floor itself', mac(true, '10.15'), 'user', codes.setting],
  ['an unknown version at discovery', iphone({ osVersion: undefined }), 'user', codes.setting],
  ['Apple TV', iphone({ platform: 'tvOS' }), 'device', codes.platform],
  ['supervised', iphone({ supervised: true }), 'device', codes.supervised],
  ['app management without enrollment applies', { appManagementOnly: true }, 'device', codes.appManagement],
  ['sign-in only applies too', { authenticationOnly: true }, 'user', codes.setting],
  [
    'enrolled with User Enrollment before, setting changed since',
    { previousType: 'user', setting: { ...good.setting, appleEnrollmentType: 'device' } },
    'user',
    codes.previousType,
  ],
  ['enrolled with Device Enrollment before', { previousType: 'device' }, 'device', codes.previousType],
  [
    'a Mac enrolled with User Enrollment before, Macs not included since',
    { ...mac(false), previousType: 'user' },
    'user',
    codes.previousType,
  ],
  [
    'the setting says Device Enrollment',
    { setting: { ...good.setting, appleEnrollmentType: 'device' } },
    'device',
    codes.setting,
  ],
  ['a Mac, Macs included', mac(true), 'user', codes.setting],
  ['a Mac, Macs not included', mac(false), 'device', codes.macosIncluded],
  ['Apple Business Manager not connected', office({ accountConnected: false }), 'device', codes.businessManager],
  ['Apps and Books not connected', office({ appsAndBooksConnected: false }), 'device', codes.appsAndBooks],
  [
    'Apps and Books of another organization',
    office({ appsAndBooksSameOrganization: false }),
    'device',
    codes.appsAndBooks,
  ],
  ['no Managed Apple ID', { managedAppleId: undefined }, 'device', codes.managedAppleId],
  [
    'a Managed Apple ID outside the validated domains',
    { managedAppleId: 'anna@elsewhere.example' },
    'device',
    codes.validatedDomain,
  ],
  [
    'the appleid subdomain of a validated domain',
    { managedAppleId: 'Anna@AppleID.Office.example' },
    'user',
    codes.setting,
  ],
  [
    'a domain that only ends like a validated one',
    { managedAppleId: 'anna@badoffice.example' },
    'device',
    codes.validatedDomain,
  ],
  [
    'federated sign-in without a validated domain',
    office({ federated: true, validatedDomains: [] }),
    'user',
    codes.setting,
  ],
];

describe('decideEnrollmentType', () => {
  it.each(rows)('scenarios 11, 12, 13: %s', (_name, change, type, code) => {
    expect(decide(change).type).toBe(type);
    expect(decisive(change)).toEqual([code]);
  });

  it('keeps the order of the console: the first rule that speaks is the decisive one', () => {
    const all: Partial<DecisionInput> = {
      device: { platform: 'iOS', osVersion: '12.0', automated: true, configurator: true, supervised: true },
      appManagementOnly: true,
      previousType: 'device',
      managedAppleId: undefined,
      ...office({ accountConnected: false, appsAndBooksConnected: false, validatedDomains: [] }),
    };
    const unmet = decide(all).reasons.filter((reason) => !reason.met);
    expect(unmet.map((reason) => reason.code)).toEqual([
      codes.automated,
      codes.configurator,
      codes.osFloor,
      codes.supervised,
      codes.appManagement,
      codes.previousType,
      codes.businessManager,
      codes.appsAndBooks,
      codes.managedAppleId,
      codes.validatedDomain,
    ]);
    expect(decisive(all)).toEqual([codes.automated]);
  });

  it('is Device Enrollment under every combination with at least one unmet requirement, and names each of them', () => {
    const faults: readonly [string, Partial<DecisionInput>][] = [
      [codes.osFloor, iphone({ osVersion: '12.1' })],
      [codes.appManagement, { appManagementOnly: true }],
      [codes.setting, { setting: { ...good.setting, appleEnrollmentType: 'device' } }],
      [codes.managedAppleId, { managedAppleId: undefined }],
    ];
    const officeFaults: readonly [string, Partial<AbmDeclaration>][] = [
      [codes.businessManager, { accountConnected: false }],
      [codes.appsAndBooks, { appsAndBooksSameOrganization: false }],
      [codes.validatedDomain, { validatedDomains: ['other.example'] }],
    ];
    for (let bits = 0; bits < 2 ** (faults.length + officeFaults.length); bits += 1) {
      const own = faults.filter((_fault, index) => bits & (1 << index));
      const theirs = officeFaults.filter((_fault, index) => bits & (1 << (index + faults.length)));
      const result = decide({
        ...(Object.assign({}, ...own.map(([, change]) => change)) as Partial<DecisionInput>),
        ...office(Object.assign({}, ...theirs.map(([, change]) => change)) as Partial<AbmDeclaration>),
      });
      const unmet = new Set(result.reasons.filter((reason) => !reason.met).map((reason) => reason.code));
      for (const [code] of [...own, ...theirs]) expect(unmet).toContain(code);
      expect(result.type).toBe(bits === 0 ? 'user' : 'device');
      expect(result.reasons.filter((reason) => reason.decisive)).toHaveLength(1);
    }
  });

  it('is stored with its keys; what was stored before texts had keys keeps showing', () => {
    const stored = enrollmentDecisionSchema.parse(JSON.parse(JSON.stringify(decide({ previousType: 'user' }))));
    const [decisive] = stored.reasons.filter((reason) => reason.decisive);
    expect(renderText(decisive?.text ?? '', 'de')).toMatch(/^Das Gerät war schon mit der Benutzerregistrierung/);
    const reasons = [{ code: codes.validatedDomain, text: 'Sign-in is federated.', met: true, decisive: true }];
    expect(enrollmentDecisionSchema.parse({ type: 'user', reasons }).reasons).toEqual(reasons);
  });

  it('gives every reason a text a person can read', () => {
    for (const [, change] of rows) {
      for (const reason of decide(change).reasons) expect(renderText(reason.text, 'en')).toMatch(/^\p{L}.{10,}\.$/u);
    }
  });
});
