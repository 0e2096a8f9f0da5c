// How Russet proves to Microsoft which app it is, and what the token endpoint's refusals mean.
// Microsoft: "OAuth 2.0 client credentials flow", "application authentication certificate credentials".
import { importPKCS8, SignJWT } from 'jose';
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock, EntraEndpoints } from '../../core/ports.ts';
import { jsonOf, type EntraResponse, type SendEntraRequest } from './entra-request.ts';
import { minute } from '../../core/durations.ts';

export type EntraCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificatePem: string; readonly privateKeyPem: string };

/** An app registration. */
export interface EntraApp {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: EntraCredential;
}

export interface EntraPort {
  readonly endpoints: EntraEndpoints;
  readonly clock: Clock;
  readonly send: SendEntraRequest;
}

export const tokenUrl = ({ loginOrigin }: EntraEndpoints, { tenantId }: Pick<EntraApp, 'tenantId'>): string =>
  `${loginOrigin}/${tenantId}/oauth2/v2.0/token`;

/** Microsoft accepts assertions of up to ten minutes. */
const assertionSeconds = 5 * 60;

const assertion = async (
  port: EntraPort,
  app: EntraApp,
  certificatePem: string,
  privateKeyPem: string,
): Promise<string> => {
  const now = Math.floor(port.clock.now() / 1000);
  const thumbprint = createHash('sha256').update(new X509Certificate(certificatePem).raw).digest('base64url');
  return new SignJWT()
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setAudience(tokenUrl(port.endpoints, app))
    .setIssuer(app.clientId)
    .setSubject(app.clientId)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + assertionSeconds)
    .sign(await importPKCS8(privateKeyPem, 'PS256'));
};

/** The fields by which the app authenticates at the token endpoint. */
const clientFields = async (port: EntraPort, app: EntraApp): Promise<Record<string, string>> => {
  const { credential } = app;
  if (credential.kind === 'secret') return { client_id: app.clientId, client_secret: credential.secret };
  return {
    client_id: app.clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await assertion(port, app, credential.certificatePem, credential.privateKeyPem),
  };
};

const refusal = z.object({
  error: z.string(),
  error_description: z.string().default(''),
  error_codes: z.array(z.number()).default([]),
});

/** Microsoft: "Microsoft Entra authentication and authorization error codes". */
const refusals: Readonly<Record<number, AdminText>> = {
  7000215: say('entra.secretRefused'),
  7000222: say('entra.secretExpired'),
  700016: say('entra.noApp'),
  90002: say('entra.noTenant'),
  900023: say('entra.noTenant'),
  700027: say('entra.certificateRefused'),
  7000216: say('entra.credentialKind'),
  7000218: say('entra.credentialMissing'),
  500011: say('entra.graphUnknown'),
  65001: say('entra.consent'),
};

/** What a refusal of the token endpoint means: `directory.credentials`, or `directory.unreachable` for a busy service. */
export const explainTokenRefusal = (response: EntraResponse): AppError => {
  const parsed = refusal.safeParse(jsonOf(response));
  if (!parsed.success || response.status >= 500 || response.status === 429) {
    return new AppError('directory.unreachable', say('entra.status', { status: response.status }));
  }
  const { error, error_description: description, error_codes: codes } = parsed.data;
  const known = codes.map((code) => refusals[code]).find((text) => text !== undefined);
  const said = (description.split(/\r?\n/)[0] ?? '').slice(0, 300);
  return new AppError('directory.credentials', known ?? say('entra.refused', { answer: said === '' ? error : said }));
};

/** Asks the token endpoint; answers the parsed JSON of a success. Throws as `explainTokenRefusal` says. */
export const requestToken = async (
  port: EntraPort,
  app: EntraApp,
  fields: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<unknown> => {
  const response = await port.send({
    method: 'POST',
    url: tokenUrl(port.endpoints, app),
    form: { ...(await clientFields(port, app)), ...fields },
    signal,
  });
  if (response.status !== 200) throw explainTokenRefusal(response);
  return jsonOf(response);
};

const accessToken = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Renewed this long before it ends, so that it does not end under way. */
const renewEarlyMs = 5 * minute;

export interface GraphToken {
  get(signal?: AbortSignal): Promise<string>;
  /** Graph refused it: the next `get` asks for another one. */
  forget(): void;
}

/** The app's token for Graph, kept until shortly before it ends. */
export const createGraphToken = (port: EntraPort, app: EntraApp): GraphToken => {
  let kept: { readonly token: string; readonly until: number } | undefined;
  return {
    async get(signal) {
      const now = port.clock.now();
      if (kept && kept.until > now) return kept.token;
      const answer = accessToken.safeParse(
        await requestToken(
          port,
          app,
          { grant_type: 'client_credentials', scope: `${port.endpoints.graphOrigin}/.default` },
          signal,
        ),
      );
      if (!answer.success) throw new AppError('directory.failed', say('entra.noToken'));
      kept = { token: answer.data.access_token, until: now + answer.data.expires_in * 1000 - renewEarlyMs };
      return kept.token;
    },
    forget() {
      kept = undefined;
    },
  };
};
