// The page that signs a person in during account-driven enrollment, by `apple-as-web` or as the first step of OAuth.
// Apple: the result is a 308 to the scheme apple-remotemanagement-user-login.
import type { RegistrationType } from '../../shared/model/user-setting.ts';
import type { AppError } from '../core/errors.ts';
import { type MdmHandler, type MdmRequest, type MdmResponse, redirectTo } from '../wire/http.ts';
import { callbackScheme, purposeOf } from './challenge.ts';
import { requireCheckable, type ExternalSignIn, type ExternalState } from './external-sign-in.ts';
import type { FormTokens } from './form-token.ts';
import { html, type Html } from './pages/html.ts';
import { pageResponse } from './pages/layout.ts';
import { privacySection } from './pages/privacy-section.ts';
import { signInForm } from './pages/sign-in-form.ts';
import { answerPerson, isRetryable, pageStatusOf } from './people-errors.ts';
import type { EnrollSettings, EnrollUser, EnrollUsers } from './ports.ts';
import { methodNotAllowed } from './replies.ts';
import { nobody, type SignIn, type SignInResult } from './sign-in.ts';
import type { SignInSteps } from './sign-in-steps.ts';
import { languageOf, PersonError, textOf, textsIn } from './texts.ts';
import { readSignInForm, typedBefore } from './web-form.ts';

export interface SignInPageDeps {
  readonly users: Pick<EnrollUsers, 'byIdentifier' | 'byId'>;
  readonly signIn: SignIn;
  readonly steps: SignInSteps;
  readonly external: ExternalSignIn;
  readonly forms: FormTokens;
  readonly settings: () => Promise<EnrollSettings>;
}

/** Sends the result back to the device. */
export const callbackRedirect = (location: string): MdmResponse => redirectTo(308, location);

const actionOf = ({ path, query }: MdmRequest): string => (query.size === 0 ? path : `${path}?${query.toString()}`);

/** Whom the page is for, as far as it is known. */
interface Visitor {
  readonly person: EnrollUser | undefined;
  readonly registrationType: RegistrationType | undefined;
  readonly external: ExternalState | undefined;
}

/** GET shows the form or sends to Microsoft, POST checks it and calls `done`. `hint` is the identifier the device was given, if any. */
export const createSignInPage = (deps: SignInPageDeps) => {
  const visitorOf = async (request: MdmRequest, hint: string): Promise<Visitor> => {
    const proven = deps.external.provenUser(request);
    const byProof = () => (proven === undefined ? undefined : deps.users.byId(proven));
    const person = await (hint === '' ? byProof() : deps.users.byIdentifier(hint));
    const unnamed = hint === '' && person === undefined;
    const registrationType = await deps.signIn.registrationType(unnamed ? undefined : (person?.id ?? nobody));
    const external =
      unnamed || person !== undefined ? await deps.external.stateFor(request, person, registrationType) : undefined;
    return { person, registrationType, external };
  };

  const respond = async (request: MdmRequest, form: Html, problem?: AppError): Promise<MdmResponse> => {
    const { organizationName } = await deps.settings();
    const language = languageOf(request);
    const texts = textsIn(language);
    const purpose = purposeOf(request.path);
    return pageResponse({
      language,
      title: texts('signIn.title'),
      organizationName,
      status: problem === undefined ? 200 : (pageStatusOf(problem) ?? 400),
      body: html`<section>
          <h1>${texts('signIn.heading', { office: organizationName })}</h1>
          <p>${texts('signIn.thenApple')}</p>
          ${form}
        </section>
        ${purpose !== undefined && privacySection(texts, organizationName, purpose.type, purpose.platform)}`,
    });
  };

  const show = async (
    request: MdmRequest,
    hint: string,
    { person, registrationType, external }: Visitor,
    problem?: AppError,
  ): Promise<MdmResponse> => {
    const texts = textsIn(languageOf(request));
    const known = external?.state === 'done' ? (person?.username ?? hint) : hint;
    const typed = typedBefore(request);
    const form = {
      action: actionOf(request),
      formToken: deps.forms.make(actionOf(request)),
      identifier: known === '' ? typed.username : known,
      fixed: known !== '',
      registrationType,
      offersPins: await deps.signIn.offersPins(),
      external,
      returnTo: actionOf(request),
      terms: await deps.signIn.terms(person?.id),
      ticked: typed.terms,
      problem: problem && textOf(problem, texts),
    };
    return respond(request, signInForm(texts, form), problem);
  };

  const showSteps = (request: MdmRequest, outcome: SignInResult): Promise<MdmResponse> => {
    const action = actionOf(request);
    const form = deps.steps.form(textsIn(languageOf(request)), outcome, { action, scope: action });
    return respond(request, form, outcome.problem);
  };

  const check = async (request: MdmRequest, hint: string, visitor: Visitor): Promise<SignInResult> => {
    const { person, external, registrationType: asked } = visitor;
    const submitted = await deps.steps.submitted(request, actionOf(request));
    if (submitted) return submitted;
    if (person) requireCheckable(person, asked, external);
    const vouched = external?.state === 'done' ? person : undefined;
    const fields = readSignInForm(request, vouched !== undefined);
    deps.forms.require(request, actionOf(request), fields.formToken);
    if (vouched) {
      return deps.signIn.check(vouched.username, { ...fields, vouchedFor: true, asked }, request.remoteAddress);
    }
    const outcome = await deps.signIn.check(fields.username, { ...fields, asked }, request.remoteAddress);
    const expected = hint === '' ? outcome.user : await deps.users.byIdentifier(hint);
    if (expected?.id !== outcome.user.id) throw new PersonError('access.denied', 'errors.otherAccount', { name: hint });
    return outcome;
  };

  return async (
    request: MdmRequest,
    hint: string,
    done: (user: EnrollUser) => Promise<MdmResponse>,
  ): Promise<MdmResponse> => {
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) return methodNotAllowed('GET, HEAD, POST');
    const visitor = await visitorOf(request, hint);
    const { person, registrationType, external } = visitor;
    const finish = async (outcome: SignInResult): Promise<MdmResponse> => {
      deps.external.spend(request);
      return outcome.remaining === undefined ? done(outcome.user) : showSteps(request, outcome);
    };
    try {
      if (request.method === 'POST') return await finish(await check(request, hint, visitor));
      if (request.method === 'HEAD' || external === undefined) return await show(request, hint, visitor);
      if (external.state === 'only' || (external.state === 'offered' && deps.external.isStart(request))) {
        return await deps.external.begin(request, person);
      }
      const nothingLeft = registrationType === 'password' && (await deps.signIn.terms(person?.id)) === undefined;
      if (external.state !== 'done' || person === undefined || !nothingLeft) return await show(request, hint, visitor);
      const vouched = { password: '', pin: '', terms: '', vouchedFor: true, asked: registrationType };
      return await finish(await deps.signIn.check(person.username, vouched, request.remoteAddress));
    } catch (error) {
      if (isRetryable(error)) return show(request, hint, visitor, error);
      throw error;
    }
  };
};

export type SignInPage = ReturnType<typeof createSignInPage>;

/** An identifier from a query, cut to what an identifier can be. */
export const identifierHint = (value: string | null): string => (value ?? '').trim().slice(0, 320);

/** GET and POST of the `apple-as-web` page. */
export const createWebSignIn =
  (deps: {
    readonly page: SignInPage;
    /** The token that fetches the profile first and authenticates the enrollment afterwards. */
    readonly tokens: { issueWebToken(userId: string): Promise<string> };
    readonly settings: () => Promise<EnrollSettings>;
  }): MdmHandler =>
  (request) =>
    answerPerson(deps.settings, request, () =>
      deps.page(request, identifierHint(request.query.get('user-identifier')), async (user) =>
        callbackRedirect(
          `${callbackScheme}//authentication-results?access-token=${await deps.tokens.issueWebToken(user.id)}`,
        ),
      ),
    );
