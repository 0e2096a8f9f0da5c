// A strict stand-in for Microsoft Entra ID and Graph over HTTPS on loopback: what the real ones refuse, it refuses.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createPushAuthority } from './apns-certificates.ts';
import { createFakeDirectory, selection, unknownProperty } from './entra-directory.ts';
import { readyRsaKey } from '../ready-keys.ts';
import { createSigningKey, refuseClient, tokenError, type FakeEntraAnswer } from './entra-tokens.ts';

interface Code {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
  readonly userId: string;
}

export type FakeEntra = Awaited<ReturnType<typeof createFakeEntra>>;

const graphError = (status: number, code: string, message: string): FakeEntraAnswer => ({
  status,
  json: { error: { code, message, innerError: { 'request-id': randomUUID() } } },
});
const badRequest = (message: string, code = 'Request_BadRequest') => graphError(400, code, message);

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${String(char.charCodeAt(0))};`);

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** Starts the service on a free loopback port. `now` is the time it goes by. */
export const createFakeEntra = async (options: { readonly now?: () => number; readonly pageSize?: number } = {}) => {
  const now = options.now ?? Date.now;
  const pageSize = options.pageSize ?? 3;
  const authority = await createPushAuthority();
  const certificate = await authority.issueServer(['localhost', '127.0.0.1']);
  const directory = createFakeDirectory();
  const app = { tenantId: randomUUID(), clientId: randomUUID(), secret: randomUUID(), certificates: [] as string[] };
  const redirectUris = new Set<string>();
  const consent = new Set(['User.Read.All', 'GroupMember.Read.All']);
  const accessTokens = new Map<string, number>();
  const usedAssertions = new Set<string>();
  const codes = new Map<string, Code>();
  const requests: string[] = [];
  const scripted: { match: RegExp; times: number; after: number; answer: FakeEntraAnswer }[] = [];
  let signingKey = createSigningKey(await readyRsaKey());
  let shownKeys = [signingKey.jwk];
  /** Delta links given out before are no longer known. */
  let knownSince = 0;
  let links = 0;
  let forge = (token: string): string => token;
  let tamper = (claims: Record<string, unknown>): Record<string, unknown> => claims;

  const server = createServer({ cert: certificate.certificatePem, key: certificate.privateKeyPem });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Two names, because a token for one must never go to the other.
  const loginOrigin = `https://localhost:${String(port)}`;
  const graphOrigin = `https://127.0.0.1:${String(port)}`;
  const tenantUrl = `${loginOrigin}/${app.tenantId}`;
  const tokenUrl = `${tenantUrl}/oauth2/v2.0/token`;

  const idToken = (code: Code): string => {
    const user = directory.users.get(code.userId);
    const seconds = Math.floor(now() / 1000);
    const token = signingKey.sign(
      tamper({
        aud: app.clientId,
        iss: `${tenantUrl}/v2.0`,
        iat: seconds,
        nbf: seconds,
        exp: seconds + 3600,
        nonce: code.nonce,
        oid: code.userId,
        tid: app.tenantId,
        sub: createHash('sha256').update(code.userId).digest('base64url'),
        preferred_username: user?.userPrincipalName,
        name: user?.displayName,
        ver: '2.0',
      }),
    );
    return forge(token);
  };

  const token = (form: URLSearchParams): FakeEntraAnswer => {
    const refused = refuseClient(form, app, tokenUrl, Math.floor(now() / 1000), usedAssertions);
    if (refused) return refused;
    if (form.get('grant_type') === 'client_credentials') {
      if (form.get('scope') !== `${graphOrigin}/.default`) {
        return tokenError('invalid_scope', 1002012, 'The provided value for scope is not valid.');
      }
      const secret = randomUUID();
      accessTokens.set(secret, now() + 3_599_000);
      return {
        status: 200,
        json: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: secret },
      };
    }
    if (form.get('grant_type') !== 'authorization_code') {
      return tokenError('unsupported_grant_type', 70003, 'The grant type is not supported.');
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (!code) return tokenError('invalid_grant', 54005, 'The code was already redeemed.');
    if (code.redirectUri !== form.get('redirect_uri'))
      return tokenError('invalid_client', 500112, 'The reply address differs.');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (proof !== code.challenge) return tokenError('invalid_grant', 501481, 'The Code_Verifier does not match.');
    return {
      status: 200,
      json: { token_type: 'Bearer', expires_in: 3599, access_token: randomUUID(), id_token: idToken(code) },
    };
  };

  const signInPage = (query: URLSearchParams, problem: string): FakeEntraAnswer => ({
    status: 200,
    html: `<!doctype html><title>Sign in to your account</title><p>${problem}</p>
      <form method="post" action="?${escape(query.toString())}">
      <input name="username" value="${escape(query.get('login_hint') ?? '')}"><input name="password" type="password">
      <button type="submit">Sign in</button></form>`,
  });

  const authorize = (request: IncomingMessage, query: URLSearchParams, form: URLSearchParams): FakeEntraAnswer => {
    const redirectUri = query.get('redirect_uri') ?? '';
    const problem =
      query.get('client_id') !== app.clientId
        ? 'AADSTS700016: Application was not found.'
        : !redirectUris.has(redirectUri)
          ? `AADSTS50011: The redirect URI ${redirectUri} does not match those of the application.`
          : query.get('response_type') !== 'code' || query.get('response_mode') !== 'query'
            ? 'AADSTS900144: response_type and response_mode are wrong.'
            : !['openid', 'profile'].every((scope) => (query.get('scope') ?? '').split(' ').includes(scope))
              ? 'AADSTS70011: The scope is not valid.'
              : query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge')
                ? 'AADSTS9002325: Proof Key for Code Exchange is required.'
                : !query.get('state') || !query.get('nonce')
                  ? 'AADSTS900144: state and nonce are required.'
                  : undefined;
    if (problem !== undefined) return { status: 400, html: `<title>Sign in</title><p>${escape(problem)}</p>` };
    if (request.method === 'GET') return signInPage(query, '');
    const name = form.get('username')?.toLowerCase();
    const user = [...directory.users.values()].find((one) => one.userPrincipalName.toLowerCase() === name);
    if (!user?.accountEnabled || user.password !== form.get('password')) {
      return signInPage(query, 'Your account or password is incorrect.');
    }
    const code = randomUUID();
    codes.set(code, {
      redirectUri,
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? '',
      userId: user.id,
    });
    const answer = new URLSearchParams({ code, state: query.get('state') ?? '' });
    return { status: 302, headers: { location: `${redirectUri}?${answer.toString()}` } };
  };

  const login = (request: IncomingMessage, url: URL, body: string): FakeEntraAnswer => {
    const path = url.pathname.slice(`/${app.tenantId}`.length);
    if (!url.pathname.startsWith(`/${app.tenantId}/`)) {
      return tokenError('invalid_request', 90002, 'Tenant was not found.');
    }
    if (path === '/discovery/v2.0/keys' && request.method === 'GET') return { status: 200, json: { keys: shownKeys } };
    if (path === '/oauth2/v2.0/authorize') return authorize(request, url.searchParams, new URLSearchParams(body));
    if (path !== '/oauth2/v2.0/token' || request.method !== 'POST') return { status: 404, text: 'not found' };
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
      return tokenError('invalid_request', 900144, 'The request body must be form encoded.');
    }
    return token(new URLSearchParams(body));
  };

  /** The pages of one round are fixed when it begins. */
  const rounds = new Map<string, { rows: Record<string, unknown>[]; version: number; context: string }>();
  const deltaPage = (
    path: string,
    query: URLSearchParams,
    begin: (since: number, context: string) => Record<string, unknown>[],
    context: string,
  ) => {
    const [skip, delta] = [query.get('$skiptoken'), query.get('$deltatoken')];
    if ((skip !== null || delta !== null) && [...query.keys()].length > 1)
      return badRequest('A link must be used as it is.');
    const [roundId, at] = skip === null ? [String(++links), 0] : [skip.split('-')[0] ?? '', Number(skip.split('-')[1])];
    if (skip === null) {
      const [since, number, stored = ''] = (delta ?? '-1|0|').split('|');
      if (delta !== null && Number(number) <= knownSince)
        return graphError(410, 'syncStateNotFound', 'The sync state generation is not found.');
      const used = delta === null ? context : stored;
      rounds.set(roundId, { rows: begin(Number(since), used), version: directory.version(), context: used });
    }
    const round = rounds.get(roundId);
    if (!round || Number(roundId) <= knownSince)
      return graphError(410, 'syncStateNotFound', 'The sync state generation is not found.');
    const rest = at + pageSize < round.rows.length;
    const token = encodeURIComponent(
      rest ? `${roundId}-${String(at + pageSize)}` : `${String(round.version)}|${roundId}|${round.context}`,
    );
    return {
      status: 200,
      json: {
        '@odata.context': `${graphOrigin}/v1.0/$metadata`,
        [rest ? '@odata.nextLink' : '@odata.deltaLink']:
          `${graphOrigin}/v1.0${path}?${rest ? '$skiptoken' : '$deltatoken'}=${token}`,
        value: round.rows.slice(at, at + pageSize),
      },
    };
  };

  const graph = (request: IncomingMessage, url: URL): FakeEntraAnswer => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if ((accessTokens.get(bearer) ?? 0) <= now()) {
      return graphError(401, 'InvalidAuthenticationToken', 'Access token is missing, unknown or has expired.');
    }
    const query = url.searchParams;
    const path = url.pathname.replace(/^\/v1\.0/, '');
    const needed = path.startsWith('/groups') ? 'GroupMember.Read.All' : 'User.Read.All';
    if (!consent.has(needed))
      return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    const eventual = request.headers.consistencylevel === 'eventual';
    const linked = query.has('$skiptoken') || query.has('$deltatoken');
    if (path === '/users/$count') {
      return eventual
        ? { status: 200, text: String(directory.users.size) }
        : badRequest('$count needs ConsistencyLevel: eventual.', 'Request_UnsupportedQuery');
    }
    if (path === '/users/delta') {
      const select = query.get('$select');
      if (!linked && selection(select) === undefined) return badRequest(unknownProperty(select));
      return deltaPage(
        path,
        query,
        (since, names) => {
          const wanted = selection(names) ?? [];
          return since < 0 ? directory.allUsers(wanted) : directory.usersSince(since, wanted);
        },
        select ?? '',
      );
    }
    if (path === '/groups/delta') {
      const ids = [...(query.get('$filter') ?? '').matchAll(/id eq '([0-9a-f-]{36})'(?: or |$)/g)].map(
        (match) => match[1] ?? '',
      );
      if (!linked && (ids.length === 0 || ids.length > 50)) return badRequest('The filter takes 1 to 50 ids.');
      if (!linked && !(query.get('$select') ?? '').split(',').includes('members'))
        return badRequest('members is not selected.');
      return deltaPage(
        path,
        query,
        (since, names) =>
          since < 0 ? directory.allGroups(names.split(','), pageSize) : directory.groupsSince(since, names.split(',')),
        ids.join(','),
      );
    }
    if (path === '/groups') {
      if (!eventual || query.get('$count') !== 'true') {
        return badRequest('$search needs ConsistencyLevel: eventual and $count.', 'Request_UnsupportedQuery');
      }
      const word = /^"displayName:(.+)"$/.exec(query.get('$search') ?? '')?.[1]?.toLowerCase();
      if (query.has('$search') && word === undefined) return badRequest('$search has to be "property:value".');
      const found = [...directory.groups.values()].filter(
        ({ displayName }) =>
          word === undefined ||
          displayName
            .toLowerCase()
            .split(/\s+/)
            .some((part) => part.startsWith(word)),
      );
      return {
        status: 200,
        json: { value: found.map(({ id, displayName, description }) => ({ id, displayName, description })) },
      };
    }
    const transitive = /^\/groups\/([0-9a-f-]{36})\/transitiveMembers$/.exec(path)?.[1];
    if (transitive !== undefined) {
      const members = directory.transitiveMembers(transitive);
      if (!members) return graphError(404, 'Request_ResourceNotFound', 'Resource does not exist.');
      const top = Number(query.get('$top') ?? '100');
      if (top < 1 || top > 999) return badRequest('Invalid page size specified: must be between 1 and 999.');
      const skip = Number(query.get('$skiptoken') ?? '0');
      // However many are wanted, the service may give fewer.
      const next = `${graphOrigin}/v1.0${path}?$select=id&$top=${String(top)}&$skiptoken=${String(skip + pageSize)}`;
      return {
        status: 200,
        json: {
          ...(skip + pageSize < members.length && { '@odata.nextLink': next }),
          value: members.slice(skip, skip + pageSize),
        },
      };
    }
    const user = directory.users.get(/^\/users\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? '');
    const names = selection(query.get('$select'));
    if (!user) return graphError(404, 'Request_ResourceNotFound', 'Resource does not exist.');
    return names
      ? { status: 200, json: directory.shown(user, names) }
      : badRequest(unknownProperty(query.get('$select')));
  };

  server.on('request', (request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const host = request.headers.host ?? '';
      const url = new URL(request.url ?? '/', `https://${host}`);
      requests.push(`${request.method ?? ''} ${url.pathname}`);
      const script = scripted.find((one) => {
        if (one.times === 0 || !one.match.test(url.pathname)) return false;
        if (one.after === 0) return true;
        one.after -= 1;
        return false;
      });
      if (script) script.times -= 1;
      const isLogin = host === new URL(loginOrigin).host;
      const answer =
        script?.answer ??
        (isLogin && request.headers.authorization === undefined
          ? login(request, url, body)
          : isLogin || request.method !== 'GET'
            ? { status: 400, text: 'a token went where it must not go' }
            : graph(request, url));
      const type =
        answer.json === undefined
          ? answer.html === undefined
            ? 'text/plain'
            : 'text/html; charset=utf-8'
          : 'application/json';
      response.writeHead(answer.status, { 'content-type': type, connection: 'close', ...answer.headers });
      response.end(answer.json === undefined ? (answer.html ?? answer.text ?? '') : JSON.stringify(answer.json));
    })();
  });

  return {
    endpoints: { loginOrigin, graphOrigin, trustedCertificates: [authority.caPem] },
    app,
    directory,
    redirectUris,
    consent,
    requests,
    port,
    caPem: authority.caPem,
    /** Answers the next requests to matching paths so, such as with 429 and Retry-After; `after` go through before. */
    answer(match: RegExp, answer: FakeEntraAnswer, times = 1, after = 0): void {
      scripted.push({ match, times, after, answer });
    },
    /** Links given out until now are answered with 410. */
    expireLinks(): void {
      knownSince = links;
    },
    expireTokens(): void {
      accessTokens.clear();
    },
    tamperIdTokens(change: (claims: Record<string, unknown>) => Record<string, unknown>): void {
      tamper = change;
    },
    /** Hands out this in place of the id_token that was made. */
    forgeIdTokens(change: (token: string) => string): void {
      forge = change;
    },
    /** What everybody can read of the keys. */
    publicKeys: () => shownKeys,
    /** A new signing key; it is shown in the jwks unless `secretly`. */
    rotateKey({ secretly = false } = {}): void {
      signingKey = createSigningKey();
      if (!secretly) shownKeys = [signingKey.jwk];
    },
    /** Whoever has the signing key goes on signing by it, but the jwks shows another one. */
    withdrawKey(): void {
      shownKeys = [createSigningKey().jwk];
    },
    /** Shown in the jwks beside the keys of the tenant. */
    showKeyToo(jwk: object): void {
      shownKeys = [jwk as (typeof shownKeys)[number], ...shownKeys];
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
