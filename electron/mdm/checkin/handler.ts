// PUT /mdm/checkin: bytes to a call. Verifies the signature over the raw body before anything is decoded.
import { ProtocolError } from '../../core/errors.ts';
import type { Speaker } from '../../model/enrollment.ts';
import type { MdmHandler } from '../../wire/http.ts';
import type { Identity } from '../identity.ts';
import { signInRequired, type LogRejection } from '../rejections.ts';
import { parsePlistDict } from '../../wire/plist.ts';
import { redactPlist } from '../../wire/redact.ts';
import { decodeCheckin, resolveSpeaker, type CheckinMessage } from './messages.ts';
import { checkinAction, type CheckinService } from './service.ts';

export const checkinContentType = 'application/x-apple-aspen-mdm-checkin';

/** What a refused message seems to be, for the log only. */
const claimOf = (body: Buffer): { speaker?: Speaker; message?: CheckinMessage } => {
  try {
    const dict = parsePlistDict(body);
    const speaker = resolveSpeaker(dict);
    try {
      return { speaker, message: decodeCheckin(dict) };
    } catch {
      return { speaker };
    }
  } catch {
    return {};
  }
};

export const createCheckinHandler =
  (deps: { identity: Identity; service: CheckinService; logRejection: LogRejection }): MdmHandler =>
  async (request) => {
    try {
      if (!(request.headers['content-type'] ?? '').startsWith(checkinContentType)) {
        throw new ProtocolError('device.rejected', `Check-in messages have the content type ${checkinContentType}.`);
      }
      const certificate = deps.identity.signer(request);
      const dict = parsePlistDict(request.body);
      const message = decodeCheckin(dict);
      const speaker = resolveSpeaker(dict);
      const authorization = request.headers['authorization'];
      const response = await deps.service.checkin(
        { speaker, certificate, authorization, raw: redactPlist(request.body) },
        message,
      );
      if (response.status === 401) {
        const action = checkinAction[message.MessageType];
        await deps.logRejection(request, signInRequired(), { speaker, action, proven: true });
      }
      return response;
    } catch (error) {
      const { speaker, message } = claimOf(request.body);
      const action = message ? checkinAction[message.MessageType] : 'Unknown Message';
      await deps.logRejection(request, error, { speaker, action });
      throw error;
    }
  };
