// What became of one push. Classifies APNs answers by status and reason (Apple: "Handling notification responses from APNs").

export type PushResult =
  /** APNs took it over. That is not a delivery. */
  | { readonly outcome: 'accepted'; readonly apnsId?: string }
  /** The token is dead: stop until the next TokenUpdate. `timestamp` is in ms since the epoch. */
  | { readonly outcome: 'token-invalid'; readonly reason: string; readonly timestamp?: number }
  /** The token does not fit our certificate or its environment: our mistake, and then every device's. The token stays. */
  | { readonly outcome: 'rejected'; readonly reason: string }
  /** Our topic does not fit our certificate: every push would fail. */
  | { readonly outcome: 'misconfigured'; readonly reason: string }
  /** The push certificate is refused, for instance expired or revoked: every push would fail. */
  | { readonly outcome: 'certificate'; readonly reason: string }
  /** A mistake of ours in the request. */
  | { readonly outcome: 'defect'; readonly reason: string }
  /** Not in Apple's words: something on the way answered, such as a proxy, or Apple says what nobody has described. */
  | { readonly outcome: 'unexpected'; readonly reason: string; readonly retryAfterMs?: number }
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

const fitReasons: readonly string[] = ['BadDeviceToken', 'DeviceTokenNotForTopic'];
const topicReasons: readonly string[] = ['TopicDisallowed', 'BadTopic', 'MissingTopic'];
const certificateReasons: readonly string[] = ['BadCertificate', 'BadCertificateEnvironment', 'Forbidden'];
const patienceReasons: readonly string[] = ['IdleTimeout', 'Shutdown', 'ServiceUnavailable', 'InternalServerError'];
const requestReasons: readonly string[] = [
  'BadCollapseId',
  'BadExpirationDate',
  'BadMessageId',
  'BadPath',
  'BadPriority',
  'DuplicateHeaders',
  'InvalidPushType',
  'MethodNotAllowed',
  'MissingDeviceToken',
  'PayloadEmpty',
  'PayloadTooLarge',
];

/** Sorts an answer of APNs. Only a 410 speaks of the token, and only Apple's own words speak of the certificate. */
export const classifyAnswer = ({ status, apnsId, reason, timestamp, retryAfterMs }: ApnsAnswer): PushResult => {
  if (status === 200) return { outcome: 'accepted', ...(apnsId === undefined ? {} : { apnsId }) };
  const known = reason ?? `status ${String(status)}`;
  if (status === 410) {
    return { outcome: 'token-invalid', reason: known, ...(timestamp === undefined ? {} : { timestamp }) };
  }
  if (fitReasons.includes(known)) return { outcome: 'rejected', reason: known };
  const common = classifyReason(known);
  const retry = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (common?.outcome === 'back-off') return { ...common, ...retry };
  if (common !== undefined) return common;
  if (status === 429) return { outcome: 'back-off', scope: 'device', reason: known, ...retry };
  if (status >= 500) return { outcome: 'back-off', scope: 'server', reason: known, ...retry };
  if (requestReasons.includes(known)) return { outcome: 'defect', reason: known };
  return { outcome: 'unexpected', reason: known, ...retry };
};

/**
 * Whether the answer shows that Apple knows us by our certificate: it took the push, or complains about nothing but the
 * token.
 */
export const speaksForCertificate = ({ outcome }: PushResult): boolean =>
  outcome === 'accepted' || outcome === 'rejected' || outcome === 'token-invalid';

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
