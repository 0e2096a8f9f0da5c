// Signs people in at Microsoft: OpenID Connect code flow with PKCE. The answer counts only if its id_token was signed by
// the tenant, for this app, for this very request. OpenID Connect Core 3.1.3.7; Microsoft: "ID tokens".
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError, ProtocolError } from '../core/errors.ts';
import { jsonOf } from './entra-request.ts';
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

const keySet = z.object({
  keys: z.array(
    z.looseObject({ kid: z.string(), kty: z.string(), n: z.string().optional(), e: z.string().optional() }),
  ),
});
const tokenAnswer = z.object({ id_token: z.string().max(20_000) });
const tokenHeader = z.object({ alg: z.literal('RS256'), kid: z.string() });
const tokenClaims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  nonce: z.string(),
  tid: z.string(),
  oid: z.string().min(1),
  preferred_username: z.string().optional(),
});

const untrusted = (why: string): AppError =>
  new ProtocolError('directory.untrusted', `The answer of Microsoft is refused: ${why}.`);

const partOf = (part: string | undefined): unknown => {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};

/** Keys are kept per tenant until one is missing. */
export const createEntraOidc = (port: EntraPort) => {
  const { loginOrigin } = port.endpoints;
  const keys = new Map<string, z.infer<typeof keySet>['keys']>();

  const loadKeys = async (tenantId: string) => {
    const response = await port.send({ method: 'GET', url: `${loginOrigin}/${tenantId}/discovery/v2.0/keys` });
    const parsed = keySet.safeParse(jsonOf(response));
    if (response.status !== 200 || !parsed.success) {
      throw new AppError('directory.unreachable', say('entra.noKeys'));
    }
    keys.set(tenantId, parsed.data.keys);
    return parsed.data.keys;
  };

  const keyOf = async (tenantId: string, kid: string) => {
    const known = keys.get(tenantId)?.find((key) => key.kid === kid);
    // A key that is not known may be new.
    const jwk = known ?? (await loadKeys(tenantId)).find((key) => key.kid === kid);
    if (jwk?.kty !== 'RSA') throw untrusted('it is signed by a key that the tenant does not have');
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  };

  const personOf = async (app: EntraApp, idToken: string, nonce: string): Promise<OidcPerson> => {
    const [head, body, signature, ...rest] = idToken.split('.');
    const header = tokenHeader.safeParse(partOf(head));
    if (!header.success || rest.length > 0 || signature === undefined)
      throw untrusted('its signature is of another kind');
    const key = await keyOf(app.tenantId, header.data.kid);
    const signed = Buffer.from(`${head ?? ''}.${body ?? ''}`);
    if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url')))
      throw untrusted('its signature is wrong');
    const claims = tokenClaims.safeParse(partOf(body));
    if (!claims.success) throw untrusted('claims are missing');
    const { iss, aud, exp, nbf, tid, oid, preferred_username: name } = claims.data;
    const now = port.clock.now() / 1000;
    if (iss !== `${loginOrigin}/${app.tenantId}/v2.0` || tid !== app.tenantId)
      throw untrusted('it comes from another tenant');
    if (aud !== app.clientId) throw untrusted('it is for another app');
    if (exp + leewaySeconds <= now || (nbf !== undefined && nbf - leewaySeconds > now)) {
      throw untrusted('it has expired or is not valid yet; check the clock of the server');
    }
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
