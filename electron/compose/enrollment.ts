// Composes enrollment: from ports to the handlers of its routes and the services that check-in and SCEP call.
import type { Clock, Logger } from '../core/ports.ts';
import type { MdmHandler } from '../wire/http.ts';
import type { Certificate } from '../wire/certificate.ts';
import { createAccountDriven } from '../mdm/enroll/account-driven.ts';
import { createBearerCheck, type BearerCheck } from '../mdm/enroll/bearer.ts';
import { createDecider } from '../mdm/enroll/decide.ts';
import { createDiscovery } from '../mdm/enroll/discovery.ts';
import { createExternalSignIn } from '../sign-in/external-sign-in.ts';
import { createFormTokens } from '../sign-in/form-token.ts';
import { createInvitationRoutes } from '../portal/invitation-routes.ts';
import type { MachineInfoVerifier } from '../mdm/enroll/machine-info-verifier.ts';
import { createAuthorize, createTokenEndpoint } from '../mdm/enroll/oauth2.ts';
import { createLockout, type SignInFailureStore } from '../sign-in/lockout.ts';
import type { DecisionSources, EnrollmentRules, EnrollLog, ProfileSigner } from '../mdm/enroll/ports.ts';
import type {
  EnrollAuthentication,
  EnrollSettings,
  EnrollUsers,
  IdentityProvider,
  OwnPasswords,
  PinRequests,
  RandomBytes,
} from '../sign-in/ports.ts';
import { createEnrollmentProfiles } from '../mdm/enroll/profile.ts';
import { createPinRequest } from '../portal/pin-request.ts';
import { createProfileService } from '../mdm/enroll/profile-service.ts';
import { createProfileServer, type ProfileServer } from '../mdm/enroll/serve-profile.ts';
import { createRegistrationPage } from '../portal/registration-page.ts';
import { createSignInPage, createWebSignIn } from '../sign-in/sign-in-pages.ts';
import { createSignIn, type SignInDeps } from '../sign-in/sign-in.ts';
import { createSignInSteps } from '../sign-in/sign-in-steps.ts';
import type { InvitationStore, PinStore, TicketStore, TokenStore } from '../mdm/enroll/store.ts';
import { createTickets, type Tickets } from '../mdm/enroll/tickets.ts';
import { createTokens, type Tokens } from '../mdm/enroll/tokens.ts';
import { createTrustHandlers } from '../mdm/enroll/trust.ts';

export interface EnrollDeps extends DecisionSources {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly randomBytes: RandomBytes;
  readonly settings: () => Promise<EnrollSettings>;
  /** PayloadIdentifier of this office's enrollment profiles, the same for the life of its enrollments. */
  readonly profileIdentifier: () => Promise<string>;
  /** Topic of the push certificate; undefined while none is installed: then nothing can enroll. */
  readonly pushTopic: () => Promise<string | undefined>;
  /** DER of what a device must trust to reach the listener; empty if its certificate is publicly trusted. */
  readonly rootCertificates: () => Promise<readonly Uint8Array[]>;
  readonly signProfile: ProfileSigner;
  readonly verifier: MachineInfoVerifier;
  /** The ticket that a valid identity certificate of ours was issued for. */
  readonly ticketOfIdentity: (certificate: Certificate) => Promise<string | undefined>;
  readonly users: EnrollUsers;
  readonly authentication: EnrollAuthentication;
  readonly rules: EnrollmentRules;
  readonly passwords: OwnPasswords;
  readonly pinRequests: PinRequests;
  /** Where people of Entra ID sign in. */
  readonly identityProvider?: (() => IdentityProvider) | undefined;
  /** An attempt to sign in as a known person was checked. */
  readonly signInEnded?: SignInDeps['ended'];
  /** Too many accounts failed from one address, by its key; it has to wait so long. */
  readonly addressLocked?: ((key: string, lockMs: number) => Promise<void>) | undefined;
  readonly log: EnrollLog;
  readonly stores: {
    readonly tickets: TicketStore;
    readonly invitations: InvitationStore;
    readonly tokens: TokenStore;
    readonly pins: PinStore;
    readonly signInFailures: SignInFailureStore;
  };
}

export type EnrollHandlerName =
  | 'discovery'
  | 'accountByod'
  | 'accountAdde'
  | 'registrationPage'
  | 'pinRequest'
  | 'invitationPage'
  | 'invitationSignIn'
  | 'invitationProfile'
  | 'invitationProfileService'
  | 'profileService'
  | 'webSignIn'
  | 'oauthAuthorize'
  | 'oauthToken'
  | 'externalCallback'
  | 'serviceConfig'
  | 'anchorCerts'
  | 'caPem'
  | 'trustProfile';

export interface EnrollServices {
  readonly handlers: Readonly<Record<EnrollHandlerName, MdmHandler>>;
  /** `redeem` is the SCEP server's port; `ticketForCertificate` and `markAuthenticated` are check-in's. */
  readonly tickets: Tickets;
  readonly tokens: Tokens;
  readonly checkBearer: BearerCheck;
  /** Profile that renews an identity certificate, for InstallProfile. */
  readonly renew: ProfileServer['renew'];
}

/** Creates everything enrollment offers. Does no work by itself. */
export const createEnrollment = (deps: EnrollDeps): EnrollServices => {
  const { clock, logger, randomBytes, settings, users, log, stores, rootCertificates, verifier } = deps;
  const tokens = createTokens({ store: stores.tokens, clock, randomBytes });
  const tickets = createTickets({
    store: stores.tickets,
    invitations: stores.invitations,
    pins: stores.pins,
    tokens,
    clock,
    randomBytes,
  });
  const enrollmentProfiles = createEnrollmentProfiles(deps);
  const profiles = createProfileServer({ tickets, profiles: enrollmentProfiles, rules: deps.rules, log });
  const decide = createDecider(deps);
  const lockout = createLockout({ store: stores.signInFailures, clock, addressLocked: deps.addressLocked });
  const signIn = createSignIn({
    users,
    authentication: deps.authentication,
    passwords: deps.passwords,
    pinRequests: deps.pinRequests,
    rules: deps.rules,
    lockout,
    logger,
    ended: deps.signInEnded,
  });
  const forms = createFormTokens({ clock, randomBytes });
  const external = createExternalSignIn({
    provider: deps.identityProvider ?? (() => undefined),
    settings,
    clock,
    randomBytes,
    logger,
  });
  const steps = createSignInSteps({ signIn, forms });
  const page = createSignInPage({ users, signIn, steps, external, forms, settings });
  const account = { verifier, users, settings, decide, tokens, tickets, profiles, log };
  const oauth = { page, tokens, users, settings, clock };
  const profileService = createProfileService({
    verifier,
    ticketOfIdentity: deps.ticketOfIdentity,
    invitations: stores.invitations,
    users,
    decide,
    tokens,
    tickets,
    profiles: enrollmentProfiles,
    server: profiles,
    log,
    clock,
  });
  const invitation = createInvitationRoutes({
    invitations: stores.invitations,
    users,
    signIn,
    steps,
    external,
    forms,
    settings,
    decide,
    tokens,
    tickets,
    profiles,
    profileService,
    log,
    clock,
  });
  return {
    handlers: {
      discovery: createDiscovery({ users, settings, decide, profiles: enrollmentProfiles, log, clock }),
      accountByod: createAccountDriven(account, 'byod'),
      accountAdde: createAccountDriven(account, 'adde'),
      registrationPage: createRegistrationPage(settings),
      pinRequest: createPinRequest({ pinRequests: deps.pinRequests, forms, settings, clock, logger }),
      invitationPage: invitation.page,
      invitationSignIn: invitation.signIn,
      invitationProfile: invitation.profile,
      invitationProfileService: invitation.profileService,
      profileService: profileService.handler,
      webSignIn: createWebSignIn({ page, tokens, settings }),
      oauthAuthorize: createAuthorize(oauth),
      oauthToken: createTokenEndpoint(oauth),
      externalCallback: external.callback,
      ...createTrustHandlers({ settings, profiles: enrollmentProfiles, rootCertificates }),
    },
    tickets,
    tokens,
    checkBearer: createBearerCheck({ tokens, users, settings }),
    renew: profiles.renew,
  };
};
