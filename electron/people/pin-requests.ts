// New PINs that people ask for themselves on the sign-in page: mailed to the address the office knows, or not at all.
import type { Audit } from '../office/audit.ts';
import type { Clock, Logger } from '../core/ports.ts';
import type { PinRequests } from '../sign-in/ports.ts';
import { createRateLimit } from '../sign-in/rate-limit.ts';
import type { User } from '../model/people.ts';
import type { UserSettingsService } from './user-settings.ts';
import { day } from '../core/durations.ts';

/** A new PIN ends the one before, so that whoever knows a name must not go on asking. */
export const pinRequestsPerDay = 3;

export const createPinRequests = (deps: {
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly byIdentifier: (identifier: string) => Promise<User | undefined>;
  readonly settings: Pick<UserSettingsService, 'list' | 'registration'>;
  readonly audit: Audit;
  /** Mails a new PIN to a person. */
  readonly mailPin: (userId: string) => Promise<void>;
}): PinRequests => {
  const perPerson = createRateLimit({ clock: deps.clock, limit: pinRequestsPerDay, windowMs: day });

  return {
    async isOffered() {
      const settings = await deps.settings.list('registration');
      return settings.some(({ body }) => body.registrationType !== 'password' && body.pin.allowRequest);
    },

    async request(identifier) {
      const user = await deps.byIdentifier(identifier);
      if (user?.enabled !== true) return;
      const { registrationType, pin } = await deps.settings.registration(user.id);
      if (registrationType === 'password' || !pin.allowRequest) return;
      if (perPerson.waitMs(user.id) > 0) {
        deps.logger.info('a person asked for too many PINs', { userId: user.id });
        return;
      }
      perPerson.count(user.id);
      await deps.audit.record({
        actor: user.username,
        category: 'Users',
        type: 'Registration PIN',
        name: user.displayName,
        activity: 'Requested',
        changes: [{ attribute: 'Requested On', after: 'Enrollment page' }],
      });
      await deps.mailPin(user.id);
    },
  };
};
