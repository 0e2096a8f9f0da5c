// The form of what remains after the right password or PIN.
import type { Terms } from '../ports.ts';
import type { PersonText, Texts } from '../texts.ts';
import { html, type Html } from './html.ts';
import { newPasswordFields, problemLine, termsField } from './sign-in-form.ts';

export interface StepForm {
  readonly action: string;
  /** Id of the person who signed in, and the proof of it. */
  readonly person: string;
  readonly proof: string;
  readonly userName: string;
  /** To be accepted. */
  readonly terms: Terms | undefined;
  /** Id of terms that were accepted before. */
  readonly accepted: string;
  /** The password has expired: what a new one has to be like. */
  readonly newPassword: readonly PersonText[] | undefined;
  readonly problem?: string | undefined;
}

export const stepForm = (texts: Texts, form: StepForm): Html => {
  const { action, person, proof, userName, terms, accepted, newPassword, problem } = form;
  return html` <form method="post" action="${action}">
    ${newPassword !== undefined && html`<p>${texts('steps.passwordExpired')}</p>`} ${problemLine(problem)}
    <input type="hidden" name="person" value="${person}" />
    <input type="hidden" name="proof" value="${proof}" />
    ${terms === undefined && html`<input type="hidden" name="terms" value="${accepted}" />`}
    <p class="soft">${texts('steps.signedInAs', { name: userName })}</p>
    ${newPassword !== undefined && newPasswordFields(texts, userName, newPassword)}
    ${terms !== undefined && termsField(texts, terms)}
    <button type="submit">${texts('signIn.continue')}</button>
  </form>`;
};
