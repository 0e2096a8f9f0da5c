// An office whose enrollment runs without a listener: real stores, real users, real signatures; requests go straight to
// the handlers that the routes name.
import { createHash, randomBytes } from 'node:crypto';
import type { AbmDeclaration } from '../../shared/ipc/apple/business-manager.ts';
import type { EnrollmentType } from '../../shared/model/enrollment.ts';
import { isAppError } from '../../electron/core/errors.ts';
import { openSecretBox } from '../../electron/core/secret-box.ts';
import { silentLogger } from '../../electron/core/ports.ts';
import { createAccessTokenStore } from '../../electron/db/stores/protocol/access-tokens.ts';
import { createEnrollmentTicketStore } from '../../electron/db/stores/protocol/enrollment-tickets.ts';
import { createPinsStore } from '../../electron/db/stores/people/pins.ts';
import { createSignInFailureStore } from '../../electron/db/stores/people/sign-in-failures.ts';
import { createInvitationStore } from '../../electron/db/stores/people/invitations.ts';
import { createEnrollment, type EnrollHandlerName } from '../../electron/compose/enrollment.ts';
import { createInvitations } from '../../electron/invitations/invitations.ts';
import { createMachineInfoVerifier, machineInfoAnchorOf } from '../../electron/mdm/enroll/machine-info-verifier.ts';
import type { EnrollLogEntry } from '../../electron/mdm/enroll/ports.ts';
import type { MdmRequest, MdmResponse } from '../../electron/wire/http.ts';
import { createAuthentication } from '../../electron/people/authenticate.ts';
import { createOwnPasswords } from '../../electron/people/own-passwords.ts';
import { createPasswords } from '../../electron/people/passwords.ts';
import { createPins } from '../../electron/people/pins.ts';
import { createUsersService } from '../../electron/people/users.ts';
import { createAppleDeviceCa } from './device/apple-device-ca.ts';
import { signCms } from './device/cms.ts';
import type { HttpResponse, HttpsClient } from './device/https-client.ts';
import { encodePlist, type PlistInputDict } from './device/plist.ts';
import { createWebSession } from './device/web-session.ts';
import { createManualClock } from './fakes/manual-clock.ts';
import { testCost } from './password-cost.ts';
import { person, temporaryDatabase } from './people.ts';
import { registrationBody } from './user-settings.ts';

export const origin = 'https://mdm.office.example:8443';
export const password = 'correct horse battery';
export const iphone17 =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
export const iphone18 = iphone17.replace('17_5', '18_1').replace('Version/17.5', 'Version/18.1');

const routes: readonly [RegExp, EnrollHandlerName][] = [
  [/^\/\.well-known\/com\.apple\.remotemanagement$/, 'discovery'],
  [/^\/enroll\/account\/byod$/, 'accountByod'],
  [/^\/enroll\/account\/adde$/, 'accountAdde'],
  [/^\/enroll\/i\/[^/]+$/, 'invitationPage'],
  [/^\/enroll\/i\/[^/]+\/sign-in$/, 'invitationSignIn'],
  [/^\/enroll\/i\/[^/]+\/profile$/, 'invitationProfile'],
  [/^\/enroll\/sign-in(\/[^/]+)?$/, 'webSignIn'],
  [/^\/enroll\/oauth2\/authorize(\/[^/]+)?$/, 'oauthAuthorize'],
  [/^\/enroll\/oauth2\/token$/, 'oauthToken'],
  [/^\/MDMServiceConfig$/, 'serviceConfig'],
  [/^\/enroll\/anchor-certs$/, 'anchorCerts'],
  [/^\/enroll\/ca\.pem$/, 'caPem'],
  [/^\/enroll\/trust\.mobileconfig$/, 'trustProfile'],
];

export interface SentRequest {
  readonly method?: MdmRequest['method'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly remoteAddress?: string;
}

/** Opens an office in which everything User Enrollment needs is in place. Times stand still until a test moves them. */
export const openOffice = async () => {
  const { executor, close, folder } = await temporaryDatabase();
  const clock = createManualClock();
  const pins = createPins({ executor, clock, secretBox: await openSecretBox(folder) });
  const passwords = createPasswords(testCost);
  const users = createUsersService({ executor, clock, endAccess: () => Promise.resolve(), passwords });
  const appleCa = await createAppleDeviceCa();
  // Making RSA keys takes long: one device of each kind is enough.
  const identity = appleCa.issueDeviceIdentity();
  const foreignIdentity = createAppleDeviceCa().then((ca) => ca.issueDeviceIdentity());
  const state = {
    setting: { name: 'Staff', ...registrationBody() },
    businessManager: {
      accountConnected: true,
      organizationName: 'Office',
      appsAndBooksConnected: true,
      appsAndBooksSameOrganization: true,
      validatedDomains: ['office.example'],
      federated: false,
    } as AbmDeclaration,
    previousType: undefined as EnrollmentType | undefined,
    topic: 'com.apple.mgmt.External.office' as string | undefined,
    signInMethod: 'apple-as-web' as 'apple-as-web' | 'apple-oauth2',
  };
  const log: EnrollLogEntry[] = [];
  const stores = {
    tickets: createEnrollmentTicketStore(executor),
    invitations: createInvitationStore(executor),
    tokens: createAccessTokenStore(executor),
    pins: createPinsStore(executor),
    signInFailures: createSignInFailureStore(executor),
  };
  const settings = () =>
    Promise.resolve({ organizationName: 'Berg & Co', origin, signInMethod: state.signInMethod, profileService: false });
  const services = createEnrollment({
    clock,
    logger: silentLogger,
    randomBytes,
    settings,
    profileIdentifier: () => Promise.resolve('example.office.enroll'),
    pushTopic: () => Promise.resolve(state.topic),
    rootCertificates: () => Promise.resolve([appleCa.certificate]),
    signProfile: (xml) => Promise.resolve(Buffer.from(xml)),
    verifier: createMachineInfoVerifier({ anchors: [machineInfoAnchorOf(appleCa.pem)] }),
    ticketOfIdentity: () => Promise.resolve(undefined),
    users,
    authentication: createAuthentication({
      verifyPassword: users.verifyPassword,
      pins,
      registrationTypeOf: () => Promise.resolve(state.setting.registrationType),
      registrationTypes: () => Promise.resolve([state.setting.registrationType]),
    }),
    rules: {
      terms: () => Promise.resolve(undefined),
      acceptTerms: () => Promise.resolve(),
      lockAfter: () => Promise.resolve(5),
      refusal: () => Promise.resolve(undefined),
    },
    pinRequests: { isOffered: () => Promise.resolve(false), request: () => Promise.resolve() },
    passwords: createOwnPasswords({ executor, clock, passwords }),
    log: (entry) => void log.push(entry),
    effectiveSetting: () => Promise.resolve(state.setting),
    businessManager: () => Promise.resolve(state.businessManager),
    previousType: () => Promise.resolve(state.previousType),
    stores,
  });
  const invitations = createInvitations({ executor, users, settings, clock, randomBytes });

  const send = (url: string, request: SentRequest = {}): Promise<MdmResponse> => {
    const target = new URL(url, origin);
    const name = routes.find(([path]) => path.test(target.pathname))?.[1];
    if (name === undefined) throw new Error(`no route for ${target.pathname}`);
    return services.handlers[name]({
      method: request.method ?? 'GET',
      path: target.pathname,
      query: new URLSearchParams(target.search.replaceAll('+', '%2B')),
      headers: { host: target.host, ...request.headers },
      body: Buffer.from(request.body ?? ''),
      remoteAddress: request.remoteAddress ?? '192.0.2.1',
      parameters: new Map(),
    });
  };

  const http: HttpsClient = {
    async send(request): Promise<HttpResponse> {
      const response = await send(request.url, {
        method: request.method,
        headers: request.headers ?? {},
        body: request.body ?? Buffer.alloc(0),
      });
      const { 'set-cookie': cookie, ...headers } = response.headers ?? {};
      return {
        status: response.status,
        headers,
        setCookies: cookie === undefined ? [] : [cookie],
        body: bytesOf(response),
        url: request.url,
      };
    },
    trust: () => undefined,
    close: () => undefined,
  };

  return {
    close,
    clock,
    state,
    log,
    users,
    pins,
    invitations,
    stores,
    http,
    send,
    ...services,
    browser: (userAgent: string) => createWebSession(http, userAgent),

    /** Adds a person with a password and, unless told otherwise, a Managed Apple ID. Resolves to the id. */
    addPerson: (name: string, more: Parameters<typeof person>[1] = {}) =>
      users.create(person(name, { password, managedAppleId: `${name}@appleid.office.example`, ...more })),

    /** Machine info as a built-in device identity signs it; `foreign` signs with another CA's. */
    async machineInfo(more: PlistInputDict = {}, foreign = false): Promise<Buffer> {
      const content = encodePlist({
        PRODUCT: 'iPhone15,2',
        VERSION: '21F79',
        OS_VERSION: '17.5',
        LANGUAGE: 'en',
        ...more,
      });
      return signCms({
        content,
        signer: foreign ? await foreignIdentity : await identity,
        detached: false,
        signingTime: clock.now(),
        chain: [appleCa.certificate],
      });
    },

    post: (path: string, body: Buffer, token?: string, headers: Record<string, string> = {}) =>
      send(path, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/pkcs7-signature',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
      }),

    /** Every row of the tables that keep hashes of secrets. */
    dump: async () => [
      await executor.read.selectFrom('enrollment_tickets').selectAll().execute(),
      await executor.read.selectFrom('invitations').selectAll().execute(),
      await executor.read.selectFrom('access_tokens').selectAll().execute(),
    ],

    /** What SCEP does with the challenge of a profile. */
    redeem: (challenge: string, key = 'key', transaction = 'transaction') =>
      services.tickets.redeem(challenge, createHash('sha256').update(key).digest('hex'), transaction),
  };
};

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** The body of a response that is no stream. */
export const bytesOf = ({ body = '' }: MdmResponse): Buffer => {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  throw new Error('the body is a stream');
};

/** The JSON body of a response. */
export const jsonOf = (response: MdmResponse): unknown => JSON.parse(bytesOf(response).toString('utf8'));

/** The code of the AppError a promise rejects with. */
export const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> => {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return isAppError(error) ? error.code : 'unexpected';
  }
};
