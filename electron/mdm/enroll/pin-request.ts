// The page on which people ask for a new PIN. It says the same whether there is such an account or not.
import { z } from 'zod';
import type { Clock, Logger } from '../../core/ports.ts';
import { networkOf } from '../client-network.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../http.ts';
import type { FormTokens } from './form-token.ts';
import { html } from './pages/html.ts';
import { messagePage, pageResponse } from './pages/layout.ts';
import { answerPerson } from './people-errors.ts';
import type { EnrollSettings, PinRequests } from './ports.ts';
import { createRateLimit } from './rate-limit.ts';
import { methodNotAllowed } from './replies.ts';
import { languageOf, PersonError, textsIn } from './texts.ts';
import { isFormRequest } from './web-form.ts';

export const pinRequestPath = '/enroll/pin';
const purpose = 'pin-request';
const hourMs = 60 * 60_000;
/** All phones of an office come from one address. */
const perAddressAndHour = 20;

const fields = z.object({ username: z.string().trim().min(1).max(320), 'form-token': z.string().max(200) });

/** GET and POST /enroll/pin. */
export const createPinRequest = (deps: {
  readonly pinRequests: PinRequests;
  readonly forms: FormTokens;
  readonly settings: () => Promise<EnrollSettings>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}): MdmHandler => {
  const { pinRequests, forms, settings, clock, logger } = deps;
  const perAddress = createRateLimit({ clock, limit: perAddressAndHour, windowMs: hourMs });

  const show = async (request: MdmRequest): Promise<MdmResponse> => {
    const { organizationName } = await settings();
    const language = languageOf(request);
    const texts = textsIn(language);
    const known = (request.query.get('user') ?? '').slice(0, 320);
    return pageResponse({
      language,
      title: texts('pinRequest.title'),
      organizationName,
      body: html`<section>
        <h1>${texts('pinRequest.title')}</h1>
        <p>${texts('pinRequest.text', { office: organizationName })}</p>
        <form method="post" action="${pinRequestPath}">
          <input type="hidden" name="form-token" value="${forms.make(purpose)}" />
          <label for="username">${texts('signIn.userName')}</label>
          <input
            id="username"
            name="username"
            type="text"
            inputmode="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            required
            value="${known}"
          />
          <button type="submit">${texts('pinRequest.button')}</button>
        </form>
      </section>`,
    });
  };

  const ask = async (request: MdmRequest): Promise<MdmResponse> => {
    const form = isFormRequest(request)
      ? fields.safeParse(Object.fromEntries(new URLSearchParams(request.body.toString('utf8')))).data
      : undefined;
    if (form === undefined) throw new PersonError('input.invalid', 'errors.incomplete');
    forms.require(request, purpose, form['form-token']);
    const network = networkOf(request.remoteAddress);
    const waitMs = perAddress.waitMs(network);
    if (waitMs > 0) throw new PersonError('auth.locked', 'errors.locked', { count: Math.ceil(waitMs / 60_000) });
    perAddress.count(network);
    // Not waited for: how long it takes would tell whether there is such an account.
    void pinRequests.request(form.username).catch((error: unknown) => {
      logger.error('a requested PIN could not be mailed', { error });
    });
    const { organizationName } = await settings();
    const language = languageOf(request);
    const texts = textsIn(language);
    return messagePage({
      language,
      title: texts('pinRequest.title'),
      organizationName,
      text: texts('pinRequest.done'),
    });
  };

  return (request) =>
    answerPerson(settings, request, async () => {
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) return methodNotAllowed('GET, HEAD, POST');
      if (!(await pinRequests.isOffered())) throw new PersonError('enrollment.refused', 'errors.noPinRequests');
      return request.method === 'POST' ? ask(request) : show(request);
    });
};
