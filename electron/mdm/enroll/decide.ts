// Gathers what the decision needs about a person and logs the outcome.
import type { EnrollmentDecision, Platform } from '../../../shared/model/enrollment.ts';
import { decideEnrollmentType } from './decision.ts';
import type { DecisionSources, DeviceHint, EffectiveSetting, EnrollUser } from './ports.ts';

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

export type Decider = ReturnType<typeof createDecider>;
