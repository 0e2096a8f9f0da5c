// What a person sees behind an enrollment link.
import type { EnrollmentType, Platform } from '../../shared/model/enrollment.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import type { MdmResponse } from '../wire/http.ts';
import type { DeskChoice } from './browser.ts';
import { textsIn, type TextKey, type Texts } from '../sign-in/texts.ts';
import { html, type Html } from '../sign-in/pages/html.ts';
import { pageResponse } from '../sign-in/pages/layout.ts';
import { privacySection } from '../sign-in/pages/privacy-section.ts';
import { signInForm, type SignInForm } from '../sign-in/pages/sign-in-form.ts';

export interface InvitationPage {
  readonly language: Language;
  readonly organizationName: string;
  readonly displayName: string;
  readonly platform: Platform;
  readonly type: EnrollmentType;
  /** Why it is Device Enrollment although the office prefers User Enrollment. */
  readonly fallbackReason?: string | undefined;
  /** What the office asks of the system, as a word beforehand: the device is held to it when it enrolls. */
  readonly minimumVersion?: string | undefined;
  /** This browser cannot hand the profile to Settings. */
  readonly needsSafari: boolean;
  /** To the choice of the device where the browser does not tell it, or to the way of other systems where it may be wrong. */
  readonly otherWay?: { readonly text: TextKey; readonly url: string } | undefined;
}

const respond = (page: InvitationPage, title: string, content: Html, status = 200): MdmResponse => {
  const texts = textsIn(page.language);
  return pageResponse({
    language: page.language,
    title,
    organizationName: page.organizationName,
    status,
    body: html`<section>
        <h1>${title}</h1>
        ${content}
      </section>
      ${privacySection(texts, page.organizationName, page.type, page.platform)}
      ${page.otherWay && html`<p class="soft"><a href="${page.otherWay.url}">${texts(page.otherWay.text)}</a></p>`}`,
  });
};

const notes = (texts: Texts, { platform, minimumVersion: minimum, needsSafari }: InvitationPage): Html =>
  html`${needsSafari && html`<p><strong>${texts('invitation.needsSafari')}</strong></p>`}
  ${minimum !== undefined && html`<p>${texts('invitation.minimum', { platform, minimum })}</p>`}`;

const introduction = (texts: Texts, page: InvitationPage): Html => {
  const { type, fallbackReason: reason } = page;
  return html`<p>${texts(type === 'user' ? 'invitation.typeUser' : 'invitation.typeDevice')}</p>
    ${reason !== undefined && html`<p>${texts('invitation.fallback', { reason })}</p>`} ${notes(texts, page)}`;
};

export const invitationSignInPage = (page: InvitationPage, form: SignInForm, status = 200): MdmResponse => {
  const texts = textsIn(page.language);
  const hello = texts('invitation.hello', { name: page.displayName, office: page.organizationName });
  return respond(
    page,
    texts('invitation.enrollTitle'),
    html`<p>${hello}</p>
      ${introduction(texts, page)}${signInForm(texts, form)}`,
    status,
  );
};

/** What remains after the right password or PIN. */
export const stepPage = (page: InvitationPage, form: Html, status = 200): MdmResponse =>
  respond(page, textsIn(page.language)('invitation.enrollTitle'), form, status);

const items = (texts: Texts, keys: readonly TextKey[]): readonly Html[] =>
  keys.map((key) => html`<li>${texts(key)}</li>`);

export const downloadPage = (page: InvitationPage, profileUrl: string): MdmResponse => {
  const texts = textsIn(page.language);
  const steps = page.platform === 'macOS' ? 'mac' : 'phone';
  return respond(
    page,
    texts('download.title'),
    html`${notes(texts, page)}
      <p>${texts('download.signedIn')}</p>
      <a class="button" href="${profileUrl}">${texts('download.button')}</a>
      <h2>${texts('download.then')}</h2>
      <ol>
        ${items(texts, [`download.${steps}Open`, `download.${steps}Install`])}
        ${page.type === 'user' && items(texts, ['download.managedAppleId'])}
      </ol>
      <p class="soft">${texts('download.cancelled')}</p>`,
  );
};

export const accountDrivenPage = (page: InvitationPage, identifier: string): MdmResponse => {
  const texts = textsIn(page.language);
  const mac = page.platform === 'macOS';
  const steps = mac ? 'mac' : 'phone';
  return respond(
    page,
    texts('account.title'),
    html`<p>${texts(mac ? 'account.helloMac' : 'account.helloPhone', { name: page.displayName })}</p>
      ${introduction(texts, page)}
      <ol>
        ${items(texts, [`account.${steps}Open`, `account.${steps}SignIn`])}
        <li>${texts('account.enter')} <code>${identifier}</code></li>
        <li>${texts('account.office', { office: page.organizationName })}</li>
        ${items(texts, ['account.apple', 'account.allow'])}
      </ol>`,
  );
};

/** An iPad's Safari calls itself a Mac's, so only the person can say which it is. */
export const choicePage = (
  { language, organizationName }: Pick<InvitationPage, 'language' | 'organizationName'>,
  url: string,
  choices: readonly DeskChoice[],
): MdmResponse => {
  const texts = textsIn(language);
  return pageResponse({
    language,
    title: texts('choice.title'),
    organizationName,
    body: html`<section>
      <h1>${texts('choice.title')}</h1>
      ${choices.map((choice) => html`<a class="button" href="${url}?device=${choice}">${texts(`choice.${choice}`)}</a>`)}
    </section>`,
  });
};
