// A stranger who sends message after message hears the same every time, and cannot fill the log.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { tokenUpdateMessage } from '../../support/device/enrollment.ts';
import type { HttpResponse } from '../../support/device/https-client.ts';
import { encodePlist } from '../../support/device/plist.ts';
import { enrollPersonal, rejections, type EnrolledDevice } from '../../support/enrolled.ts';

const hour = 3_600_000;
const minute = 60_000;
/** Rows that one address gets at once. */
const burst = 40;

describe('a flood of refused messages', () => {
  let office: Office;
  let phone: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    phone = await enrollPersonal(office, 'anna');
  });
  beforeEach(() => {
    office.clock.advance(hour);
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const stranger = (method: 'PUT' | 'POST', path: string, body: Buffer, type: string): Promise<HttpResponse> =>
    phone.device.http.send({ method, url: `${office.origin}${path}`, headers: { 'content-type': type }, body });

  /** Sends a hundred and resolves to how many rows they left under the enrollment, and to the statuses heard. */
  const flood = async (send: () => Promise<HttpResponse>, under: string) => {
    const before = (await rejections(office, under)).length;
    const statuses = new Set<number>();
    for (let n = 0; n < 100; n += 1) statuses.add((await send()).status);
    return { rows: (await rejections(office, under)).length - before, statuses: [...statuses] };
  };

  it.each([
    [
      'check-in messages',
      '-',
      () => stranger('PUT', '/mdm/checkin', Buffer.alloc(30_000, 'x'), 'application/x-apple-aspen-mdm-checkin'),
    ],
    ['reports', '-', () => stranger('PUT', '/mdm/connect', Buffer.from('x'), 'application/x-apple-aspen-mdm')],
    [
      'machine info',
      '-',
      () => stranger('POST', '/enroll/account/byod', Buffer.from('x'), 'application/pkcs7-signature'),
    ],
    [
      'SCEP requests',
      '-',
      () => stranger('POST', '/scep?operation=PKIOperation', Buffer.from('x'), 'application/x-pki-message'),
    ],
  ] as const)('of %s leaves some rows and then a count, and the status stays', async (_what, under, send) => {
    const { rows, statuses } = await flood(send, under);
    expect(rows).toBe(burst);
    expect(statuses).toEqual([400]);

    office.clock.advance(minute);
    await expect.poll(async () => (await rejections(office, '-'))[0]).toMatch(/^And 60 more messages were refused/);
    expect((await rejections(office, '-'))[0]).toContain('60 from ');
  });

  it('under the name of an enrolled device leaves as few, and the device itself is heard', async () => {
    const body = encodePlist(tokenUpdateMessage(phone.device.requireEnrollment(), 'device', phone.device));
    const send = () => stranger('PUT', '/mdm/checkin', body, 'application/x-apple-aspen-mdm-checkin');
    expect(await flood(send, phone.id)).toEqual({ rows: burst, statuses: [400] });
    expect((await phone.device.tokenUpdate()).status).toBe(200);
  });

  it('does not keep a device’s own refusals from the log', async () => {
    await flood(() => stranger('PUT', '/mdm/connect', Buffer.from('x'), 'application/x-apple-aspen-mdm'), '-');
    const { account } = phone.device;
    if (!account) throw new Error('the enrollment has no account');
    account.tokens = { ...account.tokens, accessToken: 'stale' };
    account.person = undefined;
    const before = (await rejections(office, phone.id)).length;
    expect((await phone.device.tokenUpdate()).status).toBe(401);
    expect((await rejections(office, phone.id)).length - before).toBe(1);
  });

  it('is counted to the end when the server stops in the same minute', async () => {
    await flood(() => stranger('PUT', '/mdm/connect', Buffer.from('x'), 'application/x-apple-aspen-mdm'), '-');
    await office.restart();
    expect((await rejections(office, '-'))[0]).toMatch(/^And 60 more messages were refused/);
  });
});
