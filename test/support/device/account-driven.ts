// Account-driven enrollment up to the access token: discovery, the challenge, and both ways to sign in.
import { createHash, randomBytes } from 'node:crypto';
import type { HttpResponse, HttpsClient } from './https-client.ts';
import { isSignInForm } from './web-session.ts';
import type { WebOutcome, WebSession } from './web-session.ts';

export interface Person {
  /** What the person types into the sign-in page. */
  readonly username: string;
  readonly password: string;
  /** One-time PIN, where the office asks for it. */
  readonly pin?: string | undefined;
  /** False leaves the tick out that the page requires. */
  readonly acceptsTerms?: boolean | undefined;
}

export interface DiscoveredServer {
  readonly version: 'mdm-byod' | 'mdm-adde';
  readonly baseUrl: string;
}

export type Challenge =
  | { readonly method: 'apple-as-web'; readonly url: string }
  | {
      readonly method: 'apple-oauth2';
      readonly authorizationUrl: string;
      readonly tokenUrl: string;
      readonly redirectUrl: string;
      readonly clientId: string;
      readonly scope: string | undefined;
    };

export interface AccessTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresInSeconds: number | undefined;
}

/** An enrollment or sign-in stopped; `step` names where, `response` what the server said. */
export class EnrollmentStopped extends Error {
  readonly step: string;
  readonly status: number | undefined;
  readonly response: HttpResponse | undefined;
  constructor(step: string, why: string, response?: HttpResponse) {
    const said =
      response === undefined
        ? ''
        : ` (HTTP ${String(response.status)}: ${response.body.toString('utf8').slice(0, 300)})`;
    super(`enrollment stopped at ${step}: ${why}${said}`);
    this.name = 'EnrollmentStopped';
    this.step = step;
    this.status = response?.status;
    this.response = response;
  }
}

/** The URL a device asks for an identifier such as `ann@office.example`. */
export const discoveryUrl = (identifier: string, modelFamily: string, origin?: string): string => {
  const domain = identifier.slice(identifier.lastIndexOf('@') + 1);
  const query = `user-identifier=${encodeURIComponent(identifier)}&model-family=${modelFamily}`;
  return `${origin ?? `https://${domain}`}/.well-known/com.apple.remotemanagement?${query}`;
};

/** Reads the discovery answer as strictly as a device. Throws EnrollmentStopped. */
export const readDiscovery = (response: HttpResponse): DiscoveredServer => {
  if (response.status !== 200) throw new EnrollmentStopped('discovery', 'the server refused', response);
  let answer: unknown;
  try {
    answer = JSON.parse(response.body.toString('utf8'));
  } catch {
    throw new EnrollmentStopped('discovery', 'the answer is not JSON', response);
  }
  const servers: unknown =
    typeof answer === 'object' && answer !== null && 'Servers' in answer ? answer.Servers : undefined;
  for (const entry of Array.isArray(servers) ? (servers as unknown[]) : []) {
    if (typeof entry !== 'object' || entry === null || !('Version' in entry) || !('BaseURL' in entry)) continue;
    const { Version: version, BaseURL: baseUrl } = entry;
    if (typeof baseUrl !== 'string' || !baseUrl.startsWith('https://')) continue;
    if (version === 'mdm-byod' || version === 'mdm-adde') return { version, baseUrl };
  }
  throw new EnrollmentStopped('discovery', 'no usable server is listed', response);
};

/** Parses `Bearer method="...", key="..."` with commas or only spaces between; undefined if it is no such challenge. */
export const parseChallenge = (header: string | undefined): Challenge | undefined => {
  const match = /^\s*Bearer\s+(.*)$/is.exec(header ?? '');
  if (match === null) return undefined;
  const found: Record<string, string> = {};
  for (const [, key = '', quoted, bare] of (match[1] ?? '').matchAll(
    /([a-zA-Z0-9-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g,
  )) {
    found[key.toLowerCase()] = quoted ?? bare ?? '';
  }
  const url = found.url;
  if (found.method === 'apple-as-web') return url?.startsWith('https://') ? { method: 'apple-as-web', url } : undefined;
  const authorizationUrl = found['authorization-url'];
  const tokenUrl = found['token-url'];
  const redirectUrl = found['redirect-url'];
  const clientId = found['client-id'];
  if (found.method !== 'apple-oauth2' || !authorizationUrl || !tokenUrl || !redirectUrl || !clientId) return undefined;
  if (!redirectUrl.startsWith('apple-remotemanagement-user-login:')) return undefined;
  return { method: 'apple-oauth2', authorizationUrl, tokenUrl, redirectUrl, clientId, scope: found.scope };
};

const withQuery = (url: string, query: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
};

const webResult = 'apple-remotemanagement-user-login://authentication-results';

// Goes through pages until the callback: signs in on the first page that asks for a password, and once more if that
// was at another server, such as Microsoft's.
const signInUntilCallback = async (
  web: WebSession,
  url: string,
  person: Person,
  expected: string,
): Promise<URLSearchParams> => {
  let outcome: WebOutcome = await web.open(url);
  let signedInAt: string | undefined;
  while (outcome.kind === 'page') {
    const { origin } = new URL(outcome.url);
    if (signedInAt !== undefined && (origin === signedInAt || !outcome.forms.some(isSignInForm))) break;
    signedInAt = origin;
    outcome = await web.signIn(outcome, person);
  }
  if (outcome.kind !== 'callback') {
    const said = outcome.kind === 'page' ? `${String(outcome.status)}: ${outcome.text.slice(0, 300)}` : 'a profile';
    throw new EnrollmentStopped('sign-in', `the page did not return to Settings but gave ${said}`);
  }
  if (outcome.status !== 308) {
    throw new EnrollmentStopped(
      'sign-in',
      `the result came with ${String(outcome.status)}, not 308 Permanent Redirect`,
    );
  }
  if (!outcome.url.startsWith(expected)) {
    throw new EnrollmentStopped('sign-in', `the result went to ${outcome.url.split('?')[0] ?? ''}, not to ${expected}`);
  }
  return new URL(outcome.url).searchParams;
};

const signInWithWeb = async (
  web: WebSession,
  url: string,
  identifier: string,
  person: Person,
): Promise<AccessTokens> => {
  const result = await signInUntilCallback(web, withQuery(url, { 'user-identifier': identifier }), person, webResult);
  const accessToken = result.get('access-token');
  if (accessToken === null || accessToken === '') throw new EnrollmentStopped('sign-in', 'no access-token came back');
  return { accessToken, refreshToken: undefined, expiresInSeconds: undefined };
};

const postToken = async (
  http: HttpsClient,
  url: string,
  form: Readonly<Record<string, string>>,
): Promise<AccessTokens> => {
  const response = await http.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: Buffer.from(new URLSearchParams(form).toString()),
  });
  if (response.status !== 200) throw new EnrollmentStopped('token', 'the token request was refused', response);
  const answer: unknown = JSON.parse(response.body.toString('utf8'));
  if (typeof answer !== 'object' || answer === null) throw new EnrollmentStopped('token', 'no JSON object', response);
  const fields = answer as Readonly<Record<string, unknown>>;
  const { access_token: access, refresh_token: refresh, expires_in: expires, token_type: type } = fields;
  if (typeof access !== 'string' || typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw new EnrollmentStopped('token', 'the answer has no bearer token', response);
  }
  return {
    accessToken: access,
    refreshToken: typeof refresh === 'string' ? refresh : undefined,
    expiresInSeconds: typeof expires === 'number' ? expires : undefined,
  };
};

export interface SignInRequest {
  readonly challenge: Challenge;
  readonly identifier: string;
  readonly person: Person;
  /** Sends a PKCE challenge with OAuth. Default false. */
  readonly pkce?: boolean | undefined;
}

/** Signs the person in by the method of the challenge. Throws EnrollmentStopped. */
export const signIn = async (http: HttpsClient, web: WebSession, request: SignInRequest): Promise<AccessTokens> => {
  const { challenge, identifier, person } = request;
  if (challenge.method === 'apple-as-web') return signInWithWeb(web, challenge.url, identifier, person);
  const state = randomBytes(16).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const url = withQuery(challenge.authorizationUrl, {
    response_type: 'code',
    client_id: challenge.clientId,
    redirect_uri: challenge.redirectUrl,
    state,
    ...(challenge.scope === undefined ? {} : { scope: challenge.scope }),
    login_hint: identifier,
    ...(request.pkce === true
      ? { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' }
      : {}),
  });
  const result = await signInUntilCallback(web, url, person, challenge.redirectUrl);
  const code = result.get('code');
  if (result.get('state') !== state) throw new EnrollmentStopped('sign-in', 'the state did not come back unchanged');
  if (code === null) throw new EnrollmentStopped('sign-in', `no code came back (${result.get('error') ?? 'no error'})`);
  return postToken(http, challenge.tokenUrl, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: challenge.redirectUrl,
    client_id: challenge.clientId,
    ...(request.pkce === true ? { code_verifier: verifier } : {}),
  });
};

/** Renews an OAuth token silently. Throws EnrollmentStopped when the server refuses. */
export const refreshTokens = (
  http: HttpsClient,
  tokenUrl: string,
  clientId: string,
  refreshToken: string,
): Promise<AccessTokens> =>
  postToken(http, tokenUrl, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
