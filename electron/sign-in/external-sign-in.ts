// Sign-in elsewhere: sends a person to their identity provider and keeps, for this browser and a few minutes, who came
// back from there. What the pages do with that is theirs.
import { createHash } from 'node:crypto';
import type { RegistrationType } from '../../shared/model/user-setting.ts';
import { isAppError } from '../core/errors.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { type MdmHandler, type MdmRequest, type MdmResponse, redirectTo } from '../wire/http.ts';
import type { SignInForm } from './pages/sign-in-form.ts';
import { answerPerson } from './people-errors.ts';
import type { EnrollSettings, EnrollUser, IdentityProvider, RandomBytes } from './ports.ts';
import { methodNotAllowed } from './replies.ts';
import { randomToken, sha256 } from './secrets.ts';
import { PersonError } from './texts.ts';
import { minute } from '../core/durations.ts';
import { cookieHeader, readCookie } from './cookies.ts';

export const externalCallbackPath = '/enroll/entra/callback';

/** In the query of a page: go to the provider now. */
const startField = 'with';
const startValue = 'microsoft';

export type ExternalState = NonNullable<SignInForm['external']>;

export interface ExternalSignIn {
  /** What the page of this request has to show: nothing, the way to the provider, or that the person was there. */
  stateFor(
    request: MdmRequest,
    user: Pick<EnrollUser, 'id' | 'source'> | undefined,
    type: RegistrationType | undefined,
  ): Promise<ExternalState | undefined>;
  /** The request asks to go to the provider now. */
  isStart(request: MdmRequest): boolean;
  /** Sends the browser away; it comes back to the page of this request. `user` is who has to come back, if known. */
  begin(request: MdmRequest, user: EnrollUser | undefined): Promise<MdmResponse>;
  /** Id of the person who signed in there with this browser in the last minutes. */
  provenUser(request: MdmRequest): string | undefined;
  /** The proof was used. */
  spend(request: MdmRequest): void;
  readonly callback: MdmHandler;
}

/** Throws `enrollment.refused` for a page that names somebody whose password only their identity provider can check. */
export const requireCheckable = (
  user: Pick<EnrollUser, 'source'>,
  type: RegistrationType | undefined,
  external: ExternalState | undefined,
): void => {
  if (user.source === 'entra' && type !== 'pin' && external === undefined) {
    throw new PersonError('enrollment.refused', 'errors.noEntra');
  }
};

const cookieName = 'russet-external';
const lifetimeMs = 10 * minute;
/** Nobody has to be known to begin: the oldest go when there are too many. */
const maxWaiting = 5000;

interface Waiting {
  readonly browser: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly userId: string | undefined;
  readonly returnTo: string;
  readonly expiresAt: number;
}

const cookieOf = (secret: string): string => cookieHeader(cookieName, secret, '/enroll', lifetimeMs);

const browserOf = (request: MdmRequest): string | undefined => {
  const secret = readCookie(request, cookieName);
  return secret === undefined ? undefined : sha256(secret);
};

/** The page without the field that began the sign-in. */
const pageOf = ({ path, query }: MdmRequest): string => {
  const rest = new URLSearchParams(query);
  rest.delete(startField);
  return rest.size === 0 ? path : `${path}?${rest.toString()}`;
};

const put = <T>(map: Map<string, T>, key: string, value: T): void => {
  const [oldest] = map.keys();
  if (map.size >= maxWaiting && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
};

export const createExternalSignIn = (deps: {
  readonly provider: () => IdentityProvider | undefined;
  readonly settings: () => Promise<EnrollSettings>;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
  readonly logger: Logger;
}): ExternalSignIn => {
  const { provider, settings, clock, randomBytes, logger } = deps;
  const waiting = new Map<string, Waiting>();
  const proven = new Map<string, { readonly userId: string; readonly expiresAt: number }>();

  const redirectUri = async (): Promise<string> => `${(await settings()).origin}${externalCallbackPath}`;
  const isOffered = async (): Promise<boolean> => (await provider()?.isEnabled()) ?? false;

  const redeem = async (begun: Waiting, code: string) => {
    try {
      return await provider()?.redeem({
        redirectUri: await redirectUri(),
        code,
        codeVerifier: begun.codeVerifier,
        nonce: begun.nonce,
      });
    } catch (error) {
      if (!isAppError(error)) throw error;
      logger.warn('a sign-in at the identity provider failed', { code: error.code, reason: error.message });
      throw new PersonError('enrollment.refused', 'errors.microsoftFailed', {}, { cause: error });
    }
  };

  const comeBack = async (request: MdmRequest): Promise<MdmResponse> => {
    const { query } = request;
    const state = query.get('state') ?? '';
    const begun = waiting.get(state);
    waiting.delete(state);
    const browser = browserOf(request);
    if (begun === undefined || begun.expiresAt <= clock.now() || begun.browser !== browser) {
      throw new PersonError('access.denied', 'errors.pageTooOld');
    }
    const code = query.get('code');
    if (code === null) throw new PersonError('enrollment.refused', 'errors.microsoftRefused');
    const person = await redeem(begun, code);
    if (person?.userId === undefined) {
      throw new PersonError('enrollment.refused', 'errors.microsoftUnknown', { name: person?.name ?? '' });
    }
    if (begun.userId !== undefined && begun.userId !== person.userId) {
      logger.info('somebody else came back from the identity provider', { expected: begun.userId });
      throw new PersonError('access.denied', 'errors.microsoftOther', { name: person.name });
    }
    // Another cookie than the one it began with: somebody may have planted theirs to become whoever signs in.
    const fresh = randomToken(randomBytes);
    put(proven, sha256(fresh), { userId: person.userId, expiresAt: clock.now() + lifetimeMs });
    return redirectTo(303, begun.returnTo, { 'set-cookie': cookieOf(fresh) });
  };

  const provenUser = (request: MdmRequest): string | undefined => {
    const proof = proven.get(browserOf(request) ?? '');
    return proof !== undefined && proof.expiresAt > clock.now() ? proof.userId : undefined;
  };

  return {
    provenUser,

    async stateFor(request, user, type) {
      // Who signs in with a PIN alone needs no password, wherever it is kept.
      if (type === 'pin' || (user !== undefined && user.source !== 'entra') || !(await isOffered())) return undefined;
      const query = new URLSearchParams(request.query);
      query.set(startField, startValue);
      const url = `${request.path}?${query.toString()}`;
      if (user === undefined) return { state: 'offered', url };
      return { state: provenUser(request) === user.id ? 'done' : 'only', url };
    },

    isStart: ({ query }) => query.get(startField) === startValue,

    async begin(request, user) {
      const there = provider();
      if (there === undefined) throw new PersonError('enrollment.refused', 'errors.noEntra');
      const [browser, state, nonce, codeVerifier] = [0, 1, 2, 3].map(() => randomToken(randomBytes)) as [
        string,
        string,
        string,
        string,
      ];
      put(waiting, state, {
        browser: sha256(browser),
        nonce,
        codeVerifier,
        userId: user?.id,
        returnTo: pageOf(request),
        expiresAt: clock.now() + lifetimeMs,
      });
      const location = await there.authorizeUrl({
        redirectUri: await redirectUri(),
        state,
        nonce,
        codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        loginHint: user?.username,
      });
      return redirectTo(303, location, { 'set-cookie': cookieOf(browser) });
    },

    spend(request) {
      proven.delete(browserOf(request) ?? '');
    },

    callback: (request) =>
      answerPerson(settings, request, () =>
        request.method === 'GET' ? comeBack(request) : Promise.resolve(methodNotAllowed('GET')),
      ),
  };
};
