// Whether a person may enroll one more device.
import type { Clock } from '../core/ports.ts';
import type { Executor } from '../db/executor.ts';
import { takenPlaces } from '../db/stores/protocol/device-places.ts';
import { createUsersStore } from '../db/stores/people/users.ts';
import type { AdmissionRule } from '../mdm/enroll/ports.ts';
import { PersonError } from '../sign-in/texts.ts';
import { createUserSettingsService } from './user-settings.ts';
import { hour } from '../core/durations.ts';

/** A device between Authenticate and TokenUpdate counts this long; what takes longer has given up. */
export const enrollingCountsMs = hour;

/** Asked before a profile is served, and again over the transaction in which the enrollment begins. */
export const createAdmission = (deps: {
  readonly executor: Executor;
  readonly clock: Pick<Clock, 'now'>;
}): AdmissionRule => {
  const { executor, clock } = deps;
  const settings = createUserSettingsService(deps);

  return {
    async refusal({ userId, type, serialNumber, managedAppleId, enrollmentId }) {
      const person = await createUsersStore(executor).find(userId);
      // A profile in hand, or an identity of before, is worth no more than its person may do now.
      if (person && !person.enabled) return new PersonError('enrollment.refused', 'errors.disabled');
      // A User Enrollment tells no serial number, and a browser tells none yet.
      if (type === 'device' && (serialNumber !== undefined || enrollmentId !== undefined)) {
        const { allowedSerials } = await settings.registration(userId);
        if (allowedSerials !== null && !allowedSerials.includes(serialNumber?.toUpperCase() ?? '')) {
          return new PersonError('enrollment.refused', 'errors.serialNotAllowed', { serial: serialNumber ?? '–' });
        }
      }
      // It may have changed since the profile was made; from now on it cannot.
      if (managedAppleId !== undefined) {
        if (person?.managedAppleId?.toLowerCase() !== managedAppleId.toLowerCase()) {
          return new PersonError('enrollment.refused', 'errors.managedAppleIdChanged');
        }
      }
      const { maximum } = await settings.body('device-limit', userId);
      if (maximum === null) return undefined;
      const taken = await takenPlaces(executor, userId, enrollmentId, clock.now() - enrollingCountsMs);
      return taken < maximum
        ? undefined
        : new PersonError('enrollment.refused', 'errors.deviceLimit', { count: maximum });
    },
  };
};
