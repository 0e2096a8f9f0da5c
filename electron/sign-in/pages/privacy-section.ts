// What the office can and cannot see and do, folded under the form of a page.
import type { EnrollmentType, Platform } from '../../../shared/model/enrollment.ts';
import { privacyStatement } from '../privacy.ts';
import type { TextKey, Texts } from '../texts.ts';
import { html, type Html } from './html.ts';

const listOf = (texts: Texts, items: readonly TextKey[]): Html =>
  html`<ul>
    ${items.map((item) => html`<li>${texts(item)}</li>`)}
  </ul>`;

/** In full. */
export const privacySection = (texts: Texts, office: string, type: EnrollmentType, platform: Platform): Html => {
  const statement = privacyStatement(type, platform);
  return html`<section>
    <details>
      <summary>${texts('privacy.summary', { office })}</summary>
      <h2>${texts('privacy.sees')}</h2>
      ${listOf(texts, statement.sees)}
      <h2>${texts('privacy.cannotSee')}</h2>
      ${listOf(texts, statement.cannotSee)}
      <h2>${texts('privacy.can')}</h2>
      ${listOf(texts, statement.can)}
      <h2>${texts('privacy.cannot')}</h2>
      ${listOf(texts, statement.cannotDo)}
      <p class="soft">${texts('privacy.end')}</p>
    </details>
  </section>`;
};
