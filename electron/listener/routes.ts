// THE table of everything a device or a browser can reach. docs/reference/routes.md is generated from it.
import type { MdmHandler, MdmRequest } from '../wire/http.ts';

export interface Route {
  readonly methods: readonly MdmRequest['method'][];
  /** A segment that starts with a colon matches anything. */
  readonly path: string;
  readonly handler: string;
  /**
   * Who may call. `device`: a certificate of ours in the Mdm-Signature, asked for before the body is read. `body-apple-signed`
   * and `anyone` take the body first, within a small limit: the former's signature by Apple is in the body itself, and
   * checked by the handler.
   */
  readonly caller: 'device' | 'body-apple-signed' | 'anyone';
  /** Largest accepted body in bytes. */
  readonly limit: number;
  readonly summary: string;
}

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

export const routes = [
  {
    methods: ['PUT'],
    path: '/mdm/checkin',
    handler: 'checkin',
    caller: 'device',
    limit: megabyte,
    summary: 'Check-in messages: Authenticate, TokenUpdate, CheckOut and the others.',
  },
  {
    methods: ['PUT'],
    path: '/mdm/connect',
    handler: 'connect',
    caller: 'device',
    limit: 16 * megabyte,
    summary: 'Command reports; the answer is the next command or nothing.',
  },
  {
    methods: ['GET', 'POST'],
    path: '/scep',
    handler: 'scep',
    caller: 'anyone',
    limit: 64 * kilobyte,
    summary: 'SCEP: identity certificates against a one-time challenge.',
  },
  {
    methods: ['GET'],
    path: '/.well-known/com.apple.remotemanagement',
    handler: 'discovery',
    caller: 'anyone',
    limit: 0,
    summary: 'Service discovery of account-driven enrollment.',
  },
  {
    methods: ['POST'],
    path: '/enroll/account/byod',
    handler: 'accountByod',
    caller: 'body-apple-signed',
    limit: 256 * kilobyte,
    summary: 'Account-driven User Enrollment: machine info in, challenge or profile out.',
  },
  {
    methods: ['POST'],
    path: '/enroll/account/adde',
    handler: 'accountAdde',
    caller: 'body-apple-signed',
    limit: 256 * kilobyte,
    summary: 'Account-driven Device Enrollment: machine info in, challenge or profile out.',
  },
  {
    methods: ['GET', 'POST'],
    path: '/enroll/sign-in',
    handler: 'webSignIn',
    caller: 'anyone',
    limit: 16 * kilobyte,
    summary: 'Sign-in page of the method apple-as-web.',
  },
  {
    methods: ['GET', 'POST'],
    path: '/enroll/sign-in/:purpose',
    handler: 'webSignIn',
    caller: 'anyone',
    limit: 16 * kilobyte,
    summary: 'The same before an enrollment, such as `user-iOS`: it tells what the office can and cannot see.',
  },
  {
    methods: ['GET', 'POST'],
    path: '/enroll/oauth2/authorize',
    handler: 'oauthAuthorize',
    caller: 'anyone',
    limit: 16 * kilobyte,
    summary: 'Sign-in page of the method apple-oauth2 (RFC 6749 authorization endpoint).',
  },
  {
    methods: ['GET', 'POST'],
    path: '/enroll/oauth2/authorize/:purpose',
    handler: 'oauthAuthorize',
    caller: 'anyone',
    limit: 16 * kilobyte,
    summary: 'The same before an enrollment, such as `user-iOS`: it tells what the office can and cannot see.',
  },
  {
    methods: ['POST'],
    path: '/enroll/oauth2/token',
    handler: 'oauthToken',
    caller: 'anyone',
    limit: 16 * kilobyte,
    summary: 'OAuth 2 token endpoint: code and refresh token grants.',
  },
  {
    methods: ['GET'],
    path: '/enroll',
    handler: 'registrationPage',
    caller: 'anyone',
    limit: 0,
    summary: 'Page that shows everybody how to enroll.',
  },
  {
    methods: ['GET', 'POST'],
    path: '/enroll/pin',
    handler: 'pinRequest',
    caller: 'anyone',
    limit: 16 * kilobyte,
    summary: 'Page on which people ask for a new PIN by mail.',
  },
  {
    methods: ['GET'],
    path: '/enroll/i/:token',
    handler: 'invitationPage',
    caller: 'anyone',
    limit: 0,
    summary: 'Page behind an enrollment link.',
  },
  {
    methods: ['POST'],
    path: '/enroll/i/:token/sign-in',
    handler: 'invitationSignIn',
    caller: 'anyone',
    limit: 16 * kilobyte,
    summary: 'Sign-in on the page behind an enrollment link.',
  },
  {
    methods: ['GET'],
    path: '/enroll/i/:token/profile',
    handler: 'invitationProfile',
    caller: 'anyone',
    limit: 0,
    summary: 'Download of the enrollment profile after signing in.',
  },
  {
    methods: ['GET'],
    path: '/enroll/i/:token/profile-service',
    handler: 'invitationProfileService',
    caller: 'anyone',
    limit: 0,
    summary: 'Download of the Profile Service payload after signing in: the device says first what it is.',
  },
  {
    methods: ['POST'],
    path: '/enroll/profile-service',
    handler: 'profileService',
    caller: 'body-apple-signed',
    limit: 256 * kilobyte,
    summary: 'Profile Service: signed attributes in, then an identity, then the enrollment profile out.',
  },
  {
    methods: ['GET'],
    path: '/enroll/entra/callback',
    handler: 'externalCallback',
    caller: 'anyone',
    limit: 0,
    summary: 'Where Microsoft sends people of Entra ID back to after they signed in.',
  },
  {
    methods: ['GET'],
    path: '/MDMServiceConfig',
    handler: 'serviceConfig',
    caller: 'anyone',
    limit: 0,
    summary: 'What Apple Configurator asks for.',
  },
  {
    methods: ['GET'],
    path: '/enroll/anchor-certs',
    handler: 'anchorCerts',
    caller: 'anyone',
    limit: 0,
    summary: 'The root certificates of the listener as a JSON array of base64 DER.',
  },
  {
    methods: ['GET'],
    path: '/enroll/ca.pem',
    handler: 'caPem',
    caller: 'anyone',
    limit: 0,
    summary: 'The root certificate of the listener.',
  },
  {
    methods: ['GET'],
    path: '/enroll/trust.mobileconfig',
    handler: 'trustProfile',
    caller: 'anyone',
    limit: 0,
    summary: 'The root certificate as a profile.',
  },
] as const satisfies readonly Route[];

export type RouteHandlers = Readonly<Record<(typeof routes)[number]['handler'], MdmHandler>>;

/** A route and what stands in the path at its names with a colon, percent-encoded as it came. */
export interface FoundRoute {
  readonly route: Route;
  readonly parameters: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

const exact = new Map<string, FoundRoute>(
  routes.filter(({ path }) => !path.includes(':')).map((route) => [route.path, { route, parameters: none }]),
);

const patterns: readonly { readonly route: Route; readonly parts: readonly string[] }[] = routes
  .filter(({ path }) => path.includes(':'))
  .map((route) => ({ route, parts: route.path.split('/') }));

const parametersOf = (parts: readonly string[], path: readonly string[]): Map<string, string> | undefined => {
  if (parts.length !== path.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [n, part] of parts.entries()) {
    const segment = path[n] ?? '';
    if (!part.startsWith(':')) {
      if (part !== segment) return undefined;
    } else if (segment === '') return undefined;
    else parameters.set(part.slice(1), segment);
  }
  return parameters;
};

/** The route of a path, whatever the method, with its parameters; undefined when nothing is there. */
export const findRoute = (path: string): FoundRoute | undefined => {
  const known = exact.get(path);
  if (known) return known;
  const segments = path.split('/');
  for (const { route, parts } of patterns) {
    const parameters = parametersOf(parts, segments);
    if (parameters) return { route, parameters };
  }
  return undefined;
};
