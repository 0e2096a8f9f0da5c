// The one rule that decides between User Enrollment and Device Enrollment, with its reasons.
import type { AbmDeclaration } from '../../../shared/ipc/server.ts';
import type { DecisionReason, EnrollmentDecision, EnrollmentType, Platform } from '../../../shared/model/enrollment.ts';
import { isAtLeast } from '../os-version.ts';
import type { EffectiveSetting } from './ports.ts';

export interface DecisionDevice {
  readonly platform: Platform;
  /** Unknown at discovery, where only newer systems ask; then the floor counts as held. */
  readonly osVersion?: string | undefined;
  readonly supervised?: boolean | undefined;
  /** Came through Automated Device Enrollment. */
  readonly automated?: boolean | undefined;
  /** Prepared with Apple Configurator. */
  readonly configurator?: boolean | undefined;
}

export interface DecisionInput {
  readonly device: DecisionDevice;
  readonly managedAppleId?: string | undefined;
  readonly setting: Pick<EffectiveSetting, 'name' | 'appleEnrollmentType' | 'includeMacos'>;
  readonly businessManager: AbmDeclaration;
  /** A configuration for managing apps without enrollment applies to the person. */
  readonly appManagementOnly?: boolean | undefined;
  /** A configuration for signing in without management applies to the person. */
  readonly authenticationOnly?: boolean | undefined;
  /** Type of this person's earlier enrollment of the device, if it enrolls again. */
  readonly previousType?: EnrollmentType | undefined;
}

/** Codes of reasons, stable: tests, logs and the console refer to them. */
export const decisionCodes = {
  automated: 'automated-enrollment',
  configurator: 'apple-configurator',
  supervised: 'supervised',
  osFloor: 'os-floor',
  platform: 'platform',
  appManagement: 'app-management-first',
  authenticationOnly: 'before-authentication-only',
  previousType: 'same-type-as-before',
  setting: 'setting',
  macosIncluded: 'macos-included',
  businessManager: 'business-manager',
  appsAndBooks: 'apps-and-books',
  managedAppleId: 'managed-apple-id',
  validatedDomain: 'validated-domain',
} as const;

type Rule = Omit<DecisionReason, 'decisive'>;

/** Oldest systems that know User Enrollment. Apple: iOS and iPadOS 13, macOS 10.15, visionOS 1.1. */
export const userEnrollmentFloors: Partial<Record<Platform, string>> = {
  iOS: '13.0',
  iPadOS: '13.0',
  macOS: '10.15',
  visionOS: '1.1',
};

const fail = (code: string, text: string): Rule => ({ code, text, met: false });
const pass = (code: string, text: string): Rule => ({ code, text, met: true });

/** Rules about the device itself; no setting can change them. Order of the console's decision table. */
const deviceRules = (device: DecisionDevice): Rule[] => {
  const rules: Rule[] = [];
  if (device.automated === true) {
    rules.push(
      fail(
        decisionCodes.automated,
        'The device came through Automated Device Enrollment, which is always Device Enrollment.',
      ),
    );
  }
  if (device.configurator === true) {
    rules.push(
      fail(
        decisionCodes.configurator,
        'The device was prepared with Apple Configurator, which is always Device Enrollment.',
      ),
    );
  }
  const floor = userEnrollmentFloors[device.platform];
  if (floor === undefined) {
    rules.push(fail(decisionCodes.platform, `User Enrollment does not exist on ${device.platform}.`));
  } else if (device.osVersion === undefined) {
    rules.push(
      pass(
        decisionCodes.osFloor,
        `The device has not told its version yet; ${device.platform} ${floor} or later is needed.`,
      ),
    );
  } else if (!isAtLeast(device.osVersion, floor)) {
    rules.push(
      fail(
        decisionCodes.osFloor,
        `${device.platform} ${device.osVersion} is too old: User Enrollment needs ${device.platform} ${floor} or later.`,
      ),
    );
  } else {
    rules.push(
      pass(decisionCodes.osFloor, `${device.platform} ${device.osVersion} is new enough (${floor} or later).`),
    );
  }
  rules.push(
    device.supervised === true
      ? fail(decisionCodes.supervised, 'The device is supervised; User Enrollment works on unsupervised devices only.')
      : pass(decisionCodes.supervised, 'The device is not known to be supervised.'),
  );
  return rules;
};

const settingRules = (input: DecisionInput): Rule[] => {
  const { device, setting, previousType } = input;
  // Enrolling again from the client keeps the type of the first time, whatever the setting says by now.
  if (previousType === 'user') {
    return [
      pass(
        decisionCodes.previousType,
        'The device was enrolled with User Enrollment before and keeps that type until its old record is deleted.',
      ),
    ];
  }
  if (previousType === 'device') {
    return [
      fail(
        decisionCodes.previousType,
        'The device was enrolled with Device Enrollment before and keeps that type until its old record is deleted.',
      ),
    ];
  }
  const rules: Rule[] = [
    setting.appleEnrollmentType === 'user'
      ? pass(decisionCodes.setting, `The setting "${setting.name}" asks for User Enrollment.`)
      : fail(decisionCodes.setting, `The setting "${setting.name}" asks for Device Enrollment.`),
  ];
  if (device.platform === 'macOS') {
    rules.push(
      setting.includeMacos
        ? pass(decisionCodes.macosIncluded, `The setting "${setting.name}" includes Macs.`)
        : fail(decisionCodes.macosIncluded, `The setting "${setting.name}" does not include Macs in User Enrollment.`),
    );
  }
  return rules;
};

const domainOf = (managedAppleId: string): string =>
  managedAppleId.slice(managedAppleId.lastIndexOf('@') + 1).toLowerCase();

const organizationRules = ({ businessManager: abm, managedAppleId }: DecisionInput): Rule[] => {
  const domain = managedAppleId === undefined ? '' : domainOf(managedAppleId);
  const validated = abm.validatedDomains.some((known) => domain === known || domain === `appleid.${known}`);
  return [
    abm.accountConnected
      ? pass(decisionCodes.businessManager, 'Apple Business Manager is connected.')
      : fail(decisionCodes.businessManager, 'Apple Business Manager is not connected.'),
    abm.appsAndBooksConnected && abm.appsAndBooksSameOrganization
      ? pass(decisionCodes.appsAndBooks, 'Apps and Books of the same organization is connected.')
      : fail(
          decisionCodes.appsAndBooks,
          abm.appsAndBooksConnected
            ? 'Apps and Books belongs to another organization than Apple Business Manager.'
            : 'Apps and Books is not connected.',
        ),
    managedAppleId !== undefined
      ? pass(decisionCodes.managedAppleId, 'The person has a Managed Apple ID.')
      : fail(decisionCodes.managedAppleId, 'The person has no Managed Apple ID.'),
    abm.federated || validated
      ? pass(
          decisionCodes.validatedDomain,
          validated ? `The domain ${domain} is validated at Apple.` : 'Sign-in is federated.',
        )
      : fail(
          decisionCodes.validatedDomain,
          domain === ''
            ? 'No validated domain can be checked without a Managed Apple ID.'
            : `The domain ${domain} is not validated at Apple, and sign-in is not federated.`,
        ),
  ];
};

/**
 * Decides the enrollment type. Every rule is evaluated and reported; the first one that is not met settles Device
 * Enrollment and is marked decisive. If all are met the type is User Enrollment, settled by the earlier enrollment or
 * the setting. Order: Automated Device Enrollment, Configurator, system floor, supervision, app management without
 * enrollment, earlier type, setting, then what Apple Business Manager must provide.
 */
export const decideEnrollmentType = (input: DecisionInput): EnrollmentDecision => {
  const rules: Rule[] = [...deviceRules(input.device)];
  if (input.appManagementOnly === true) {
    rules.push(
      fail(
        decisionCodes.appManagement,
        'A configuration for managing apps without enrollment applies; it goes before User Enrollment.',
      ),
    );
  }
  if (input.authenticationOnly === true) {
    rules.push(
      pass(
        decisionCodes.authenticationOnly,
        'A configuration for sign-in only applies too; User Enrollment goes before it.',
      ),
    );
  }
  const wish = settingRules(input);
  rules.push(...wish, ...organizationRules(input));
  const decisive = rules.find((rule) => !rule.met) ?? wish[0];
  return {
    type: rules.every((rule) => rule.met) ? 'user' : 'device',
    reasons: rules.map((rule) => ({ ...rule, decisive: rule === decisive })),
  };
};

/** The sentence that settled a decision. */
export const decisiveReason = (decision: EnrollmentDecision): string =>
  decision.reasons.find((reason) => reason.decisive)?.text ?? '';
