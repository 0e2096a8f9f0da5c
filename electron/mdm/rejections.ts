// A device message that is refused changes nothing, but leaves a row in the log: under the enrollment it names if that
// is known, otherwise under nobody.
import type { LogAction } from '../../shared/model/log.ts';
import { type AppError, isAppError, ProtocolError } from '../core/errors.ts';
import type { CoreEvents } from '../core/events.ts';
import type { Clock } from '../core/ports.ts';
import { nobody, type LogEntry, type Speaker } from '../model/enrollment.ts';
import type { MdmRequest } from '../wire/http.ts';
import type { RefusalLimit } from './refusal-limit.ts';
import { redactPlist } from '../wire/redact.ts';

export interface RejectionDeps {
  readonly log: { append(entry: LogEntry): Promise<void> };
  readonly isKnown: (enrollmentId: string) => Promise<boolean>;
  readonly limit: Pick<RefusalLimit, 'admit' | 'admitBody'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly events: CoreEvents;
}

export interface Claimed {
  readonly speaker?: Speaker | undefined;
  readonly action: LogAction;
  /** The signature and the enrollment hold, only the person has to sign in: no stranger, no limit. */
  readonly proven?: boolean;
}

/** What is claimed may be a function: it is asked only if the refusal gets a row, since finding out takes time. */
export type LogRejection = (request: MdmRequest, error: unknown, claimed: Claimed | (() => Claimed)) => Promise<void>;

/** What a row says of a message that is answered 401: the person has to sign in again. */
export const signInRequired = (): AppError =>
  new ProtocolError(
    'auth.failed',
    'The access token is missing, expired or not of this enrollment; the device must sign in.',
  );

/** Beyond this a refused body is neither kept nor decoded to say in the log who it claims to be from. Bytes. */
export const maxKeptBytes = 20_000;

export const createRejectionLog =
  ({ log, isKnown, limit, clock, events }: RejectionDeps): LogRejection =>
  async (request, error, claimed) => {
    if (!isAppError(error)) return;
    const proven = typeof claimed === 'object' && claimed.proven === true;
    if (!proven && !limit.admit(request.remoteAddress)) return;
    const { speaker, action } = typeof claimed === 'function' ? claimed() : claimed;
    const known = speaker !== undefined && (await isKnown(speaker.enrollmentId));
    const enrollmentId = known ? speaker.enrollmentId : nobody;
    const claim = speaker && !known ? ` (claims to be ${speaker.channelId})` : '';
    const body = request.body.subarray(0, maxKeptBytes);
    const keep = proven || limit.admitBody(body.length);
    await log.append({
      enrollmentId,
      channelId: known ? speaker.channelId : nobody,
      at: clock.now(),
      action,
      status: 'Rejected',
      detail: `${error.message}${claim} [${request.remoteAddress}]`,
      ...(keep ? { request: redactPlist(body) } : {}),
    });
    events.changed('logs', [enrollmentId]);
  };
