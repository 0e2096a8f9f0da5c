// PUT /mdm/connect: bytes to a call. Verifies the signature over the raw body before anything is decoded.
import { isAppError, ProtocolError } from '../../core/errors.ts';
import { resolveSpeaker } from '../checkin/messages.ts';
import type { Speaker } from '../../model/enrollment.ts';
import { mediaTypeOf, type MdmHandler } from '../../wire/http.ts';
import type { Identity } from '../identity.ts';
import { maxKeptBytes, signInRequired, type LogRejection } from '../rejections.ts';
import { parseDevicePlist, stringsIn } from '../../wire/lenient-plist.ts';
import { parsePlistDict, type PlistDict } from '../../wire/plist.ts';
import { redactPlist } from '../../wire/redact.ts';
import { isReport, type CommandService } from './service.ts';

export const connectContentType = 'application/x-apple-aspen-mdm';

/** Who a report that was refused unread claims to be of, for the log only. */
const claimOf = (body: Buffer): Speaker | undefined => {
  if (body.length > maxKeptBytes) return undefined;
  try {
    return resolveSpeaker(parsePlistDict(body));
  } catch {
    return undefined;
  }
};

type Decoded =
  | { readonly dict: PlistDict; readonly odd: readonly string[] }
  | { readonly poison: string; readonly said: Readonly<Record<string, unknown>> };

const identifying = ['UDID', 'EnrollmentID', 'UserID', 'EnrollmentUserID', 'UserShortName', 'CommandUUID'];

const decode = (body: Buffer): Decoded => {
  try {
    const { dict, odd } = parseDevicePlist(body);
    return isReport(dict) ? { dict, odd } : { poison: 'it has no valid Status', said: dict };
  } catch (error) {
    if (isAppError(error, 'plist.invalid')) return { poison: error.message, said: stringsIn(body, identifying) };
    throw error;
  }
};

/** Whose report it is that cannot be read, as far as it says so. */
const senderOf = (said: Readonly<Record<string, unknown>>): { speaker?: Speaker; commandUuid?: string } => {
  const { CommandUUID: commandUuid } = said;
  const uuid = typeof commandUuid === 'string' ? { commandUuid } : {};
  return said['UDID'] === undefined && said['EnrollmentID'] === undefined
    ? uuid
    : { ...uuid, speaker: resolveSpeaker(said) };
};

export const createConnectHandler =
  (deps: { identity: Identity; service: CommandService; logRejection: LogRejection }): MdmHandler =>
  async (request) => {
    let known: Speaker | undefined;
    try {
      const type = mediaTypeOf(request.headers);
      // Some clients and proxies leave it out; missing is not wrong.
      if (type !== undefined && type !== connectContentType) {
        throw new ProtocolError('device.rejected', `Command reports have the content type ${connectContentType}.`);
      }
      const certificate = deps.identity.signer(request, { late: true });
      const late = deps.identity.hasEnded(certificate);
      const decoded = decode(request.body);
      const raw = redactPlist(request.body, 'dict' in decoded ? decoded.dict : undefined);
      const authorization = request.headers['authorization'];
      const call = { certificate, authorization, raw };
      const { speaker, ...rest } =
        'poison' in decoded ? senderOf(decoded.said) : { speaker: resolveSpeaker(decoded.dict) };
      known = speaker;
      if (late && 'poison' in decoded)
        throw new ProtocolError('cms.untrusted', 'The certificate of the signer has expired.');
      const answer = late ? deps.service.renewOnly : deps.service.connect;
      const response =
        'poison' in decoded || speaker === undefined
          ? await deps.service.poisoned({ ...call, ...rest, speaker, why: 'poison' in decoded ? decoded.poison : '' })
          : await answer({ ...call, speaker }, decoded.dict, decoded.odd);
      if (response.status === 401) {
        await deps.logRejection(request, signInRequired(), { speaker, action: 'Unknown Message', proven: true });
      }
      return response;
    } catch (error) {
      await deps.logRejection(request, error, () => ({
        speaker: known ?? claimOf(request.body),
        action: 'Unknown Message',
      }));
      throw error;
    }
  };
