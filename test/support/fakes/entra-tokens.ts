// The sign-in service of the fake Entra: who may have which token, and what an id_token says.
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';

export interface FakeEntraAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly html?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const tokenError = (error: string, code: number, description: string, status = 400): FakeEntraAnswer => ({
  status,
  json: {
    error,
    error_description: `AADSTS${String(code)}: ${description}\r\nTrace ID: ${randomUUID()}`,
    error_codes: [code],
  },
});

const decode = (part: string | undefined): Record<string, unknown> => {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
};

export interface FakeApp {
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: string;
  /** PEM of the certificates that were uploaded. */
  readonly certificates: string[];
}

/** Undefined: the app has proven itself. */
export const refuseClient = (
  form: URLSearchParams,
  app: FakeApp,
  tokenUrl: string,
  nowSeconds: number,
  usedAssertions: Set<string>,
): FakeEntraAnswer | undefined => {
  if (form.get('client_id') !== app.clientId) {
    return tokenError('unauthorized_client', 700016, 'Application was not found in the directory.');
  }
  const secret = form.get('client_secret');
  if (secret !== null) {
    return secret === app.secret
      ? undefined
      : tokenError('invalid_client', 7000215, 'Invalid client secret provided.', 401);
  }
  const bad = (why: string): FakeEntraAnswer => tokenError('invalid_client', 700027, why, 401);
  if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') {
    return tokenError(
      'invalid_client',
      7000218,
      'The request body must contain client_assertion or client_secret.',
      401,
    );
  }
  const [head, body, signature] = (form.get('client_assertion') ?? '').split('.');
  const [header, claims] = [decode(head), decode(body)];
  const certificate = app.certificates
    .map((pem) => new X509Certificate(pem))
    .find(({ raw }) => createHash('sha256').update(raw).digest('base64url') === header['x5t#S256']);
  if (header['alg'] !== 'PS256' || header['typ'] !== 'JWT' || certificate === undefined) {
    return bad('The certificate with identifier used to sign the client assertion is not registered on application.');
  }
  const right = verify(
    'sha256',
    Buffer.from(`${head ?? ''}.${body ?? ''}`),
    { key: certificate.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
    Buffer.from(signature ?? '', 'base64url'),
  );
  if (!right) return bad('Client assertion contains an invalid signature.');
  if (claims['aud'] !== tokenUrl)
    return tokenError('invalid_client', 700023, 'Client assertion audience claim is wrong.', 401);
  if (claims['iss'] !== app.clientId || claims['sub'] !== app.clientId)
    return bad('iss and sub must be the client ID.');
  const [nbf, exp, jti] = [claims['nbf'], claims['exp'], claims['jti']];
  if (
    typeof nbf !== 'number' ||
    typeof exp !== 'number' ||
    nbf > nowSeconds + 300 ||
    exp < nowSeconds ||
    exp - nbf > 600
  ) {
    return tokenError('invalid_client', 700024, 'Client assertion is not within its valid time range.', 401);
  }
  if (typeof jti !== 'string' || usedAssertions.has(jti)) return bad('jti is missing or was used before.');
  usedAssertions.add(jti);
  return undefined;
};

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key of the tenant, as its jwks shows it. */
export const createSigningKey = (privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey) => {
  const kid = randomUUID();
  return {
    jwk: { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, use: 'sig', kty: 'RSA' },
    sign(claims: unknown): string {
      const signed = `${base64url({ typ: 'JWT', alg: 'RS256', kid })}.${base64url(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
};
