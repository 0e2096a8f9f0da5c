// The pages behind an enrollment link: what fits this browser, sign-in, and the download of the profile.
import { z } from 'zod';
import type { EnrollmentFlow } from '../../shared/model/enrollment.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import type { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { type MdmHandler, type MdmRequest, type MdmResponse, redirectTo } from '../wire/http.ts';
import { deviceChoices, deviceOfBrowser, type BrowserDevice, type DeviceChoice } from './browser.ts';
import { requireEnrollable, type DecidedType, type Decider } from '../mdm/enroll/decide.ts';
import { minimumVersionOf } from '../mdm/enroll/minimum-version.ts';
import { decisionCodes, decisiveReason, loggedReasons, userEnrollmentFloors } from '../mdm/enroll/decision.ts';
import { cookieHeader, readCookie } from '../sign-in/cookies.ts';
import { requireCheckable, type ExternalSignIn, type ExternalState } from '../sign-in/external-sign-in.ts';
import type { FormTokens } from '../sign-in/form-token.ts';
import {
  accountDrivenPage,
  choicePage,
  downloadPage,
  invitationSignInPage,
  stepPage,
  type InvitationPage,
} from './invitation-pages.ts';
import { messagePage } from '../sign-in/pages/layout.ts';
import { firstPasswordForm } from '../sign-in/pages/sign-in-form.ts';
import { answerPerson, isRetryable, pageStatusOf } from '../sign-in/people-errors.ts';
import type { EnrollLog } from '../mdm/enroll/ports.ts';
import type { EnrollSettings, EnrollUser, EnrollUsers } from '../sign-in/ports.ts';
import { methodNotAllowed } from '../sign-in/replies.ts';
import { sha256 } from '../sign-in/secrets.ts';
import type { ProfileService } from '../mdm/enroll/profile-service.ts';
import type { ProfileServer } from '../mdm/enroll/serve-profile.ts';
import type { SignIn, SignInResult } from '../sign-in/sign-in.ts';
import type { SignInSteps } from '../sign-in/sign-in-steps.ts';
import type { Invitation, InvitationStore, Ticket, Token } from '../mdm/enroll/store.ts';
import { languageOf, PersonError, textOf, textsIn, type TextKey, type Texts } from '../sign-in/texts.ts';
import type { Tickets } from '../mdm/enroll/tickets.ts';
import { sessionLifetimeMs, type Tokens } from '../mdm/enroll/tokens.ts';
import { readFirstPasswordForm, readSignInForm, typedBefore } from '../sign-in/web-form.ts';

export interface InvitationRouteDeps {
  readonly invitations: InvitationStore;
  readonly users: EnrollUsers;
  readonly signIn: SignIn;
  readonly steps: SignInSteps;
  readonly external: ExternalSignIn;
  readonly forms: FormTokens;
  readonly settings: () => Promise<EnrollSettings>;
  readonly decide: Decider;
  readonly tokens: Pick<Tokens, 'issueSession' | 'find' | 'isAlive' | 'setTicket'>;
  readonly tickets: Pick<Tickets, 'issue' | 'ticketById' | 'discard'>;
  readonly profiles: ProfileServer;
  readonly profileService: Pick<ProfileService, 'payload'>;
  readonly log: EnrollLog;
  readonly clock: Pick<Clock, 'now'>;
}

const cookieName = 'russet-enroll';

interface Visit {
  readonly path: string;
  readonly invitation: Invitation;
  readonly user: EnrollUser;
  readonly office: EnrollSettings;
  readonly language: Language;
}

/** What this browser is offered. */
interface Offer {
  readonly flow: Extract<EnrollmentFlow, 'profile-device' | 'profile-user'> | 'instructions';
  readonly device: BrowserDevice;
  readonly decision: DecidedType;
  /** What the person said the device is. */
  readonly choice: DeviceChoice | undefined;
}

const linkInvalid = (key: TextKey): PersonError => new PersonError('enrollment.linkInvalid', key);

const sessionClient = z.object({ invitationId: z.string() });

const choiceOf = ({ query }: MdmRequest): DeviceChoice | undefined =>
  deviceChoices.find((choice) => choice === query.get('device'));

const choiceQuery = (request: MdmRequest): string => {
  const choice = choiceOf(request);
  return choice === undefined ? '' : `?device=${choice}`;
};

const flowOf = (decision: DecidedType, device: BrowserDevice): Offer['flow'] => {
  if (decision.type === 'device') return 'profile-device';
  return device.isOlder ? 'profile-user' : 'instructions';
};

const otherBrowser = ({ office, language }: Visit): MdmResponse => {
  const texts = textsIn(language);
  return messagePage({
    language,
    title: texts('otherBrowser.title'),
    organizationName: office.organizationName,
    text: texts('otherBrowser.text'),
  });
};

/** The person may know better what the device is: a browser's word is a hint, and never bars a way. */
const otherWayOf = (path: string, { device, decision, choice }: Offer): InvitationPage['otherWay'] => {
  if (device.platform === 'macOS' || choice?.startsWith('ipad') === true)
    return { text: 'invitation.otherDevice', url: path };
  const byVersion = decision.reasons.some(({ decisive, code }) => decisive && code === decisionCodes.osFloor);
  // Device Enrollment has one way for all systems.
  if (decision.type === 'device' && !byVersion) return undefined;
  return device.isOlder
    ? { text: 'invitation.newer', url: `${path}?device=newer` }
    : { text: 'invitation.older', url: `${path}?device=older` };
};

/** Why it is Device Enrollment although the setting prefers User Enrollment. */
const fallbackReason = ({ decision, device }: Offer, texts: Texts): string | undefined => {
  if (decision.type !== 'device' || decision.setting.appleEnrollmentType !== 'user') return undefined;
  const code = Object.values(decisionCodes).find((known) =>
    decision.reasons.some((r) => r.decisive && r.code === known),
  );
  // This reason speaks for User Enrollment and never settles the other.
  if (code === undefined || code === decisionCodes.authenticationOnly) return decisiveReason(decision);
  return texts(`reasons.${code}`, {
    platform: device.platform,
    version: device.osVersion ?? '',
    minimum: userEnrollmentFloors[device.platform] ?? '',
  });
};

/** GET /enroll/i/TOKEN, POST /enroll/i/TOKEN/sign-in, GET /enroll/i/TOKEN/profile and …/profile-service. */
export const createInvitationRoutes = (deps: InvitationRouteDeps) => {
  const visitOf = async (request: MdmRequest): Promise<Visit> => {
    const token = /^\/enroll\/i\/([A-Za-z0-9_-]{1,128})(\/|$)/.exec(request.path)?.[1];
    const invitation = token === undefined ? undefined : await deps.invitations.byTokenHash(sha256(token));
    if (token === undefined || invitation === undefined) {
      throw linkInvalid('errors.linkUnknown');
    }
    if (invitation.withdrawnAt !== undefined) throw linkInvalid('errors.linkWithdrawn');
    if (invitation.usedAt !== undefined) {
      throw linkInvalid('errors.linkUsed');
    }
    if (invitation.expiresAt <= deps.clock.now()) throw linkInvalid('errors.linkExpired');
    const user = await deps.users.byId(invitation.userId);
    if (user?.enabled !== true) {
      throw new PersonError('enrollment.refused', 'errors.disabled');
    }
    return {
      path: `/enroll/i/${token}`,
      invitation,
      user,
      office: await deps.settings(),
      language: languageOf(request),
    };
  };

  /** The offer, or the page to show while there can be none. */
  const offerFor = async (request: MdmRequest, visit: Visit): Promise<Offer | MdmResponse> => {
    const { user, path, office, language } = visit;
    const device = deviceOfBrowser(request.headers['user-agent'] ?? '', choiceOf(request));
    if (device === undefined) return otherBrowser(visit);
    if (!('platform' in device)) return choicePage({ ...office, language }, path, device);
    const decision = await deps.decide({ user, platform: device.platform, osVersion: device.osVersion });
    // What a browser says of the system bars nobody: the device is asked for its version when it enrolls.
    requireEnrollable(decision, { platform: device.platform });
    return { flow: flowOf(decision, device), device, decision, choice: choiceOf(request) };
  };

  const pageOf = ({ path, user, office, language }: Visit, offer: Offer): InvitationPage => ({
    language,
    organizationName: office.organizationName,
    displayName: user.displayName,
    platform: offer.device.platform,
    type: offer.decision.type,
    fallbackReason: fallbackReason(offer, textsIn(language)),
    minimumVersion: minimumVersionOf(offer.decision.setting, offer.device.platform),
    needsSafari: offer.device.needsSafari && offer.flow !== 'instructions',
    otherWay: otherWayOf(path, offer),
  });

  const sessionOf = async (request: MdmRequest, { invitation, user }: Visit): Promise<Token | undefined> => {
    const secret = readCookie(request, cookieName);
    const token = secret === undefined ? undefined : await deps.tokens.find('session', secret);
    if (token === undefined || !deps.tokens.isAlive(token) || token.userId !== user.id) return undefined;
    const client = sessionClient.safeParse(token.client);
    return client.success && client.data.invitationId === invitation.id ? token : undefined;
  };

  const externalOf = async (request: MdmRequest, { path, user }: Visit): Promise<ExternalState | undefined> =>
    deps.external.stateFor({ ...request, path }, user, await deps.signIn.registrationType(user.id));

  const firstPasswordPage = async (
    request: MdmRequest,
    visit: Visit,
    offer: Offer,
    status: number,
    problem?: AppError,
  ): Promise<MdmResponse> => {
    const { user, path, invitation, office } = visit;
    const texts = textsIn(visit.language);
    const form = firstPasswordForm(texts, {
      action: `${path}/sign-in${choiceQuery(request)}`,
      formToken: deps.forms.make(invitation.id),
      userName: user.username,
      organizationName: office.organizationName,
      rules: await deps.signIn.passwordRules(user.id),
      withPin: (await deps.signIn.registrationType(user.id)) === 'password-and-pin',
      terms: await deps.signIn.terms(user.id),
      ticked: typedBefore(request).terms,
      problem: problem && textOf(problem, texts),
    });
    return stepPage(pageOf(visit, offer), form, status);
  };

  const signInPage = async (
    request: MdmRequest,
    visit: Visit,
    offer: Offer,
    problem?: AppError,
  ): Promise<MdmResponse> => {
    const status = problem === undefined ? 200 : (pageStatusOf(problem) ?? 400);
    if (await deps.signIn.choosesPassword(visit.user)) return firstPasswordPage(request, visit, offer, status, problem);
    return invitationSignInPage(
      pageOf(visit, offer),
      {
        action: `${visit.path}/sign-in${choiceQuery(request)}`,
        formToken: deps.forms.make(visit.invitation.id),
        identifier: visit.user.username,
        fixed: true,
        registrationType: await deps.signIn.registrationType(visit.user.id),
        offersPins: await deps.signIn.offersPins(),
        external: await externalOf(request, visit),
        returnTo: `${visit.path}${choiceQuery(request)}`,
        terms: await deps.signIn.terms(visit.user.id),
        ticked: typedBefore(request).terms,
        problem: problem && textOf(problem, textsIn(visit.language)),
      },
      status,
    );
  };

  /** On to the download, or to what the person still has to do. */
  const signedIn = async (
    request: MdmRequest,
    visit: Visit,
    offer: Offer,
    outcome: SignInResult,
  ): Promise<MdmResponse> => {
    const { path, user, invitation } = visit;
    deps.external.spend(request);
    if (outcome.remaining !== undefined) {
      const form = deps.steps.form(textsIn(visit.language), outcome, {
        action: `${path}/sign-in${choiceQuery(request)}`,
        scope: invitation.id,
      });
      return stepPage(pageOf(visit, offer), form, outcome.problem && pageStatusOf(outcome.problem));
    }
    const session = await deps.tokens.issueSession(user.id, { invitationId: invitation.id });
    return redirectTo(303, `${path}${choiceQuery(request)}`, {
      'set-cookie': cookieHeader(cookieName, session, path, sessionLifetimeMs),
    });
  };

  /** The form, the way to Microsoft, or, for who comes back from there and has nothing left to fill in, straight on. */
  const notSignedIn = async (request: MdmRequest, visit: Visit, offer: Offer): Promise<MdmResponse> => {
    const external = request.method === 'GET' ? await externalOf(request, visit) : undefined;
    if (external?.state === 'only' && deps.external.isStart(request)) return deps.external.begin(request, visit.user);
    const type = await deps.signIn.registrationType(visit.user.id);
    if (external?.state !== 'done' || type !== 'password' || (await deps.signIn.terms(visit.user.id)) !== undefined) {
      return signInPage(request, visit, offer);
    }
    try {
      const vouched = { password: '', pin: '', terms: '', vouchedFor: true, asked: type };
      const outcome = await deps.signIn.check(visit.user.username, vouched, request.remoteAddress);
      return await signedIn(request, visit, offer, outcome);
    } catch (error) {
      if (isRetryable(error)) return signInPage(request, visit, offer, error);
      throw error;
    }
  };

  /** The session's unfinished ticket if it still fits, so that a second download continues the same attempt. */
  const ticketFor = async (session: Token, visit: Visit, offer: Offer, flow: EnrollmentFlow): Promise<Ticket> => {
    const { user, invitation } = visit;
    const known = session.ticketId === undefined ? undefined : await deps.tickets.ticketById(session.ticketId);
    const managedAppleId = flow === 'profile-user' ? user.managedAppleId : undefined;
    if (
      known?.enrollmentId === undefined &&
      known?.flow === flow &&
      known.platform === offer.device.platform &&
      known.managedAppleId === managedAppleId
    ) {
      return known;
    }
    if (known !== undefined) await deps.tickets.discard(known.id);
    const ticket = await deps.tickets.issue({
      userId: user.id,
      flow,
      decision: { type: offer.decision.type, reasons: offer.decision.reasons },
      managedAppleId,
      platform: offer.device.platform,
      osVersion: offer.device.osVersion,
      invitationId: invitation.id,
    });
    await deps.tokens.setTicket(session, ticket.id);
    await deps.log({
      action: 'Enrollment Decision',
      status: 'Accepted',
      userId: user.id,
      ticketId: ticket.id,
      detail: `${offer.decision.type === 'user' ? 'User' : 'Device'} Enrollment: ${decisiveReason(offer.decision)}`,
      data: { type: offer.decision.type, reasons: loggedReasons(offer.decision) },
    });
    return ticket;
  };

  const answer = (request: MdmRequest, step: () => Promise<MdmResponse>): Promise<MdmResponse> =>
    answerPerson(deps.settings, request, step);

  const page: MdmHandler = (request) =>
    answer(request, async () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
      const visit = await visitOf(request);
      const offer = await offerFor(request, visit);
      if ('status' in offer) return offer;
      if (offer.flow === 'instructions') {
        // Settings asks for the password at once.
        if (await deps.signIn.choosesPassword(visit.user)) return signInPage(request, visit, offer);
        return accountDrivenPage(pageOf(visit, offer), visit.user.managedAppleId ?? visit.user.username);
      }
      const session = await sessionOf(request, visit);
      if (session === undefined) return notSignedIn(request, visit, offer);
      const file = visit.office.profileService && offer.flow === 'profile-device' ? 'profile-service' : 'profile';
      return downloadPage(pageOf(visit, offer), `${visit.path}/${file}${choiceQuery(request)}`);
    });

  /** Signs in, or goes on after it. */
  const submitted = async (request: MdmRequest, visit: Visit): Promise<SignInResult> => {
    const { user, invitation } = visit;
    const step = await deps.steps.submitted(request, invitation.id);
    // A proof is of one person; the link's own is the only one who gets a session here.
    if (step?.user.id === user.id) return step;
    if (await deps.signIn.choosesPassword(user)) {
      const form = readFirstPasswordForm(request);
      deps.forms.require(request, invitation.id, form.formToken);
      return deps.signIn.firstPassword(user, form, request.remoteAddress);
    }
    const external = await externalOf(request, visit);
    const asked = await deps.signIn.registrationType(user.id);
    requireCheckable(user, asked, external);
    const vouchedFor = external?.state === 'done';
    const fields = readSignInForm(request, vouchedFor);
    deps.forms.require(request, invitation.id, fields.formToken);
    // The link already says who it is; whatever name the form carries, only this person's secrets count.
    return deps.signIn.check(user.username, { ...fields, vouchedFor, asked }, request.remoteAddress);
  };

  const signIn: MdmHandler = (request) =>
    answer(request, async () => {
      if (request.method !== 'POST') return methodNotAllowed('POST');
      const visit = await visitOf(request);
      const offer = await offerFor(request, visit);
      if ('status' in offer) return offer;
      try {
        return await signedIn(request, visit, offer, await submitted(request, visit));
      } catch (error) {
        if (isRetryable(error)) return await signInPage(request, visit, offer, error);
        throw error;
      }
    });

  const profile: MdmHandler = (request) =>
    answer(request, async () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
      const visit = await visitOf(request);
      const offer = await offerFor(request, visit);
      if ('status' in offer) return offer;
      const session = await sessionOf(request, visit);
      if (session === undefined || offer.flow === 'instructions') {
        return redirectTo(303, `${visit.path}${choiceQuery(request)}`);
      }
      return deps.profiles.serve(await ticketFor(session, visit, offer, offer.flow));
    });

  const profileService: MdmHandler = (request) =>
    answer(request, async () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
      const visit = await visitOf(request);
      const offer = await offerFor(request, visit);
      if ('status' in offer) return offer;
      if (offer.flow !== 'profile-device') throw new PersonError('enrollment.refused', 'errors.profileServiceUser');
      if ((await sessionOf(request, visit)) === undefined)
        return redirectTo(303, `${visit.path}${choiceQuery(request)}`);
      return deps.profileService.payload(visit.user, visit.invitation);
    });

  return { page, signIn, profile, profileService };
};
