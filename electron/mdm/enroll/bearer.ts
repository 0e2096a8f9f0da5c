// Ongoing authentication of account-driven enrollments: whether the bearer token of an MDM request still stands for the
// person. Apple: iOS sends it with every request, macOS on the user channel only.
import type { EnrollmentFlow, Platform } from '../../../shared/model/enrollment.ts';
import { bearerToken, signInChallenge } from '../../sign-in/challenge.ts';
import type { EnrollSettings, EnrollUsers } from '../../sign-in/ports.ts';
import type { Token } from './store.ts';
import type { Tokens } from './tokens.ts';

/** The enrollment (or, at its first Authenticate, the ticket) that a request speaks for. */
export interface BearerSubject {
  /** Undefined until Authenticate has made the enrollment. */
  readonly enrollmentId?: string | undefined;
  /** Ticket named by the certificate. */
  readonly ticketId?: string | undefined;
  readonly userId: string;
  readonly flow: EnrollmentFlow;
  readonly platform: Platform | undefined;
  readonly channel: 'device' | 'user';
  /** The office is removing the enrollment or erasing the device: that must reach it without anybody signing in. */
  readonly leaving?: boolean | undefined;
}

/** `revoked` is answered with 403 `com.apple.unrecognized.device`: the device then removes the enrollment. */
export type BearerResult = 'ok' | 'revoked' | { readonly challenge: string };

export interface BearerDeps {
  readonly tokens: Pick<Tokens, 'find' | 'isAlive' | 'bindToEnrollment'>;
  readonly users: Pick<EnrollUsers, 'byId'>;
  readonly settings: () => Promise<EnrollSettings>;
}

/** Whether this request has to carry a token at all. A device that leaves never does: a 401 would only keep it. */
export const needsBearer = ({ flow, platform, channel, leaving = false }: BearerSubject): boolean =>
  flow.startsWith('account-') && !leaving && (platform !== 'macOS' || channel === 'user');

/** Makes the check that check-in and command handlers call once they know the certificate's enrollment. */
export const createBearerCheck = ({ tokens, users, settings }: BearerDeps) => {
  const challenge = async (): Promise<BearerResult> => ({ challenge: signInChallenge(await settings()) });

  const fits = async (token: Token, subject: BearerSubject): Promise<boolean> => {
    if (token.enrollmentId !== undefined) return token.enrollmentId === subject.enrollmentId;
    if (token.ticketId !== undefined) return token.ticketId === subject.ticketId;
    // From signing in again: the token has not been anywhere yet.
    if (subject.enrollmentId === undefined) return false;
    await tokens.bindToEnrollment(token, subject.enrollmentId);
    return true;
  };

  return async (authorization: string | undefined, subject: BearerSubject): Promise<BearerResult> => {
    if (!needsBearer(subject)) return 'ok';
    const person = await users.byId(subject.userId);
    if (person === undefined) return 'revoked';
    const secret = bearerToken(authorization);
    const token = secret === undefined ? undefined : await tokens.find('access', secret);
    if (token?.userId !== subject.userId) return challenge();
    if (token.revokedAt !== undefined) return 'revoked';
    if (!tokens.isAlive(token) || !person.enabled) return challenge();
    return (await fits(token, subject)) ? 'ok' : challenge();
  };
};

export type BearerCheck = ReturnType<typeof createBearerCheck>;
