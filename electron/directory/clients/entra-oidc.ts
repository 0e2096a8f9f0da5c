// Signs people in at Microsoft: OpenID Connect code flow with PKCE. The answer counts only if its id_token was signed by
// the tenant, for this app, for this very request. OpenID Connect Core 3.1.3.7; Microsoft: "ID tokens".
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { AppError, ProtocolError } from '../../core/errors.ts';
import { createTenantKeys } from './entra-keys.ts';
import { requestToken, type EntraApp, type EntraPort } from './entra-token.ts';

export interface OidcRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** S256 of the verifier. */
  readonly codeChallenge: string;
  readonly loginHint: string | undefined;
}

export interface OidcAnswer {
  readonly redirectUri: string;
  readonly code: string;
  readonly codeVerifier: string;
  readonly nonce: string;
}

export interface OidcPerson {
  /** The object ID in Entra ID. */
  readonly objectId: string;
  /** For messages only. */
  readonly name: string;
}

const leewaySeconds = 5 * 60;

const tokenAnswer = z.object({ id_token: z.string().max(20_000) });
/** What is left to check of the claims when issuer, audience and times are right. */
const tokenClaims = z.object({
  // Several apps at once are more than was asked for.
  aud: z.string(),
  nonce: z.string(),
  tid: z.string(),
  oid: z.string().min(1),
  preferred_username: z.string().optional(),
});

const untrusted = (why: string, cause?: unknown): AppError =>
  new ProtocolError('directory.untrusted', `The answer of Microsoft is refused: ${why}.`, { cause });

const wrongClaims = new Map([
  ['iss', 'it comes from another tenant'],
  ['aud', 'it is for another app'],
  ['nbf', 'it is not valid yet; check the clock of the server'],
]);

/** Why a token does not hold. The errors of `jose` are no cause of it: they carry the claims, and a cause is logged. */
const refused = (error: unknown): unknown => {
  if (error instanceof AppError) return error;
  if (error instanceof errors.JWTExpired) return untrusted('it has expired; check the clock of the server');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const why = error.reason === 'missing' ? undefined : wrongClaims.get(error.claim);
    return untrusted(why ?? `the claim ${error.claim} is missing or malformed`);
  }
  if (error instanceof errors.JWKSNoMatchingKey) {
    return untrusted('it is signed by a key that the tenant does not have');
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return untrusted('its signature is wrong');
  if (error instanceof errors.JOSEError) return untrusted('its signature is of another kind');
  return untrusted('the key that it names cannot be used', error);
};

export const createEntraOidc = (port: EntraPort) => {
  const { loginOrigin } = port.endpoints;
  const keysOf = createTenantKeys(port);

  const personOf = async (app: EntraApp, idToken: string, nonce: string): Promise<OidcPerson> => {
    const { payload } = await jwtVerify(idToken, keysOf(app.tenantId), {
      algorithms: ['RS256'],
      issuer: `${loginOrigin}/${app.tenantId}/v2.0`,
      audience: app.clientId,
      requiredClaims: ['exp'],
      clockTolerance: leewaySeconds,
      currentDate: new Date(port.clock.now()),
    }).catch((error: unknown) => {
      throw refused(error);
    });
    const claims = tokenClaims.safeParse(payload);
    if (!claims.success) throw untrusted('claims are missing');
    const { tid, oid, preferred_username: name } = claims.data;
    if (tid !== app.tenantId) throw untrusted('it comes from another tenant');
    if (claims.data.nonce !== nonce) throw untrusted('it belongs to another sign-in');
    return { objectId: oid, name: name ?? '' };
  };

  return {
    authorizeUrl(app: EntraApp, request: OidcRequest): string {
      const query = new URLSearchParams({
        client_id: app.clientId,
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: request.redirectUri,
        scope: 'openid profile',
        state: request.state,
        nonce: request.nonce,
        code_challenge: request.codeChallenge,
        code_challenge_method: 'S256',
        // Whoever is signed in in this browser need not be the person who enrolls.
        prompt: 'select_account',
        ...(request.loginHint !== undefined && { login_hint: request.loginHint }),
      });
      return `${loginOrigin}/${app.tenantId}/oauth2/v2.0/authorize?${query.toString()}`;
    },

    /** Throws `directory.untrusted` for an answer that does not hold, and what the token endpoint's refusals mean. */
    async redeem(app: EntraApp, answer: OidcAnswer): Promise<OidcPerson> {
      const token = tokenAnswer.safeParse(
        await requestToken(port, app, {
          grant_type: 'authorization_code',
          code: answer.code,
          redirect_uri: answer.redirectUri,
          code_verifier: answer.codeVerifier,
          scope: 'openid profile',
        }),
      );
      if (!token.success) throw untrusted('there is no id_token');
      return personOf(app, token.data.id_token, answer.nonce);
    },
  };
};
