// The page that mails and sheets may name for everybody: how to enroll, without anything that belongs to a person.
import type { MdmHandler } from '../wire/http.ts';
import { html, type Html } from '../sign-in/pages/html.ts';
import { pageResponse } from '../sign-in/pages/layout.ts';
import type { EnrollSettings } from '../sign-in/ports.ts';
import { methodNotAllowed } from '../sign-in/replies.ts';
import { languageOf, textsIn, type Texts } from '../sign-in/texts.ts';

const steps = (texts: Texts, device: 'phone' | 'mac', office: string): Html =>
  html`<h2>${texts(`register.${device}`)}</h2>
    <ol>
      <li>${texts(`account.${device}Open`)}</li>
      <li>${texts(`account.${device}SignIn`)}</li>
      <li>${texts('register.enter')}</li>
      <li>${texts('account.office', { office })}</li>
      <li>${texts('account.apple')}</li>
      <li>${texts('account.allow')}</li>
    </ol>`;

/** GET /enroll. */
export const createRegistrationPage =
  (settings: () => Promise<EnrollSettings>): MdmHandler =>
  async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
    const language = languageOf(request);
    const texts = textsIn(language);
    const { organizationName } = await settings();
    const title = texts('register.title', { office: organizationName });
    return pageResponse({
      language,
      title,
      organizationName,
      body: html`<section>
        <h1>${title}</h1>
        <p>${texts('register.link')}</p>
        <p>${texts('register.noLink')}</p>
        ${steps(texts, 'phone', organizationName)} ${steps(texts, 'mac', organizationName)}
        <p class="soft">${texts('register.help')}</p>
      </section>`,
    });
  };
