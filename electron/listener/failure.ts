// The one place where an error becomes a status.
import { randomBytes } from 'node:crypto';
import { isAppError, type AppError } from '../core/errors.ts';
import type { Logger } from '../core/ports.ts';
import type { MdmResponse } from '../wire/http.ts';

/** Statuses for expected failures. 401 is not among them: on a 401 a device may unenroll. */
const statusOf = (error: AppError): number => {
  switch (error.code) {
    case 'device.unrecognized':
    case 'enrollment.refused':
    case 'access.denied':
      return 403;
    case 'record.notFound':
      return 404;
    case 'enrollment.linkInvalid':
      return 410;
    case 'auth.locked':
      return 429;
    case 'plist.invalid':
    case 'cms.invalid':
    case 'cms.untrusted':
    case 'device.rejected':
    case 'input.invalid':
      return 400;
    case 'push.notConfigured':
    case 'database.full':
      return 503;
    default:
      return 500;
  }
};

/** What the caller hears of a failure: never a stack, and for our own faults only a reference. */
export const errorResponse = (error: unknown, logger: Logger): MdmResponse => {
  if (isAppError(error)) {
    const status = statusOf(error);
    if (status < 500) {
      if (error.code === 'device.unrecognized') {
        return {
          status,
          headers: { 'content-type': 'application/json' },
          // Apple: the code that makes a device drop the enrollment in good order.
          body: JSON.stringify({
            code: 'com.apple.unrecognized.device',
            description: error.message,
            message: 'This device is not managed here any more.',
          }),
        };
      }
      return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${error.message}\n` };
    }
  }
  const ref = randomBytes(4).toString('hex');
  logger.error('a request failed', { ref, error });
  return {
    status: isAppError(error) ? statusOf(error) : 500,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `The server failed. Reference ${ref}.\n`,
  };
};
