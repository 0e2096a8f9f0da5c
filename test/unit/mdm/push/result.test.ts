import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../../../electron/net/retry.ts';
import { classifyAnswer, classifyFailure, classifyReason } from '../../../../electron/mdm/push/result.ts';

describe('classifyAnswer', () => {
  it.each([
    [400, 'BadDeviceToken', 'rejected'],
    [400, 'DeviceTokenNotForTopic', 'rejected'],
    [400, 'TopicDisallowed', 'misconfigured'],
    [400, 'BadTopic', 'misconfigured'],
    [400, 'MissingTopic', 'misconfigured'],
    [400, 'PayloadEmpty', 'defect'],
    [400, 'BadExpirationDate', 'defect'],
    [400, 'BadPriority', 'defect'],
    [400, 'InvalidPushType', 'defect'],
    [400, 'BadMessageId', 'defect'],
    [400, undefined, 'unexpected'],
    [400, 'IdleTimeout', 'back-off'],
    [403, undefined, 'unexpected'],
    [404, undefined, 'unexpected'],
    [405, undefined, 'unexpected'],
    [407, undefined, 'unexpected'],
    [421, undefined, 'unexpected'],
    [302, undefined, 'unexpected'],
    [410, undefined, 'token-invalid'],
    [502, undefined, 'back-off'],
    [403, 'BadCertificate', 'certificate'],
    [403, 'BadCertificateEnvironment', 'certificate'],
    [403, 'Forbidden', 'certificate'],
    [403, 'SomethingNew', 'unexpected'],
    [404, 'BadPath', 'defect'],
    [405, 'MethodNotAllowed', 'defect'],
    [413, 'PayloadTooLarge', 'defect'],
    [410, 'Unregistered', 'token-invalid'],
    [410, 'ExpiredToken', 'token-invalid'],
    [429, 'TooManyRequests', 'back-off'],
    [500, 'InternalServerError', 'back-off'],
    [503, 'ServiceUnavailable', 'back-off'],
    [503, 'Shutdown', 'back-off'],
  ] as const)('takes %s %s as %s', (status, reason, outcome) => {
    expect(classifyAnswer({ status, reason })).toMatchObject({ outcome, reason: reason ?? `status ${String(status)}` });
  });

  it('keeps the message id of an acceptance, the timestamp of a 410 and the patience asked for', () => {
    expect(classifyAnswer({ status: 200, apnsId: 'id' })).toEqual({ outcome: 'accepted', apnsId: 'id' });
    expect(classifyAnswer({ status: 410, reason: 'Unregistered', timestamp: 5 })).toMatchObject({ timestamp: 5 });
    expect(classifyAnswer({ status: 429, reason: 'TooManyRequests', retryAfterMs: 7000 })).toEqual({
      outcome: 'back-off',
      scope: 'device',
      reason: 'TooManyRequests',
      retryAfterMs: 7000,
    });
    expect(classifyAnswer({ status: 503, reason: 'Shutdown' })).toMatchObject({ scope: 'server' });
  });
});

describe('connection failures', () => {
  it('tell a refused certificate from a network that is down', () => {
    const alert = Object.assign(new Error('tls'), { code: 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED' });
    expect(classifyFailure(alert).outcome).toBe('certificate');
    const down = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(classifyFailure(down)).toEqual({ outcome: 'unreachable', reason: 'ECONNREFUSED: connect' });
    expect(classifyReason('BadCertificate')?.outcome).toBe('certificate');
    expect(classifyReason('GOAWAY 0')).toBeUndefined();
  });
});

describe('backOffMs', () => {
  it('doubles up to the limit and stays between half and all of it', () => {
    const range = { baseMs: 1000, maxMs: 10_000 };
    expect([1, 2, 3, 4, 5, 99].map((n) => backOffMs(n, range, () => 1))).toEqual([
      1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
    expect(backOffMs(3, range, () => 0)).toBe(2000);
  });
});
