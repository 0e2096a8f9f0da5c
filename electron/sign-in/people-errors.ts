// Expected failures as pages for people.
import type { ErrorCode } from '../../shared/errors.ts';
import { isAppError, type AppError } from '../core/errors.ts';
import type { MdmRequest, MdmResponse } from '../wire/http.ts';
import { messagePage } from './pages/layout.ts';
import type { EnrollSettings } from './ports.ts';
import { languageOf, textOf, textsIn } from './texts.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  'input.invalid': 400,
  'access.denied': 403,
  'auth.failed': 401,
  'auth.locked': 429,
  'enrollment.refused': 403,
  'enrollment.linkInvalid': 410,
  'push.notConfigured': 503,
  'directory.unreachable': 503,
};

/** Status of a failure on a page, undefined if it is not one a person should read. */
export const pageStatusOf = (error: AppError): number | undefined => statuses[error.code];

/** Failures after which the same form is shown again with the message. */
export const isRetryable = (error: unknown): error is AppError =>
  isAppError(error, 'auth.failed') ||
  isAppError(error, 'auth.locked') ||
  isAppError(error, 'access.denied') ||
  isAppError(error, 'directory.unreachable') ||
  isAppError(error, 'input.invalid');

/** Runs a page; expected failures become a page with their message. */
export const answerPerson = async (
  settings: () => Promise<EnrollSettings>,
  request: MdmRequest,
  page: () => Promise<MdmResponse>,
): Promise<MdmResponse> => {
  try {
    return await page();
  } catch (error) {
    const status = isAppError(error) ? pageStatusOf(error) : undefined;
    if (!isAppError(error) || status === undefined) throw error;
    const { organizationName } = await settings();
    const language = languageOf(request);
    const texts = textsIn(language);
    return messagePage({
      language,
      title: texts('errors.title'),
      organizationName,
      text: textOf(error, texts),
      status,
    });
  }
};
