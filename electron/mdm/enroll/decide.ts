// Gathers what the decision needs about a person and logs the outcome.
import type { EnrollmentDecision, Platform } from '../../../shared/model/enrollment.ts';
import { decideEnrollmentType, decisionCodes } from './decision.ts';
import { requireMinimumVersion, type VersionedDevice } from './minimum-version.ts';
import type { DecisionSources, DeviceHint, EffectiveSetting } from './ports.ts';
import type { EnrollUser } from '../../sign-in/ports.ts';
import { PersonError } from '../../sign-in/texts.ts';

export interface DecisionQuestion extends DeviceHint {
  readonly user: EnrollUser;
  readonly platform: Platform;
  readonly osVersion?: string | undefined;
}

export interface DecidedType extends EnrollmentDecision {
  readonly setting: EffectiveSetting;
}

/** Asks every source anew, so that a changed setting counts at the next try. */
export const createDecider =
  (sources: DecisionSources) =>
  async ({ user, platform, osVersion, udid, serialNumber }: DecisionQuestion): Promise<DecidedType> => {
    const [setting, businessManager, previousType] = await Promise.all([
      sources.effectiveSetting(user.id),
      sources.businessManager(),
      sources.previousType(user.id, { platform, udid, serialNumber }),
    ]);
    const decision = decideEnrollmentType({
      device: { platform, osVersion },
      managedAppleId: user.managedAppleId,
      setting,
      businessManager,
      previousType,
    });
    return { ...decision, setting };
  };

/**
 * Throws `enrollment.refused` for a device that its person's link may not enroll at all: its system is too old, or only
 * the missing Managed Apple ID stands in the way of User Enrollment.
 */
export const requireEnrollable = (decision: DecidedType, device: VersionedDevice): void => {
  requireMinimumVersion(decision.setting, device);
  // Managing the whole device instead would be more than the person was invited to.
  if (decision.reasons.find((reason) => reason.decisive)?.code === decisionCodes.managedAppleId) {
    throw new PersonError('enrollment.refused', 'errors.noManagedAppleId');
  }
};

export type Decider = ReturnType<typeof createDecider>;
