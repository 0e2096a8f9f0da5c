// PUT /mdm/checkin: bytes to a call. Verifies the signature over the raw body before anything is decoded.
import { type AppError, isAppError, ProtocolError } from '../../core/errors.ts';
import { refusalResponse } from '../../sign-in/replies.ts';
import type { Speaker } from '../../model/enrollment.ts';
import { mediaTypeOf, type MdmHandler } from '../../wire/http.ts';
import type { Identity } from '../identity.ts';
import { maxKeptBytes, signInRequired, type LogRejection } from '../rejections.ts';
import { parseDevicePlist } from '../../wire/lenient-plist.ts';
import { parsePlistDict } from '../../wire/plist.ts';
import { redactPlist } from '../../wire/redact.ts';
import { decodeCheckin, resolveSpeaker, type CheckinMessage } from './messages.ts';
import { checkinAction, type CheckinService } from './service.ts';

export const checkinContentType = 'application/x-apple-aspen-mdm-checkin';

interface Understood {
  readonly speaker?: Speaker;
  readonly message?: CheckinMessage;
}

/** What a message that was refused unread seems to be, for the log only. */
const claimOf = (body: Buffer): Understood => {
  if (body.length > maxKeptBytes) return {};
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
  (deps: {
    readonly identity: Identity;
    readonly service: CheckinService;
    readonly logRejection: LogRejection;
    /** Told of a device that may not enroll, after it was logged. Never rejects. */
    readonly refused: (speaker: Speaker, refusal: AppError) => Promise<void>;
  }): MdmHandler =>
  async (request) => {
    let understood: Understood | undefined;
    try {
      const type = mediaTypeOf(request.headers);
      // Some clients and proxies leave it out; missing is not wrong.
      if (type !== undefined && type !== checkinContentType) {
        throw new ProtocolError('device.rejected', `Check-in messages have the content type ${checkinContentType}.`);
      }
      const certificate = deps.identity.signer(request);
      const { dict } = parseDevicePlist(request.body);
      const message = decodeCheckin(dict);
      const speaker = resolveSpeaker(dict);
      understood = { speaker, message };
      const authorization = request.headers['authorization'];
      const response = await deps.service.checkin(
        { speaker, certificate, authorization, raw: redactPlist(request.body, dict) },
        message,
      );
      if (response.status === 401) {
        const action = checkinAction[message.MessageType];
        await deps.logRejection(request, signInRequired(), { speaker, action, proven: true });
      }
      return response;
    } catch (error) {
      await deps.logRejection(request, error, () => {
        const { speaker, message } = understood ?? claimOf(request.body);
        return { speaker, action: message ? checkinAction[message.MessageType] : 'Unknown Message' };
      });
      if (isAppError(error, 'enrollment.refused')) {
        if (understood?.speaker && understood.message?.MessageType === 'Authenticate') {
          await deps.refused(understood.speaker, error);
        }
        return refusalResponse(error.message);
      }
      throw error;
    }
  };
