// What a person sees behind an enrollment link.
import type { EnrollmentType, Platform } from '../../../../shared/model/enrollment.ts';
import type { MdmResponse } from '../../http.ts';
import type { DeviceChoice } from '../browser.ts';
import { privacyStatement } from '../privacy.ts';
import { html, type Html } from './html.ts';
import { pageResponse } from './layout.ts';
import { signInForm, type SignInForm } from './sign-in-form.ts';

const listOf = (items: readonly string[]): Html =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

/** What the office can and cannot see, in full. */
export const privacySection = (organizationName: string, type: EnrollmentType, platform: Platform): Html => {
  const statement = privacyStatement(type, platform);
  return html`<section>
    <details>
      <summary>What ${organizationName} can and cannot see</summary>
      <h2>It can see</h2>
      ${listOf(statement.sees)}
      <h2>It cannot see</h2>
      ${listOf(statement.cannotSee)}
      <h2>It can</h2>
      ${listOf(statement.can)}
      <h2>It cannot</h2>
      ${listOf(statement.cannotDo)}
      <p class="soft">You can end the management at any time in Settings; work apps and data are then removed.</p>
    </details>
  </section>`;
};

const typeText = (type: EnrollmentType): string =>
  type === 'user'
    ? 'Work apps and data stay apart from your own (User Enrollment).'
    : 'The office manages the device as a whole (Device Enrollment).';

export interface InvitationPage {
  readonly organizationName: string;
  readonly displayName: string;
  readonly platform: Platform;
  readonly type: EnrollmentType;
  /** Why it is Device Enrollment although the office prefers User Enrollment. */
  readonly fallbackReason?: string | undefined;
  /** Back to the choice of the device, where the browser does not tell it. */
  readonly choiceUrl?: string | undefined;
}

const respond = (page: InvitationPage, title: string, content: Html, status = 200): MdmResponse =>
  pageResponse({
    title,
    organizationName: page.organizationName,
    status,
    body: html`<section>
        <h1>${title}</h1>
        ${content}
      </section>
      ${privacySection(page.organizationName, page.type, page.platform)}
      ${page.choiceUrl !== undefined && html`<p class="soft"><a href="${page.choiceUrl}">This is another device</a></p>`}`,
  });

const introduction = (page: InvitationPage): Html =>
  html`<p>${typeText(page.type)}</p>
    ${page.fallbackReason !== undefined && html`<p>User Enrollment is not possible here: ${page.fallbackReason}</p>`}`;

export const invitationSignInPage = (page: InvitationPage, form: SignInForm, status = 200): MdmResponse =>
  respond(
    page,
    'Enroll this device',
    html`<p>Hello ${page.displayName}. Sign in to get the enrollment profile of ${page.organizationName}.</p>
      ${introduction(page)}${signInForm(form)}`,
    status,
  );

const openSettings = (platform: Platform): Html =>
  platform === 'macOS'
    ? html`<li>
          Open System Settings, Privacy &amp; Security, Profiles (before macOS 13: System Preferences, Profiles) and
          open the downloaded profile.
        </li>
        <li>Click Install or Enroll.</li>`
    : html`<li>Allow the download, then open Settings and tap “Enroll in …” or “Profile Downloaded” near the top.</li>
        <li>Tap Enroll or Install, and enter your passcode.</li>`;

export const downloadPage = (page: InvitationPage, profileUrl: string): MdmResponse =>
  respond(
    page,
    'Download the profile',
    html`<p>
        You are signed in. Install the profile within a few minutes after the download. The link to this page works
        until the device is enrolled.
      </p>
      <a class="button" href="${profileUrl}">Download profile</a>
      <h2>Then</h2>
      <ol>
        ${openSettings(page.platform)}
        ${page.type === 'user' && html`<li>Sign in with your Managed Apple ID, which is shown at the top.</li>`}
      </ol>
      <p class="soft">If you cancel, open the link again and start over.</p>`,
  );

export const accountDrivenPage = (page: InvitationPage, identifier: string): MdmResponse =>
  respond(
    page,
    'Enroll in Settings',
    html`<p>
        Hello ${page.displayName}. On this device you enroll in
        ${page.platform === 'macOS' ? 'System Settings' : 'Settings'}, not with a downloaded profile.
      </p>
      ${introduction(page)}
      <ol>
        ${
          page.platform === 'macOS'
            ? html`<li>
                  Open System Settings, General, Device Management (macOS 14: Privacy &amp; Security, Profiles).
                </li>
                <li>Next to “Work or School Account”, click Sign In.</li>`
            : html`<li>Open Settings, General, VPN &amp; Device Management.</li>
                <li>Tap “Sign In to Work or School Account”.</li>`
        }
        <li>Enter <code>${identifier}</code>.</li>
        <li>Sign in at ${page.organizationName} with your user name and password.</li>
        <li>Sign in at Apple with your Managed Apple ID. Two sign-ins are right: first the office, then Apple.</li>
        <li>Allow the remote management.</li>
      </ol>`,
  );

const choiceTexts: Readonly<Record<DeviceChoice, string>> = {
  mac: 'A Mac',
  'mac-older': 'A Mac with macOS 14 or earlier',
  ipad: 'An iPad',
};

/** An iPad's Safari calls itself a Mac's, so only the person can say which it is. */
export const choicePage = (organizationName: string, url: string, choices: readonly DeviceChoice[]): MdmResponse =>
  pageResponse({
    title: 'Which device is this?',
    organizationName,
    body: html`<section>
      <h1>Which device is this?</h1>
      ${choices.map((choice) => html`<a class="button" href="${url}?device=${choice}">${choiceTexts[choice]}</a>`)}
    </section>`,
  });
