// What became of one push. Classifies APNs answers by status and reason (Apple: "Handling notification responses from APNs").

export type PushResult =
  /** APNs took it over. That is not a delivery. */
  | { readonly outcome: 'accepted'; readonly apnsId?: string }
  /** The token is dead or belongs elsewhere: stop until the next TokenUpdate. `timestamp` is in ms since the epoch. */
  | { readonly outcome: 'token-invalid'; readonly reason: string; readonly timestamp?: number }
  /** Our topic does not fit our certificate: every push would fail. */
  | { readonly outcome: 'misconfigured'; readonly reason: string }
  /** The push certificate is refused, for instance expired or revoked: every push would fail. */
  | { readonly outcome: 'certificate'; readonly reason: string }
  /** A mistake of ours in the request; repeating it would not help. */
  | { readonly outcome: 'defect'; readonly reason: string }
  /** APNs asks for patience, with this device or altogether. */
  | {
      readonly outcome: 'back-off';
      readonly scope: 'device' | 'server';
      readonly reason: string;
      readonly retryAfterMs?: number;
    }
  /** No answer came: no network, a broken connection, a time-out. */
  | { readonly outcome: 'unreachable'; readonly reason: string; readonly retryAfterMs?: number };

export interface ApnsAnswer {
  readonly status: number;
  readonly apnsId?: string | undefined;
  readonly reason?: string | undefined;
  /** Of a 410: when APNs last knew the token to be invalid, in ms since the epoch. */
  readonly timestamp?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

const tokenReasons: readonly string[] = ['BadDeviceToken', 'DeviceTokenNotForTopic', 'Unregistered', 'ExpiredToken'];
const topicReasons: readonly string[] = ['TopicDisallowed', 'BadTopic', 'MissingTopic'];
const certificateReasons: readonly string[] = ['BadCertificate', 'BadCertificateEnvironment', 'Forbidden'];
const patienceReasons: readonly string[] = ['IdleTimeout', 'Shutdown', 'ServiceUnavailable', 'InternalServerError'];

/** Sorts an answer of APNs. Unknown reasons are sorted by their status. */
export const classifyAnswer = ({ status, apnsId, reason, timestamp, retryAfterMs }: ApnsAnswer): PushResult => {
  if (status === 200) return { outcome: 'accepted', ...(apnsId === undefined ? {} : { apnsId }) };
  const known = reason ?? `status ${String(status)}`;
  if (status === 410 || tokenReasons.includes(known)) {
    return { outcome: 'token-invalid', reason: known, ...(timestamp === undefined ? {} : { timestamp }) };
  }
  const common = classifyReason(known);
  if (common !== undefined) return common;
  const retry = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 403) return { outcome: 'certificate', reason: known };
  if (status === 429) return { outcome: 'back-off', scope: 'device', reason: known, ...retry };
  if (status >= 500) return { outcome: 'back-off', scope: 'server', reason: known, ...retry };
  return { outcome: 'defect', reason: known };
};

/** Sorts a reason that concerns the connection as a whole, as GOAWAY frames carry it; undefined if it tells nothing. */
export const classifyReason = (reason: string): PushResult | undefined => {
  if (topicReasons.includes(reason)) return { outcome: 'misconfigured', reason };
  if (certificateReasons.includes(reason)) return { outcome: 'certificate', reason };
  if (patienceReasons.includes(reason)) return { outcome: 'back-off', scope: 'server', reason };
  return undefined;
};

// TLS alerts with which a server refuses a client certificate; OpenSSL and BoringSSL spell them alike.
const certificateAlert =
  /ALERT_(?:BAD_CERTIFICATE|CERTIFICATE_(?:EXPIRED|REVOKED|UNKNOWN|REQUIRED)|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;

/** Sorts a failure of the connection: a refused certificate is told from a network that is down. */
export const classifyFailure = (error: unknown): PushResult => {
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: '', message: String(error) };
  const reason = code === undefined || code === '' ? message : `${code}: ${message}`;
  return certificateAlert.test(reason) ? { outcome: 'certificate', reason } : { outcome: 'unreachable', reason };
};
