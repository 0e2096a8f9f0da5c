// The sign-in form, the same for all flows.
import { html, type Html } from './html.ts';

export interface SignInForm {
  readonly action: string;
  readonly formToken: string;
  /** Prefilled name; with `fixed` the person cannot change it. */
  readonly identifier: string;
  readonly fixed: boolean;
  readonly problem?: string | undefined;
}

export const signInForm = ({ action, formToken, identifier, fixed, problem }: SignInForm): Html =>
  html` <form method="post" action="${action}">
    ${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`}
    <input type="hidden" name="form-token" value="${formToken}" />
    <label for="username">User name</label>
    <input
      id="username"
      name="username"
      type="text"
      inputmode="email"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      required
      value="${identifier}"
      ${fixed && html` readonly`}
    />
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200" />
    <button type="submit">Sign in</button>
  </form>`;
