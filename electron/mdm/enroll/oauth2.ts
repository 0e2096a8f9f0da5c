// The `apple-oauth2` sign-in: authorization and token endpoints. RFC 6749, RFC 7636 (PKCE) where the device uses it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../core/ports.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../../wire/http.ts';
import { callbackScheme, oauthClientId } from '../../sign-in/challenge.ts';
import { answerPerson } from '../../sign-in/people-errors.ts';
import type { EnrollSettings, EnrollUsers } from '../../sign-in/ports.ts';
import { jsonResponse, methodNotAllowed } from '../../sign-in/replies.ts';
import { callbackRedirect, identifierHint, type SignInPage } from '../../sign-in/sign-in-pages.ts';
import { createRepeatable } from './repeatable.ts';
import type { Token } from './store.ts';
import { PersonError } from '../../sign-in/texts.ts';
import type { AuthorizationRequest, Tokens } from './tokens.ts';
import { isFormRequest } from '../../sign-in/web-form.ts';

export interface OAuthDeps {
  readonly page: SignInPage;
  readonly tokens: Tokens;
  readonly users: Pick<EnrollUsers, 'byId'>;
  readonly settings: () => Promise<EnrollSettings>;
  readonly clock: Pick<Clock, 'now'>;
}

const codeRequest = z.object({
  response_type: z.literal('code'),
  state: z.string().max(1024).optional(),
  code_challenge: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{43,128}$/)
    .optional(),
  code_challenge_method: z.enum(['S256', 'plain']).optional(),
});

const isCallback = (uri: string): boolean =>
  URL.canParse(uri) && new URL(uri).protocol === callbackScheme && uri.length <= 512;

const withQuery = (uri: string, fields: Readonly<Record<string, string | undefined>>): string => {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) query.set(key, value);
  return `${uri}${uri.includes('?') ? '&' : '?'}${query.toString()}`;
};

/** GET shows the sign-in page, POST ends in a 308 with `code` and `state`. */
export const createAuthorize = ({ page, tokens, settings }: OAuthDeps): MdmHandler => {
  const authorize = (request: MdmRequest): Promise<MdmResponse> => {
    const { query } = request;
    const redirectUri = query.get('redirect_uri') ?? '';
    // Nothing is sent to an address that was not checked, so these two failures stay on the page.
    if (query.get('client_id') !== oauthClientId || !isCallback(redirectUri)) {
      throw new PersonError('input.invalid', 'errors.wrongRequest');
    }
    const parsed = codeRequest.safeParse(Object.fromEntries(query));
    if (!parsed.success) {
      const error = query.get('response_type') === 'code' ? 'invalid_request' : 'unsupported_response_type';
      return Promise.resolve(
        callbackRedirect(withQuery(redirectUri, { error, state: query.get('state') ?? undefined })),
      );
    }
    const { state, code_challenge: codeChallenge, code_challenge_method: method } = parsed.data;
    return page(request, identifierHint(query.get('login_hint')), async (user) => {
      const code = await tokens.issueCode(user.id, {
        clientId: oauthClientId,
        redirectUri,
        codeChallenge,
        codeChallengeMethod: codeChallenge === undefined ? undefined : (method ?? 'plain'),
      });
      return callbackRedirect(withQuery(redirectUri, { code, state }));
    });
  };
  return (request) => answerPerson(settings, request, async () => authorize(request));
};

type OAuthError = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type';

const oauthError = (error: OAuthError, description: string): MdmResponse =>
  jsonResponse(400, { error, error_description: description }, { pragma: 'no-cache' });

/** The form's fields; undefined for another content type or a field given twice, as RFC 6749 3.2 demands. */
const formFields = (request: MdmRequest): Readonly<Record<string, string>> | undefined => {
  if (!isFormRequest(request)) return undefined;
  const fields = [...new URLSearchParams(request.body.toString('utf8'))].filter(([, value]) => value !== '');
  return new Set(fields.map(([key]) => key)).size === fields.length ? Object.fromEntries(fields) : undefined;
};

const authorizationRequest = z.object({
  clientId: z.string(),
  redirectUri: z.string(),
  codeChallenge: z.string().optional(),
  codeChallengeMethod: z.enum(['S256', 'plain']).optional(),
});

const provesChallenge = (request: AuthorizationRequest, verifier: string | undefined): boolean => {
  // A verifier for a code that was asked for without challenge means that somebody took the challenge out.
  if (request.codeChallenge === undefined) return verifier === undefined;
  if (verifier === undefined) return false;
  const given =
    request.codeChallengeMethod === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  const [a, b] = [Buffer.from(given), Buffer.from(request.codeChallenge)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * POST: `authorization_code` and `refresh_token`. Whose answer was lost may ask again and gets it; using a code or refresh
 * token once more after that ends the whole family.
 */
export const createTokenEndpoint = ({ tokens, users, clock }: OAuthDeps): MdmHandler => {
  const repeatable = createRepeatable(clock);

  const grant = async (token: Token): Promise<MdmResponse> => {
    const user = await users.byId(token.userId);
    if (user?.enabled !== true) return oauthError('invalid_grant', 'the account is disabled');
    if (!(await tokens.spend(token))) return oauthError('invalid_grant', 'it was used before; sign in again');
    const pair = await tokens.issuePair(token);
    return jsonResponse(
      200,
      {
        token_type: 'Bearer',
        access_token: pair.accessToken,
        expires_in: Math.floor(pair.expiresInMs / 1000),
        refresh_token: pair.refreshToken,
      },
      { pragma: 'no-cache' },
    );
  };

  const spendable = async (
    kind: 'code' | 'refresh',
    secret: string,
    check: (request: AuthorizationRequest) => boolean,
  ) => {
    const token = await tokens.find(kind, secret);
    const request = authorizationRequest.safeParse(token?.client);
    return token !== undefined && tokens.isAlive(token) && request.success && check(request.data)
      ? repeatable.answer(token.hash, () => grant(token))
      : oauthError(
          'invalid_grant',
          `the ${kind === 'code' ? 'code' : 'refresh token'} is unknown, expired or not for this client`,
        );
  };

  return async (request) => {
    if (request.method !== 'POST') return methodNotAllowed('POST');
    const fields = formFields(request);
    if (fields === undefined) return oauthError('invalid_request', 'send each field once, form encoded');
    const { grant_type: type, client_id: client, code, refresh_token: refresh } = fields;
    if (type === undefined) return oauthError('invalid_request', 'grant_type is missing');
    if (client !== undefined && client !== oauthClientId) return oauthError('invalid_client', 'unknown client_id');
    if (type === 'authorization_code') {
      if (code === undefined || client === undefined)
        return oauthError('invalid_request', 'code or client_id is missing');
      return spendable(
        'code',
        code,
        (asked) => asked.redirectUri === fields.redirect_uri && provesChallenge(asked, fields.code_verifier),
      );
    }
    if (type !== 'refresh_token')
      return oauthError('unsupported_grant_type', 'use authorization_code or refresh_token');
    if (refresh === undefined) return oauthError('invalid_request', 'refresh_token is missing');
    return spendable('refresh', refresh, () => true);
  };
};
