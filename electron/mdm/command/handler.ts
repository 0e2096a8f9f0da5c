// PUT /mdm/connect: bytes to a call. Verifies the signature over the raw body before anything is decoded.
import { isAppError, ProtocolError } from '../../core/errors.ts';
import { resolveSpeaker } from '../checkin/messages.ts';
import type { Speaker } from '../../model/enrollment.ts';
import { mediaTypeOf, type MdmHandler } from '../../wire/http.ts';
import type { Identity } from '../identity.ts';
import { maxKeptBytes, signInRequired, type LogRejection } from '../rejections.ts';
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

const decode = (body: Buffer): { dict: PlistDict } | { poison: string } => {
  try {
    const dict = parsePlistDict(body);
    return isReport(dict) ? { dict } : { poison: 'it has no valid Status' };
  } catch (error) {
    if (isAppError(error, 'plist.invalid')) return { poison: error.message };
    throw error;
  }
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
      if ('poison' in decoded && late)
        throw new ProtocolError('cms.untrusted', 'The certificate of the signer has expired.');
      if ('poison' in decoded) return await deps.service.poisoned(certificate, raw, decoded.poison);
      const speaker = resolveSpeaker(decoded.dict);
      known = speaker;
      const authorization = request.headers['authorization'];
      const call = { speaker, certificate, authorization, raw };
      const response = await (late
        ? deps.service.renewOnly(call, decoded.dict)
        : deps.service.connect(call, decoded.dict));
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
