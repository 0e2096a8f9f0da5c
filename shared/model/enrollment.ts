// Domain words for enrollments, used on both sides.
import { z } from 'zod';
import { shownTextSchema } from '../locales/admin-texts.ts';
import words from '../locales/en/model.json' with { type: 'json' };

export const platforms = ['iOS', 'iPadOS', 'macOS', 'tvOS', 'visionOS', 'watchOS'] as const;
export type Platform = (typeof platforms)[number];
export const platformSchema = z.enum(platforms);

/** `user` is User Enrollment (BYOD); everything else is `device`. */
export const enrollmentTypes = ['user', 'device'] as const;
export type EnrollmentType = (typeof enrollmentTypes)[number];
export const enrollmentTypeSchema = z.enum(enrollmentTypes);

export const enrollmentTypeLabel: Readonly<Record<EnrollmentType, string>> = words.enrollmentType;

/** The way a device came in. */
export const enrollmentFlows = ['profile-device', 'profile-user', 'account-user', 'account-device'] as const;
export type EnrollmentFlow = (typeof enrollmentFlows)[number];
export const enrollmentFlowSchema = z.enum(enrollmentFlows);

/** States of an enrollment after its first Authenticate. */
export const enrollmentStates = [
  'authenticated',
  'enrolled',
  'token-invalid',
  'expired',
  'retire-pending',
  'wipe-pending',
  'wiped',
  'checked-out',
  'removed-by-admin',
] as const;
export type EnrollmentState = (typeof enrollmentStates)[number];
export const enrollmentStateSchema = z.enum(enrollmentStates);

/** The console's word for each state. */
export const enrollmentStateLabel: Readonly<Record<EnrollmentState, string>> = words.enrollmentState;

/** States in which the device still takes commands. */
export const reachableStates: readonly EnrollmentState[] = [
  'enrolled',
  'token-invalid',
  'expired',
  'retire-pending',
  'wipe-pending',
];

/** States of an enrollment that is over: the device may say no more under it. */
export const endedStates: readonly EnrollmentState[] = ['checked-out', 'removed-by-admin', 'wiped'];

/** States in which the record may be deleted. */
export const deletableStates: readonly EnrollmentState[] = ['retire-pending', 'wipe-pending', ...endedStates];

export const ownerships = ['user-owned', 'company-owned', 'not-set'] as const;
export type Ownership = (typeof ownerships)[number];
export const ownershipSchema = z.enum(ownerships);
/** What an invitation can say of the owner; without it the registration setting decides. */
export const deviceOwners = ['user-owned', 'company-owned'] as const;
export type DeviceOwner = (typeof deviceOwners)[number];
export const deviceOwnerSchema = z.enum(deviceOwners);
export const ownershipLabel: Readonly<Record<Ownership, string>> = words.ownership;

/** One requirement of the enrollment decision and whether it held. */
export const decisionReasonSchema = z.strictObject({
  code: z.string(),
  text: shownTextSchema,
  /** True if this reason is the one that settled the type. */
  decisive: z.boolean(),
  met: z.boolean(),
});
export type DecisionReason = z.infer<typeof decisionReasonSchema>;

export const enrollmentDecisionSchema = z.strictObject({
  type: enrollmentTypeSchema,
  reasons: z.array(decisionReasonSchema),
});
export type EnrollmentDecision = z.infer<typeof enrollmentDecisionSchema>;
