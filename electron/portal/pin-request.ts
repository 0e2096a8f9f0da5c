// The page on which people ask for a new PIN. It says the same whether there is such an account or not.
import type { AppError } from '../core/errors.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { networkOf } from '../wire/client-network.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../wire/http.ts';
import type { FormTokens } from '../sign-in/form-token.ts';
import { html } from '../sign-in/pages/html.ts';
import { messagePage, pageResponse } from '../sign-in/pages/layout.ts';
import { problemLine, userNameField } from '../sign-in/pages/sign-in-form.ts';
import { answerPerson, isRetryable, pageStatusOf } from '../sign-in/people-errors.ts';
import type { EnrollSettings, PinRequests } from '../sign-in/ports.ts';
import { createRateLimit } from '../sign-in/rate-limit.ts';
import { methodNotAllowed } from '../sign-in/replies.ts';
import { languageOf, PersonError, textOf, textsIn } from '../sign-in/texts.ts';
import { readPinRequest, typedBefore } from '../sign-in/web-form.ts';
import { hour, minute } from '../core/durations.ts';

export const pinRequestPath = '/enroll/pin';
const purpose = 'pin-request';
/** All phones of an office come from one address. */
const perAddressAndHour = 20;

/** The sign-in page that led here: a path of ours, never another address. */
const backOf = ({ query }: MdmRequest): string | undefined => {
  const back = query.get('back') ?? '';
  return /^\/enroll\/(i|sign-in|oauth2)\/?[^\\\s]{0,2000}$/.test(back) ? back : undefined;
};

const withBack = (back: string | undefined): string =>
  back === undefined ? pinRequestPath : `${pinRequestPath}?${new URLSearchParams({ back }).toString()}`;

/** GET and POST /enroll/pin. */
export const createPinRequest = (deps: {
  readonly pinRequests: PinRequests;
  readonly forms: FormTokens;
  readonly settings: () => Promise<EnrollSettings>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}): MdmHandler => {
  const { pinRequests, forms, settings, clock, logger } = deps;
  const perAddress = createRateLimit({ clock, limit: perAddressAndHour, windowMs: hour });

  const show = async (request: MdmRequest, problem?: AppError): Promise<MdmResponse> => {
    const { organizationName } = await settings();
    const language = languageOf(request);
    const texts = textsIn(language);
    const known = typedBefore(request).username || (request.query.get('user') ?? '').slice(0, 320);
    return pageResponse({
      language,
      title: texts('pinRequest.title'),
      organizationName,
      status: problem === undefined ? 200 : (pageStatusOf(problem) ?? 400),
      body: html`<section>
        <h1>${texts('pinRequest.title')}</h1>
        <p>${texts('pinRequest.text', { office: organizationName })}</p>
        <form method="post" action="${withBack(backOf(request))}">
          ${problemLine(problem && textOf(problem, texts))}
          <input type="hidden" name="form-token" value="${forms.make(purpose)}" />
          ${userNameField(texts, known)}
          <button type="submit">${texts('pinRequest.button')}</button>
        </form>
      </section>`,
    });
  };

  const ask = async (request: MdmRequest): Promise<MdmResponse> => {
    const form = readPinRequest(request);
    forms.require(request, purpose, form.formToken);
    const network = networkOf(request.remoteAddress);
    const waitMs = perAddress.waitMs(network);
    if (waitMs > 0)
      throw new PersonError('auth.locked', 'errors.tooManyPinRequests', { count: Math.ceil(waitMs / minute) });
    perAddress.count(network);
    // Not waited for: how long it takes would tell whether there is such an account.
    void pinRequests.request(form.username).catch((error: unknown) => {
      logger.error('a requested PIN could not be mailed', { error });
    });
    const { organizationName } = await settings();
    const language = languageOf(request);
    const texts = textsIn(language);
    const back = backOf(request);
    return messagePage({
      language,
      title: texts('pinRequest.title'),
      organizationName,
      text: texts('pinRequest.done'),
      hint: back !== undefined && html`<p><a class="button" href="${back}">${texts('pinRequest.back')}</a></p>`,
    });
  };

  return (request) =>
    answerPerson(settings, request, async () => {
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) return methodNotAllowed('GET, HEAD, POST');
      if (!(await pinRequests.isOffered())) throw new PersonError('enrollment.refused', 'errors.noPinRequests');
      if (request.method !== 'POST') return show(request);
      try {
        return await ask(request);
      } catch (error) {
        if (isRetryable(error)) return show(request, error);
        throw error;
      }
    });
};
