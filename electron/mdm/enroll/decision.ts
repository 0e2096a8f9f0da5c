// The one rule that decides between User Enrollment and Device Enrollment, with its reasons.
import { type AdminText, renderText, say } from '../../../shared/locales/admin-texts.ts';
import { shownName } from '../../../shared/locales/shipped.ts';
import type { AbmDeclaration } from '../../../shared/ipc/apple/business-manager.ts';
import type { DecisionReason, EnrollmentDecision, EnrollmentType, Platform } from '../../../shared/model/enrollment.ts';
import { isAtLeast } from '../../../shared/model/version.ts';
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

type Rule = Omit<DecisionReason, 'decisive' | 'text'> & { readonly text: AdminText };

/** Oldest systems that know User Enrollment. Apple: iOS and iPadOS 13, macOS 10.15, visionOS 1.1. */
export const userEnrollmentFloors: Partial<Record<Platform, string>> = {
  iOS: '13.0',
  iPadOS: '13.0',
  macOS: '10.15',
  visionOS: '1.1',
};

const fail = (code: string, text: AdminText): Rule => ({ code, text, met: false });
const pass = (code: string, text: AdminText): Rule => ({ code, text, met: true });

/** Rules about the device itself; no setting can change them. Order of the console's decision table. */
const deviceRules = (device: DecisionDevice): Rule[] => {
  const rules: Rule[] = [];
  if (device.automated === true) {
    rules.push(fail(decisionCodes.automated, say('reasons.automated')));
  }
  if (device.configurator === true) {
    rules.push(fail(decisionCodes.configurator, say('reasons.configurator')));
  }
  const floor = userEnrollmentFloors[device.platform];
  if (floor === undefined) {
    rules.push(fail(decisionCodes.platform, say('reasons.platformWithout', { platform: device.platform })));
  } else if (device.osVersion === undefined) {
    rules.push(pass(decisionCodes.osFloor, say('reasons.versionUnknown', { platform: device.platform, floor })));
  } else if (!isAtLeast(device.osVersion, floor)) {
    rules.push(
      fail(
        decisionCodes.osFloor,
        say('reasons.versionTooOld', { platform: device.platform, version: device.osVersion, floor }),
      ),
    );
  } else {
    rules.push(
      pass(
        decisionCodes.osFloor,
        say('reasons.versionNewEnough', { platform: device.platform, version: device.osVersion, floor }),
      ),
    );
  }
  rules.push(
    device.supervised === true
      ? fail(decisionCodes.supervised, say('reasons.supervised'))
      : pass(decisionCodes.supervised, say('reasons.notSupervised')),
  );
  return rules;
};

const settingRules = (input: DecisionInput): Rule[] => {
  const { device, setting, previousType } = input;
  // Enrolling again from the client keeps the type of the first time, whatever the setting says by now.
  if (previousType === 'user') {
    return [pass(decisionCodes.previousType, say('reasons.wasUserEnrollment'))];
  }
  if (previousType === 'device') {
    return [fail(decisionCodes.previousType, say('reasons.wasDeviceEnrollment'))];
  }
  const rules: Rule[] = [
    setting.appleEnrollmentType === 'user'
      ? pass(decisionCodes.setting, say('reasons.asksUserEnrollment', { setting: shownName(setting.name) }))
      : fail(decisionCodes.setting, say('reasons.asksDeviceEnrollment', { setting: shownName(setting.name) })),
  ];
  if (device.platform === 'macOS') {
    rules.push(
      setting.includeMacos
        ? pass(decisionCodes.macosIncluded, say('reasons.includesMacs', { setting: shownName(setting.name) }))
        : fail(decisionCodes.macosIncluded, say('reasons.excludesMacs', { setting: shownName(setting.name) })),
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
      ? pass(decisionCodes.businessManager, say('reasons.businessManager'))
      : fail(decisionCodes.businessManager, say('reasons.noBusinessManager')),
    abm.appsAndBooksConnected && abm.appsAndBooksSameOrganization
      ? pass(decisionCodes.appsAndBooks, say('reasons.appsAndBooks'))
      : fail(
          decisionCodes.appsAndBooks,
          abm.appsAndBooksConnected ? say('reasons.appsAndBooksElsewhere') : say('reasons.noAppsAndBooks'),
        ),
    managedAppleId !== undefined
      ? pass(decisionCodes.managedAppleId, say('reasons.managedAppleId'))
      : fail(decisionCodes.managedAppleId, say('reasons.noManagedAppleId')),
    abm.federated || validated
      ? pass(
          decisionCodes.validatedDomain,
          validated ? say('reasons.domainValidated', { domain }) : say('reasons.federated'),
        )
      : fail(
          decisionCodes.validatedDomain,
          domain === '' ? say('reasons.noDomain') : say('reasons.domainNotValidated', { domain }),
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
    rules.push(fail(decisionCodes.appManagement, say('reasons.appManagementFirst')));
  }
  if (input.authenticationOnly === true) {
    rules.push(pass(decisionCodes.authenticationOnly, say('reasons.beforeSignInOnly')));
  }
  const wish = settingRules(input);
  rules.push(...wish, ...organizationRules(input));
  const decisive = rules.find((rule) => !rule.met) ?? wish[0];
  return {
    type: rules.every((rule) => rule.met) ? 'user' : 'device',
    reasons: rules.map((rule) => ({ ...rule, decisive: rule === decisive })),
  };
};

type Decided = Pick<EnrollmentDecision, 'reasons'>;

/** The reasons as the logs tell them. */
export const loggedReasons = ({ reasons }: Decided): readonly DecisionReason[] =>
  reasons.map((reason) => ({ ...reason, text: renderText(reason.text, 'en') }));

/** The sentence that settled a decision, for logs and devices. */
export const decisiveReason = ({ reasons }: Decided): string => {
  const decisive = reasons.find((reason) => reason.decisive);
  return decisive === undefined ? '' : renderText(decisive.text, 'en');
};
