// Service discovery of account-driven enrollment. Apple: "Implementing the simple authentication user-enrollment flow",
// GET /.well-known/com.apple.remotemanagement.
import { z } from 'zod';
import type { Platform } from '../../../shared/model/enrollment.ts';
import { isAppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { networkOf } from '../../wire/client-network.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../../wire/http.ts';
import type { Decider } from './decide.ts';
import { decisiveReason, loggedReasons } from './decision.ts';
import { platformOfProduct } from '../product.ts';
import type { EnrollLog } from './ports.ts';
import type { EnrollSettings, EnrollUsers } from '../../sign-in/ports.ts';
import type { EnrollmentProfiles } from './profile.ts';
import { createRateLimit } from '../../sign-in/rate-limit.ts';
import { jsonResponse, methodNotAllowed } from '../../sign-in/replies.ts';
import { minute } from '../../core/durations.ts';

export const discoveryPath = '/.well-known/com.apple.remotemanagement';

const discoveryQuery = z.object({
  'user-identifier': z.string().trim().min(3).max(320),
  'model-family': z.string().trim().min(1).max(64),
});

/** Platforms that enroll account-driven. Apple: Apple TV and Watch do not. */
const supported: readonly Platform[] = ['iOS', 'iPadOS', 'macOS', 'visionOS'];

/** Requests of one address per minute: an office behind one address stays far below, a list of names does not. */
const requestsPerMinute = 60;

export interface DiscoveryDeps {
  readonly users: Pick<EnrollUsers, 'byIdentifier'>;
  readonly settings: () => Promise<EnrollSettings>;
  readonly decide: Decider;
  readonly profiles: Pick<EnrollmentProfiles, 'requireTopic'>;
  readonly log: EnrollLog;
  readonly clock: Clock;
}

/** A refusal the device shows to its person. Apple: `com.apple.well-known.failed`, iOS 17.5, macOS 14.5. */
const failed = (message: string, description: string): MdmResponse =>
  jsonResponse(403, { code: 'com.apple.well-known.failed', description, message });

/** BaseURL of a Version; `account` lets the second POST notice that somebody else signed in. */
export const baseUrl = (origin: string, version: 'mdm-byod' | 'mdm-adde', userId?: string): string =>
  `${origin}/enroll/account/${version === 'mdm-byod' ? 'byod' : 'adde'}` +
  (userId === undefined ? '' : `?account=${encodeURIComponent(userId)}`);

export const createDiscovery = (deps: DiscoveryDeps): MdmHandler => {
  const limit = createRateLimit({ clock: deps.clock, limit: requestsPerMinute, windowMs: minute });

  const answer = async (request: MdmRequest): Promise<MdmResponse> => {
    const query = discoveryQuery.safeParse(Object.fromEntries(request.query));
    if (!query.success) {
      return failed(
        'The sign-in service was asked the wrong way. Ask your office to check the file on its domain.',
        'user-identifier or model-family is missing; a redirect must keep the query.',
      );
    }
    const platform = platformOfProduct(query.data['model-family']);
    const { organizationName, origin } = await deps.settings();
    const user = await deps.users.byIdentifier(query.data['user-identifier']);
    // The same words for unknown and disabled people: this address answers anybody.
    if (user?.enabled !== true) {
      return failed(
        `This account cannot enroll at ${organizationName}. Ask your office to add or enable it.`,
        'no such enabled user',
      );
    }
    if (platform === undefined || !supported.includes(platform)) {
      return failed(
        'This kind of device cannot enroll with a work account.',
        `model-family ${query.data['model-family']} has no account-driven enrollment`,
      );
    }
    if (user.managedAppleId === undefined) {
      return failed(
        `Your account at ${organizationName} has no Managed Apple ID yet. Ask your office to add it, or to send you an enrollment link.`,
        'account-driven enrollment needs a Managed Apple ID',
      );
    }
    try {
      await deps.profiles.requireTopic();
    } catch (error) {
      if (isAppError(error, 'push.notConfigured')) return failed(error.message, 'no push certificate');
      throw error;
    }
    const decision = await deps.decide({ user, platform });
    await deps.log({
      action: 'Enrollment Decision',
      status: 'Accepted',
      userId: user.id,
      detail: `Discovery offers ${decision.type === 'user' ? 'User' : 'Device'} Enrollment: ${decisiveReason(decision)}`,
      data: { type: decision.type, reasons: loggedReasons(decision) },
    });
    const version = decision.type === 'user' ? 'mdm-byod' : 'mdm-adde';
    return jsonResponse(200, { Servers: [{ Version: version, BaseURL: baseUrl(origin, version, user.id) }] });
  };

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
    const waitMs = limit.waitMs(networkOf(request.remoteAddress));
    if (waitMs > 0) {
      return jsonResponse(
        429,
        { code: 'com.apple.well-known.failed', message: 'Too many attempts. Wait a minute, then try again.' },
        { 'retry-after': String(Math.ceil(waitMs / 1000)) },
      );
    }
    limit.count(networkOf(request.remoteAddress));
    return answer(request);
  };
};
