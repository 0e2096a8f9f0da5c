// Bearer tokens, authorization codes and page sessions. Only their hashes are stored.
import type { Clock } from '../../core/ports.ts';
import type { RandomBytes } from '../../sign-in/ports.ts';
import { randomHandle, randomToken, sha256 } from '../../sign-in/secrets.ts';
import type { Token, TokenKind, TokenStore } from './store.ts';
import { day, hour, minute } from '../../core/durations.ts';

/** Until the device has enrolled with it. */
export const enrollmentAccessLifetimeMs = hour;
/** An `apple-as-web` token cannot be refreshed: after this the person signs in again. */
export const ongoingAccessLifetimeMs = 365 * day;
export const oauthAccessLifetimeMs = hour;
export const refreshLifetimeMs = 180 * day;
export const codeLifetimeMs = 5 * minute;
export const sessionLifetimeMs = 30 * minute;

/** What an authorization code remembers of its request. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge?: string | undefined;
  readonly codeChallengeMethod?: 'S256' | 'plain' | undefined;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInMs: number;
}

export interface Tokens {
  /** A token of the `apple-as-web` sign-in: fetches the profile first and authenticates the enrollment afterwards. */
  issueWebToken(userId: string): Promise<string>;
  issueSession(userId: string, client: unknown): Promise<string>;
  issueCode(userId: string, request: AuthorizationRequest): Promise<string>;
  /** The first pair of a family, or the next one after a refresh. */
  issuePair(origin: Token): Promise<TokenPair>;
  /** The stored token, whatever its state. */
  find(kind: TokenKind, secret: string): Promise<Token | undefined>;
  /** Neither expired nor revoked. */
  isAlive(token: Token): boolean;
  /** Spends a code or refresh token. False if it was spent before: then its whole family ends. */
  spend(token: Token): Promise<boolean>;
  setTicket(token: Token, ticketId: string): Promise<void>;
  /** Turns the tokens that fetched this ticket's profile into tokens of the enrollment. */
  bindTicket(ticketId: string, enrollmentId: string): Promise<void>;
  /** Turns a token from signing in again into a token of the enrollment. */
  bindToEnrollment(token: Token, enrollmentId: string): Promise<void>;
  /** Ends what a disabled person could still enroll with; enrolled devices are asked to sign in again meanwhile. */
  endSessions(userIds: readonly string[]): Promise<void>;
  /** Revokes every token of a person; their devices are told to remove the enrollment. */
  revokeUser(userId: string): Promise<void>;
  removeExpired(): Promise<number>;
}

export interface TokenDeps {
  readonly store: TokenStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly randomBytes: RandomBytes;
}

const webClient = { method: 'apple-as-web' } as const;

const isWebToken = (token: Token): boolean =>
  typeof token.client === 'object' &&
  token.client !== null &&
  'method' in token.client &&
  token.client.method === webClient.method;

export const createTokens = ({ store, clock, randomBytes }: TokenDeps): Tokens => {
  const issue = async (token: Omit<Token, 'hash' | 'createdAt' | 'expiresAt'>, lifetimeMs: number): Promise<string> => {
    const secret = randomToken(randomBytes);
    const now = clock.now();
    await store.insert({ ...token, hash: sha256(secret), createdAt: now, expiresAt: now + lifetimeMs });
    return secret;
  };

  const bind = async (token: Token, enrollmentId: string): Promise<void> => {
    await store.bindFamily(token.familyId, enrollmentId);
    if (token.kind === 'access' && isWebToken(token)) {
      await store.setExpiry(token.hash, clock.now() + ongoingAccessLifetimeMs);
    }
  };

  const family = (): string => randomHandle(randomBytes);

  return {
    issueWebToken: (userId) =>
      issue({ kind: 'access', familyId: family(), userId, client: webClient }, enrollmentAccessLifetimeMs),
    issueSession: (userId, client) => issue({ kind: 'session', familyId: family(), userId, client }, sessionLifetimeMs),
    issueCode: (userId, request) =>
      issue({ kind: 'code', familyId: family(), userId, client: request }, codeLifetimeMs),

    async issuePair(origin) {
      const { familyId, userId, ticketId, enrollmentId } = origin;
      const common = { familyId, userId, ticketId, enrollmentId };
      return {
        accessToken: await issue({ ...common, kind: 'access' }, oauthAccessLifetimeMs),
        refreshToken: await issue({ ...common, kind: 'refresh', client: origin.client }, refreshLifetimeMs),
        expiresInMs: oauthAccessLifetimeMs,
      };
    },

    async find(kind, secret) {
      const token = await store.byHash(sha256(secret));
      return token?.kind === kind ? token : undefined;
    },

    isAlive: (token) => token.revokedAt === undefined && token.expiresAt > clock.now(),

    async spend(token) {
      const now = clock.now();
      if (await store.spend(token.hash, now)) return true;
      await store.endFamily(token.familyId, now);
      return false;
    },

    setTicket: (token, ticketId) => store.setTicket(token.familyId, ticketId),

    async bindTicket(ticketId, enrollmentId) {
      for (const token of await store.byTicket(ticketId)) await bind(token, enrollmentId);
    },

    bindToEnrollment: bind,
    async endSessions(userIds) {
      for (const userId of userIds) await store.endUnbound(userId, clock.now());
    },
    revokeUser: (userId) => store.revokeUser(userId, clock.now()),
    removeExpired: () => store.removeExpired(clock.now() - day),
  };
};
