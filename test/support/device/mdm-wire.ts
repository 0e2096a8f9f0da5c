// Sends signed MDM messages and reacts as a device does when the server says 401 or 403.
import { EnrollmentStopped, parseChallenge, refreshTokens, signIn } from './account-driven.ts';
import type { Challenge } from './account-driven.ts';
import type { Channel } from './command-rules.ts';
import type { Account, Enrollment } from './enrollment.ts';
import { mediaType } from './https-client.ts';
import type { HttpResponse, HttpsClient } from './https-client.ts';
import { encodeMessage, signBody } from './manners.ts';
import type { WireManners } from './manners.ts';
import { decodeDict, isDict } from './plist.ts';
import type { PlistInputDict } from './plist.ts';
import { systemIsAtLeast } from './traits.ts';
import type { Traits } from './traits.ts';
import type { WebSession } from './web-session.ts';

export type Protocol = 'checkin' | 'command';

export interface JournalEntry {
  readonly protocol: Protocol;
  readonly channel: Channel;
  /** MessageType, or Status of a command report. */
  readonly what: string;
  readonly sent: Buffer;
  readonly status: number;
  readonly received: Buffer;
}

/** The part of the device that talking needs. */
export interface Speaker {
  readonly traits: Traits;
  readonly http: HttpsClient;
  readonly journal: JournalEntry[];
  readonly wire: WireManners;
  readonly account: Account | undefined;
  readonly now: () => number;
  webSession(): WebSession;
  /** Removes the enrollment without telling the server. */
  forget(reason: string): void;
}

const contentTypes = {
  checkin: 'application/x-apple-aspen-mdm-checkin',
  command: 'application/x-apple-aspen-mdm',
} as const;

/** Apple's error code of a JSON or plist body, by its content type. */
export const errorCodeOf = (response: HttpResponse): string | undefined => {
  try {
    const body: unknown = mediaType(response).includes('json')
      ? JSON.parse(response.body.toString('utf8'))
      : decodeDict(response.body);
    return isDict(body) && typeof body.code === 'string' ? body.code : undefined;
  } catch {
    return undefined;
  }
};

// Silently when OAuth gave a refresh token, else through the sign-in page if the person is there.
const authenticateAgain = async (speaker: Speaker, account: Account, challenge: Challenge): Promise<boolean> => {
  account.challenge = challenge;
  const refreshToken = account.tokens.refreshToken;
  if (challenge.method === 'apple-oauth2' && refreshToken !== undefined) {
    try {
      const renewed = await refreshTokens(speaker.http, challenge.tokenUrl, challenge.clientId, refreshToken);
      account.tokens = { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
      return true;
    } catch (error) {
      if (!(error instanceof EnrollmentStopped)) throw error;
    }
  }
  if (account.person === undefined) return false;
  try {
    const { identifier, person } = account;
    account.tokens = await signIn(speaker.http, speaker.webSession(), { challenge, identifier, person });
    return true;
  } catch (error) {
    if (!(error instanceof EnrollmentStopped)) throw error;
    return false;
  }
};

/**
 * PUTs one message. iOS adds the bearer token to every message of an account-driven enrollment, macOS only on the
 * user channel. A 401 with a challenge is answered once by signing in again; without one, or for a device that has no
 * account, it ends the enrollment, as does 403 com.apple.unrecognized.device. CheckOut never reacts.
 */
export const sendMessage = async (
  speaker: Speaker,
  enrollment: Enrollment,
  protocol: Protocol,
  channel: Channel,
  message: PlistInputDict | Buffer,
  what: string,
): Promise<HttpResponse> => {
  const identity = enrollment.identity;
  if (identity === undefined) throw new Error('the device has no identity yet: call scepEnroll() first');
  const { mdm } = enrollment.profile;
  const bytes = Buffer.isBuffer(message) ? message : encodeMessage(message, speaker.wire);
  const carriesBearer = speaker.traits.kind !== 'Mac' || channel === 'user';

  const send = async (): Promise<HttpResponse> => {
    const { body, headers } = signBody(bytes, identity, speaker.wire, speaker.now());
    const token = carriesBearer ? speaker.account?.tokens.accessToken : undefined;
    const response = await speaker.http.send({
      method: 'PUT',
      url: protocol === 'checkin' ? mdm.checkInUrl : mdm.serverUrl,
      headers: {
        'content-type': contentTypes[protocol],
        'user-agent': 'MDM/1.0',
        ...headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
      followRedirects: true,
    });
    speaker.journal.push({ protocol, channel, what, sent: body, status: response.status, received: response.body });
    return response;
  };

  let response = await send();
  if (what === 'CheckOut') return response;
  if (response.status === 401) {
    const challenge = parseChallenge(response.headers['www-authenticate']);
    if (speaker.account === undefined || challenge === undefined) speaker.forget('401 from the server');
    else if (await authenticateAgain(speaker, speaker.account, challenge)) response = await send();
  }
  const knowsCode = systemIsAtLeast(speaker.traits, '17.0', '14.0');
  if (response.status === 403 && knowsCode && errorCodeOf(response) === 'com.apple.unrecognized.device') {
    speaker.forget('com.apple.unrecognized.device');
  }
  return response;
};
