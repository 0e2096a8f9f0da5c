// The page that signs a person in during account-driven enrollment, by `apple-as-web` or as the first step of OAuth.
// Apple: the result is a 308 to the scheme apple-remotemanagement-user-login.
import type { AppError } from '../../core/errors.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../http.ts';
import { callbackScheme } from './challenge.ts';
import type { FormTokens } from './form-token.ts';
import { html } from './pages/html.ts';
import { pageResponse } from './pages/layout.ts';
import { signInForm } from './pages/sign-in-form.ts';
import { answerPerson, isRetryable, pageStatusOf } from './people-errors.ts';
import type { EnrollSettings, EnrollUser, EnrollUsers } from './ports.ts';
import { methodNotAllowed } from './replies.ts';
import type { SignIn } from './sign-in.ts';
import { languageOf, PersonError, textOf, textsIn } from './texts.ts';
import type { Tokens } from './tokens.ts';
import { readSignInForm } from './web-form.ts';

export interface SignInPageDeps {
  readonly users: Pick<EnrollUsers, 'byIdentifier'>;
  readonly signIn: SignIn;
  readonly forms: FormTokens;
  readonly settings: () => Promise<EnrollSettings>;
}

/** An id no user has: unknown people see the form that most people see. */
const nobody = 'nobody';

/** Sends the result back to the device. */
export const callbackRedirect = (location: string): MdmResponse => ({
  status: 308,
  headers: { location, 'cache-control': 'no-store' },
});

const actionOf = ({ path, query }: MdmRequest): string => (query.size === 0 ? path : `${path}?${query.toString()}`);

/** GET shows the form, POST checks it and calls `done`. `hint` is the identifier the device was given, if any. */
export const createSignInPage = (deps: SignInPageDeps) => {
  const show = async (request: MdmRequest, hint: string, problem?: AppError): Promise<MdmResponse> => {
    const { organizationName } = await deps.settings();
    const language = languageOf(request);
    const texts = textsIn(language);
    const person = hint === '' ? undefined : await deps.users.byIdentifier(hint);
    const form = {
      action: actionOf(request),
      formToken: deps.forms.make(actionOf(request)),
      identifier: hint,
      fixed: hint !== '',
      registrationType: await deps.signIn.registrationType(hint === '' ? undefined : (person?.id ?? nobody)),
      terms: await deps.signIn.terms(),
      problem: problem && textOf(problem, texts),
    };
    return pageResponse({
      language,
      title: texts('signIn.title'),
      organizationName,
      status: problem === undefined ? 200 : (pageStatusOf(problem) ?? 400),
      body: html`<section>
        <h1>${texts('signIn.heading', { office: organizationName })}</h1>
        <p>${texts('signIn.thenApple')}</p>
        ${signInForm(texts, form)}
      </section>`,
    });
  };

  const check = async (request: MdmRequest, hint: string): Promise<EnrollUser> => {
    const fields = readSignInForm(request);
    deps.forms.require(request, actionOf(request), fields.formToken);
    const user = await deps.signIn.check(fields.username, fields, request.remoteAddress);
    const expected = hint === '' ? user : await deps.users.byIdentifier(hint);
    if (expected?.id !== user.id) throw new PersonError('access.denied', 'errors.otherAccount', { name: hint });
    return user;
  };

  return async (
    request: MdmRequest,
    hint: string,
    done: (user: EnrollUser) => Promise<MdmResponse>,
  ): Promise<MdmResponse> => {
    if (request.method === 'GET' || request.method === 'HEAD') return show(request, hint);
    if (request.method !== 'POST') return methodNotAllowed('GET, HEAD, POST');
    try {
      return await done(await check(request, hint));
    } catch (error) {
      if (isRetryable(error)) return show(request, hint, error);
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
    readonly tokens: Pick<Tokens, 'issueWebToken'>;
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
