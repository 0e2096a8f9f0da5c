// The sign-in form, the same for all flows.
import type { RegistrationType } from '../../../shared/model/user-setting.ts';
import type { Terms } from '../ports.ts';
import type { PersonText, Texts } from '../texts.ts';
import { html, type Html } from './html.ts';

export interface SignInForm {
  readonly action: string;
  readonly formToken: string;
  /** Prefilled name; with `fixed` the person cannot change it. */
  readonly identifier: string;
  readonly fixed: boolean;
  /** Undefined while nobody knows what this person signs in with: then everything can be filled in. */
  readonly registrationType: RegistrationType | undefined;
  /** To be accepted with the sign-in. */
  readonly terms: Terms | undefined;
  /** Id of the terms that were ticked before; empty for none. */
  readonly ticked: string;
  /** Where the page for a new PIN leads back to. */
  readonly returnTo: string;
  /** People may ask for a new PIN themselves. */
  readonly offersPins: boolean;
  readonly problem?: string | undefined;
  /** Sign-in at the person's identity provider: the only way, one of two, or done. `url` begins it. */
  readonly external?: { readonly state: 'only' | 'offered' | 'done'; readonly url: string } | undefined;
}

export const problemLine = (problem: string | undefined): Html =>
  html`${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`}`;

/** For people whose password is kept elsewhere, before they were there. */
const externalOnly = (texts: Texts, url: string, problem: string | undefined): Html =>
  html`${problemLine(problem)} <a class="button" href="${url}">${texts('signIn.microsoft')}</a>`;

/** `fixed`: the person cannot change it. */
export const userNameField = (texts: Texts, value: string, fixed = false): Html => html`
  <label for="username">${texts('signIn.userName')}</label>
  <input
    id="username"
    name="username"
    type="text"
    inputmode="email"
    autocomplete="username"
    autocapitalize="none"
    spellcheck="false"
    maxlength="320"
    required
    value="${value}"
    ${fixed && html` readonly`}
  />
`;

const passwordField = (texts: Texts, required: boolean): Html => html`
  <label for="password">${texts('signIn.password')}</label>
  <input
    id="password"
    name="password"
    type="password"
    autocomplete="current-password"
    maxlength="200"
    ${required && html` required`}
  />
`;

const pinField = (texts: Texts, required: boolean): Html => html`
  <label for="pin">${texts(required ? 'signIn.pin' : 'signIn.pinOptional')}</label>
  <input
    id="pin"
    name="pin"
    type="text"
    inputmode="numeric"
    autocomplete="one-time-code"
    maxlength="32"
    ${required && html` required`}
  />
`;

const newPinLink = (texts: Texts, identifier: string, returnTo: string): Html => {
  const query = new URLSearchParams({ ...(identifier !== '' && { user: identifier }), back: returnTo });
  return html`<p><a href="/enroll/pin?${query.toString()}">${texts('signIn.newPin')}</a></p>`;
};

/** `ticked`: id of the terms that were ticked before. */
export const termsField = (texts: Texts, { id, title, text }: Terms, ticked = ''): Html => html`
  <details>
    <summary>${title}</summary>
    <div class="terms">${text}</div>
  </details>
  <label class="tick">
    <input name="terms" type="checkbox" value="${id}" required ${ticked === String(id) && html` checked`} />
    ${texts('signIn.terms', { title })}
  </label>
`;

const ruleList = (texts: Texts, rules: readonly PersonText[]): Html =>
  html`<ul class="soft" id="password-rules">
    ${rules.map(({ key, values }) => html`<li>${texts(key, values)}</li>`)}
  </ul>`;

/** A new password twice, with the rules for it; the user name tells password managers whose it is. */
export const newPasswordFields = (texts: Texts, userName: string, rules: readonly PersonText[]): Html => html`
  <input type="hidden" name="username" autocomplete="username" value="${userName}" />
  <p>${texts('steps.passwordNeeds')}</p>
  ${ruleList(texts, rules)}
  <label for="new-password">${texts('steps.newPassword')}</label>
  <input
    id="new-password"
    name="new-password"
    type="password"
    autocomplete="new-password"
    maxlength="200"
    aria-describedby="password-rules"
    required
  />
  <label for="new-password-repeated">${texts('steps.repeatPassword')}</label>
  <input
    id="new-password-repeated"
    name="new-password-repeated"
    type="password"
    autocomplete="new-password"
    maxlength="200"
    required
  />
`;

export interface FirstPasswordForm {
  readonly action: string;
  readonly formToken: string;
  readonly userName: string;
  readonly organizationName: string;
  readonly rules: readonly PersonText[];
  /** The office asks for a PIN beside the password. */
  readonly withPin: boolean;
  readonly terms: Terms | undefined;
  /** Id of the terms that were ticked before; empty for none. */
  readonly ticked: string;
  readonly problem?: string | undefined;
}

/** For somebody who has no password yet. */
export const firstPasswordForm = (texts: Texts, form: FirstPasswordForm): Html => {
  const { action, formToken, userName, organizationName, rules, withPin, terms, ticked, problem } = form;
  return html` <form method="post" action="${action}">
    <p>${texts('steps.choosePassword', { office: organizationName, name: userName })}</p>
    ${problemLine(problem)}
    <input type="hidden" name="form-token" value="${formToken}" />
    ${newPasswordFields(texts, userName, rules)} ${withPin && pinField(texts, true)}
    ${terms !== undefined && termsField(texts, terms, ticked)}
    <button type="submit">${texts('signIn.continue')}</button>
  </form>`;
};

export const signInForm = (texts: Texts, form: SignInForm): Html => {
  const { action, formToken, identifier, fixed, registrationType, terms, problem, external } = form;
  if (external?.state === 'only') return externalOnly(texts, external.url, problem);
  return html` <form method="post" action="${action}">
    ${problemLine(problem)}
    <input type="hidden" name="form-token" value="${formToken}" />
    ${userNameField(texts, identifier, fixed)}
    ${registrationType !== 'pin' && external?.state !== 'done' && passwordField(texts, registrationType !== undefined)}
    ${registrationType !== 'password' && pinField(texts, registrationType !== undefined)}
    ${registrationType !== 'password' && form.offersPins && newPinLink(texts, fixed ? identifier : '', form.returnTo)}
    ${terms !== undefined && termsField(texts, terms, form.ticked)}
    <button type="submit">${texts(external?.state === 'done' ? 'signIn.continue' : 'signIn.button')}</button>
    ${external?.state === 'offered' && html`<p><a href="${external.url}">${texts('signIn.microsoft')}</a></p>`}
  </form>`;
};
