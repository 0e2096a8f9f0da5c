// The form of what remains after the right password or PIN.
import type { Terms } from '../ports.ts';
import type { Texts } from '../texts.ts';
import { html, type Html } from './html.ts';
import { problemLine, termsField } from './sign-in-form.ts';

export interface StepForm {
  readonly action: string;
  /** Id of the person who signed in, and the proof of it. */
  readonly person: string;
  readonly proof: string;
  readonly userName: string;
  /** To be accepted. */
  readonly terms: Terms | undefined;
  readonly problem?: string | undefined;
}

export const stepForm = (texts: Texts, { action, person, proof, userName, terms, problem }: StepForm): Html =>
  html` <form method="post" action="${action}">
    ${problemLine(problem)}
    <input type="hidden" name="person" value="${person}" />
    <input type="hidden" name="proof" value="${proof}" />
    <p class="soft">${texts('steps.signedInAs', { name: userName })}</p>
    ${terms !== undefined && termsField(texts, terms)}
    <button type="submit">${texts('signIn.continue')}</button>
  </form>`;
