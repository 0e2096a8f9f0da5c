// What comes after the right password or PIN: the forms of the remaining steps, which carry a signed proof of the sign-in.
import type { MdmRequest } from '../wire/http.ts';
import type { FormTokens } from './form-token.ts';
import type { Html } from './pages/html.ts';
import { stepForm } from './pages/step-form.ts';
import type { SignIn, SignInResult } from './sign-in.ts';
import { textOf, type Texts } from './texts.ts';
import { readStepForm } from './web-form.ts';

export interface SignInSteps {
  /**
   * What became of the submitted form of a step; undefined for any other form. `scope` names the page and whom it is
   * for. Throws `access.denied` if the proof is not of this page or too old.
   */
  submitted(request: MdmRequest, scope: string): Promise<SignInResult | undefined>;
  /** The form of what remains; `action` is where it goes. */
  form(texts: Texts, outcome: SignInResult, page: { readonly action: string; readonly scope: string }): Html;
}

const purposeOf = (scope: string, userId: string): string => `signed-in:${userId}:${scope}`;

export const createSignInSteps = ({
  signIn,
  forms,
}: {
  readonly signIn: Pick<SignIn, 'goOn'>;
  readonly forms: FormTokens;
}): SignInSteps => ({
  async submitted(request, scope) {
    const step = readStepForm(request);
    if (step === undefined) return undefined;
    forms.require(request, purposeOf(scope, step.person), step.proof);
    return signIn.goOn(step.person, step, request.remoteAddress);
  },

  form(texts, { user, remaining, problem, accepted }, { action, scope }) {
    return stepForm(texts, {
      action,
      person: user.id,
      proof: forms.make(purposeOf(scope, user.id)),
      userName: user.username,
      terms: remaining?.terms,
      accepted,
      newPassword: remaining?.newPassword,
      problem: problem && textOf(problem, texts),
    });
  },
});
