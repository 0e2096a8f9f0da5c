// Answers in JSON that a device understands or that a person can read in a trace.
import type { ErrorCode } from '../../shared/errors.ts';
import { isAppError } from '../core/errors.ts';
import type { MdmResponse } from '../wire/http.ts';

export const jsonResponse = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): MdmResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

/** For any other method than the route's own. */
export const methodNotAllowed = (allow: string): MdmResponse => ({
  status: 405,
  headers: { allow, 'content-type': 'text/plain; charset=utf-8' },
  body: `Use ${allow}.\n`,
});

/** A refusal whose words a device shows to its person. Apple: `com.apple.unrecognized.device`, iOS 17, macOS 14. */
export const refusalResponse = (message: string): MdmResponse =>
  jsonResponse(403, { code: 'com.apple.unrecognized.device', description: message, message });

const statuses: Partial<Record<ErrorCode, number>> = {
  'cms.invalid': 400,
  'cms.untrusted': 400,
  'plist.invalid': 400,
  'device.rejected': 400,
  'enrollment.refused': 403,
  'push.notConfigured': 403,
};

/**
 * Runs a device-facing step of enrollment; expected failures become 400 or 403 with a JSON body, a refusal in Apple's form. Both stop the
 * flow on the device, and neither is a 401, which would mean signing in again.
 */
export const answerDevice = async (step: () => Promise<MdmResponse>): Promise<MdmResponse> => {
  try {
    return await step();
  } catch (error) {
    const status = isAppError(error) ? statuses[error.code] : undefined;
    if (!isAppError(error) || status === undefined) throw error;
    if (status === 403) return refusalResponse(error.message);
    return jsonResponse(status, { code: error.code, message: error.message });
  }
};
