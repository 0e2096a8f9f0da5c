// Input that no device would send: each is answered as documented, leaves a row in the log, and changes nothing.
import { randomUUID } from 'node:crypto';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officeHost, startOffice, type Office } from '../../support/core.ts';
import { signCms } from '../../support/device/cms.ts';
import { identifiers, tokenUpdateMessage } from '../../support/device/enrollment.ts';
import type { HttpResponse } from '../../support/device/https-client.ts';
import { signBody } from '../../support/device/manners.ts';
import { encodePlist } from '../../support/device/plist.ts';
import { getCaCert, createPkiMessage, ScepFailure, sendPkiMessage } from '../../support/device/scep-client.ts';
import {
  changesNothing,
  enrollPersonal,
  readyToAuthenticate,
  rejections,
  send,
  type EnrolledDevice,
} from '../../support/enrolled.ts';

const day = 86_400_000;

const plist = (inner: string, doctype = ''): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${doctype}<plist version="1.0">${inner}</plist>`);

describe('input that no device would send', () => {
  let office: Office;
  let phone: EnrolledDevice;

  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    phone = await enrollPersonal(office, 'anna');
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const dictOf = () => tokenUpdateMessage(phone.device.requireEnrollment(), 'device', phone.device);
  const whole = () => encodePlist(dictOf());
  const inner = () => /<dict>([^]*)<\/dict>/.exec(whole().toString('utf8'))?.[1] ?? '';

  const bodies: readonly [string, () => Buffer][] = [
    ['an empty body', () => Buffer.alloc(0)],
    ['no XML at all', () => Buffer.from('hello')],
    ['JSON', () => Buffer.from(JSON.stringify({ MessageType: 'TokenUpdate' }))],
    ['a binary property list', () => Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(64, 7)])],
    ['random bytes', () => Buffer.from(Array.from({ length: 512 }, (_, n) => (n * 73) % 256))],
    ['a truncated property list', () => whole().subarray(0, whole().length - 40)],
    ['nesting 100,000 deep', () => plist(`${'<array>'.repeat(50_000)}${'</array>'.repeat(50_000)}`)],
    [
      'nesting inside a message',
      () => plist(`<dict>${inner()}<key>X</key>${'<array>'.repeat(100)}${'</array>'.repeat(100)}</dict>`),
    ],
    ['a huge number of values', () => plist(`<array>${'<true/>'.repeat(140_000)}</array>`)],
    [
      'an internal entity',
      () => plist(`<dict>${inner()}<key>X</key><string>&a;</string></dict>`, '<!DOCTYPE plist [<!ENTITY a "b">]>'),
    ],
    [
      'entities that expand a billion times',
      () =>
        plist(
          `<dict>${inner()}<key>X</key><string>&c;</string></dict>`,
          `<!DOCTYPE plist [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`,
        ),
    ],
    [
      'an entity that names a file',
      () =>
        plist(
          `<dict>${inner()}<key>X</key><string>&f;</string></dict>`,
          '<!DOCTYPE plist [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        ),
    ],
    ['an array for a message', () => plist('<array><string>TokenUpdate</string></array>')],
    ['a token that is text', () => encodePlist({ ...dictOf(), Token: 'text' })],
    ['an id that is a path', () => encodePlist({ ...dictOf(), EnrollmentID: '../../etc' })],
    ['another topic', () => encodePlist({ ...dictOf(), Topic: 'com.apple.mgmt.External.other' })],
    ['an UnlockToken under User Enrollment', () => encodePlist({ ...dictOf(), UnlockToken: Buffer.from('no') })],
  ];

  it.each(bodies)('refuses as a check-in message: %s', async (_name, body) => {
    const known = body().includes('<key>EnrollmentID</key>') && isReadable(body());
    const answer = await changesNothing(office, phone.id, () => phone.device.checkIn(body()), {
      under: known ? phone.id : '-',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.length).toBeLessThan(500);
  });

  it.each(['Authenticate', 'CheckOut'])('refuses %s for another topic', async (MessageType) => {
    const ids = identifiers(phone.device.requireEnrollment(), 'device', phone.device);
    const body = encodePlist({ ...ids, MessageType, Topic: 'com.apple.mgmt.External.other' });
    expect((await changesNothing(office, phone.id, () => phone.device.checkIn(body))).status).toBe(400);
    expect((await rejections(office, phone.id))[0]).toContain('another push topic');
  });

  const isReadable = (body: Buffer): boolean => {
    const text = body.toString('utf8');
    const complete = text.trimEnd().endsWith('</plist>');
    return complete && !text.includes('ENTITY') && !text.includes('<array><array>') && !text.includes('../');
  };

  it.each(bodies.slice(0, 12))(
    'takes as a report that cannot be read, and changes no record: %s',
    async (_name, body) => {
      const before = await office.call('devices.get', { id: phone.id });
      const answer = await phone.device.report(body());
      expect([answer.status, answer.body.length]).toEqual([200, 0]);
      const after = await office.call('devices.get', { id: phone.id });
      // That it was heard is all that is kept of it.
      const still = (device: typeof before) => ({
        ...device,
        lastPushAt: 0,
        lastPushResult: '',
        lastSeenAt: 0,
        nextContactAt: 0,
        channels: device.channels.map((channel) => ({ ...channel, lastSeenAt: 0 })),
      });
      expect(still(after)).toEqual(still(before));
      const { rows } = await office.call('logs.list', { enrollmentId: phone.id, pageSize: 1 });
      expect(rows[0]).toMatchObject({ action: 'Unknown Message', status: 'Error' });
      expect(rows[0]?.detail).toContain('The report cannot be read');
    },
  );

  const post = (path: string, body: Buffer, headers: Record<string, string>, method: 'PUT' | 'POST' = 'PUT') =>
    phone.device.http.send({ method, url: `${office.origin}${path}`, headers, body });
  const signed = (body: Buffer) => {
    const { identity } = phone.device.requireEnrollment();
    if (!identity) throw new Error('no identity');
    return signBody(body, identity, {}, office.clock.now()).headers;
  };

  it.each(['text/xml', 'application/x-apple-aspen-mdm', 'application/json'])(
    'refuses a check-in message of the content type %s',
    async (type) => {
      const headers = { ...signed(whole()), 'content-type': type };
      const answer = await changesNothing(office, phone.id, () => post('/mdm/checkin', whole(), headers));
      expect(answer.status).toBe(400);
      expect((await rejections(office, phone.id))[0]).toContain('content type');
    },
  );

  it.each([
    ['no type at all', undefined],
    ['an empty one', ''],
    ['other case', (type: string) => type.toUpperCase()],
    ['parameters', (type: string) => `${type} ; charset=UTF-8`],
  ] as const)('takes a check-in message and a report with %s', async (_name, typed) => {
    const authorization = `Bearer ${phone.device.account?.tokens.accessToken ?? ''}`;
    const enrollment = phone.device.requireEnrollment();
    const idle = encodePlist({ ...identifiers(enrollment, 'device', phone.device), Status: 'Idle' });
    for (const [path, body, type] of [
      [
        '/mdm/checkin',
        encodePlist(tokenUpdateMessage(enrollment, 'device', phone.device)),
        'application/x-apple-aspen-mdm-checkin',
      ],
      ['/mdm/connect', idle, 'application/x-apple-aspen-mdm'],
    ] as const) {
      const contentType = typeof typed === 'function' ? typed(type) : typed;
      const headers = {
        ...signed(body),
        authorization,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      };
      expect([path, (await post(path, body, headers)).status]).toEqual([path, 200]);
    }
  });

  it('refuses a report of another content type', async () => {
    const body = encodePlist({
      ...identifiers(phone.device.requireEnrollment(), 'device', phone.device),
      Status: 'Idle',
    });
    const headers = { ...signed(body), 'content-type': 'application/x-apple-aspen-mdm-checkin' };
    expect((await changesNothing(office, phone.id, () => post('/mdm/connect', body, headers))).status).toBe(400);
  });

  it.each([
    ['/mdm/checkin', 'PUT', 1024 * 1024],
    ['/mdm/connect', 'PUT', 16 * 1024 * 1024],
    ['/scep?operation=PKIOperation', 'POST', 64 * 1024],
    ['/enroll/account/byod', 'POST', 256 * 1024],
  ] as const)('refuses more at %s than it takes with 413', async (path, method, limit) => {
    const run = () => post(path, Buffer.alloc(limit + 1, 'x'), {}, method);
    const answer = await changesNothing(office, phone.id, run, { under: '-' });
    expect(answer.status).toBe(413);
    expect((await rejections(office, '-'))[0]).toContain(String(limit));
  });

  it('answers other methods and paths without touching anything', async () => {
    const get = (path: string): Promise<HttpResponse> =>
      phone.device.http.send({ method: 'GET', url: `${office.origin}${path}` });
    expect((await get('/mdm/checkin')).status).toBe(405);
    expect((await get('/mdm/checkin')).headers.allow).toBe('PUT');
    expect((await get('/mdm/../../etc/passwd')).status).toBe(404);
    expect((await get('/')).status).toBe(404);
  });

  it('answers a target that is no address with 400, and is not troubled', async () => {
    const socket = connect({ host: '127.0.0.1', port: office.port, ca: office.rootPem, servername: officeHost });
    socket.end('GET // HTTP/1.1\r\nHost: x\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 /);
    expect(office.problems).toEqual([]);
  });

  it('refuses an Mdm-Signature that is no CMS, or longer than any', async () => {
    const headers = { 'content-type': 'application/x-apple-aspen-mdm-checkin' };
    for (const signature of ['!!!', Buffer.alloc(100, 1).toString('base64'), 'A'.repeat(33_000)]) {
      const run = () => post('/mdm/checkin', whole(), { ...headers, 'mdm-signature': signature });
      expect((await changesNothing(office, phone.id, run)).status).toBe(400);
    }
    const huge = await post('/mdm/checkin', whole(), { ...headers, 'mdm-signature': 'A'.repeat(60_000) });
    expect(huge.status).toBe(431);
  });

  it('refuses a challenge that was used before, and one that was never given', async () => {
    const bert = await office.addPerson('bert');
    const ready = await readyToAuthenticate(office, bert.username);
    await expect(ready.device.newIdentity(ready.profile)).rejects.toThrow(ScepFailure);
    await expect(ready.device.newIdentity(ready.profile, { challenge: 'f'.repeat(64) })).rejects.toThrow(ScepFailure);
    await expect(ready.device.newIdentity(ready.profile, { challenge: undefined })).rejects.toThrow(ScepFailure);
    const rows = await rejections(office, '-');
    expect(rows.slice(0, 3).every((row) => row.startsWith('SCEP '))).toBe(true);

    const authority = await getCaCert(ready.device.http, ready.profile.scep.url);
    const { message } = createPkiMessage(authority, {
      privateKey: ready.identity.privateKey,
      subject: ready.profile.scep.subject,
      now: office.clock.now(),
    });
    message.writeUInt8((message.at(-1) ?? 0) ^ 1, message.length - 1);
    expect((await sendPkiMessage(ready.device.http, ready.profile.scep.url, message, 'POST')).status).toBe(200);
    expect((await rejections(office, '-'))[0]).toContain('badMessageCheck');
    const garbage = await sendPkiMessage(ready.device.http, ready.profile.scep.url, Buffer.from('garbage'), 'POST');
    expect(garbage.status).toBe(400);
    expect((await rejections(office, '-'))[0]).toContain('cannot be decoded');
  });

  it('refuses a ticket that has expired', async () => {
    const cleo = await office.addPerson('cleo');
    const ready = await readyToAuthenticate(office, cleo.username);
    const id = randomUUID().toUpperCase();
    Object.assign(ready.device, {
      enrollment: { ...phone.device.requireEnrollment(), identity: ready.identity, enrollmentId: id },
      account: ready.account,
    });
    office.clock.advance(2 * day);
    const answer = await changesNothing(office, phone.id, () => ready.device.authenticate(), { under: '-' });
    expect(answer.status).toBe(403);
    await expect(office.call('devices.get', { id })).rejects.toThrow('record.notFound');
  });

  it('refuses the access token of a finished enrollment for another profile', async () => {
    const { account } = phone.device;
    const { baseUrl } = await phone.device.discover(phone.person.username, office.origin);
    const answer = await phone.device.postMachineInfo(baseUrl, { mode: 'BYOD', bearer: account?.tokens.accessToken });
    expect(answer.status).toBe(401);
    expect((await rejections(office, '-'))[0]).toContain('used by an enrollment already');
  });

  const machineInfos: readonly [string, () => Buffer][] = [
    ['nothing', () => Buffer.alloc(0)],
    ['JSON', () => Buffer.from('{"PRODUCT":"iPhone15,2"}')],
    ['a binary property list', () => Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(64, 7)])],
    [
      'a truncated property list',
      () => plist('<dict><key>PRODUCT</key><string>iPhone15,2</string></dict>').subarray(0, 90),
    ],
    ['deep nesting', () => plist(`${'<array>'.repeat(5000)}${'</array>'.repeat(5000)}`)],
    [
      'an entity',
      () => plist('<dict><key>PRODUCT</key><string>&a;</string></dict>', '<!DOCTYPE plist [<!ENTITY a "iPhone15,2">]>'),
    ],
    ['an array', () => plist('<array/>')],
    ['no PRODUCT', () => encodePlist({ VERSION: '21F79' })],
    ['an unknown PRODUCT', () => encodePlist({ PRODUCT: 'Toaster1,1' })],
    ['a UDID under User Enrollment', () => encodePlist({ PRODUCT: 'iPhone15,2', OS_VERSION: '17.5', UDID: 'x' })],
    ['an IMEI under User Enrollment', () => encodePlist({ PRODUCT: 'iPhone15,2', OS_VERSION: '17.5', IMEI: '35' })],
  ];

  it.each(machineInfos)('refuses machine info that a genuine device signed over %s', async (_name, content) => {
    const { identity, ca } = await phone.device.builtInIdentity();
    const body = signCms({
      content: content(),
      signer: identity,
      detached: false,
      signingTime: office.clock.now(),
      chain: [ca],
    });
    const type = { 'content-type': 'application/pkcs7-signature' };
    const run = () => post('/enroll/account/byod', body, type, 'POST');
    const answer = await changesNothing(office, phone.id, run, { under: '-' });
    expect(answer.status).toBe(400);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  it('refuses machine info that nobody of Apple signed', async () => {
    const { baseUrl } = await phone.device.discover(phone.person.username, office.origin);
    const { identity } = phone.device.requireEnrollment();
    for (const signer of ['unsigned', identity] as const) {
      const run = () => phone.device.postMachineInfo(baseUrl, { mode: 'BYOD', signer });
      const answer = await changesNothing(office, phone.id, run, { under: '-' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).not.toBe(401);
    }
  });

  it('refuses everything but the renewal once the certificate of the device has expired, and that too a year later', async () => {
    await send(office, phone.id, { type: 'SecurityInfo' });
    office.clock.advance(400 * day);
    await expect.poll(async () => (await office.call('devices.get', { id: phone.id })).state).toBe('expired');
    expect((await changesNothing(office, phone.id, () => phone.device.tokenUpdate())).status).toBe(400);
    office.clock.advance(340 * day);
    const report = () => phone.device.report({ Status: 'Idle' });
    expect((await changesNothing(office, phone.id, report)).status).toBe(400);
    expect((await rejections(office, phone.id))[0]).toContain('expired');
  });
});
