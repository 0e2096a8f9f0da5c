// What a device says in whatever spelling: its secrets are in no row of the device log and nowhere in the database.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import { identifiers } from '../../support/device/enrollment.ts';
import { signBody } from '../../support/device/manners.ts';
import { enrollPersonal, type EnrolledDevice } from '../../support/enrolled.ts';

const secret = 'c2VjcmV0LXRoYXQtc3RheXMtaGVyZQ==';
const mac = 'a4:83:e7:11:22:33';

describe('planted secrets', { timeout: 120_000 }, () => {
  let office: Office;
  let phone: EnrolledDevice;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office);
    phone = await enrollPersonal(office, 'anna');
  }, 120_000);
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const spellings = [
    `<key>UnlockToken</key><data>${secret}</data>`,
    `<key>Token</key><string><![CDATA[${secret}]]></string>`,
    `<key>Unlock&#84;oken</key><string>${secret}</string>`,
    `<key><![CDATA[PushMagic]]></key><string>${secret}</string>`,
    `<key>PushMagic</key><!-- between --><string>${secret}</string>`,
    `<key>Other</key><string>x</string><!-- ${secret} -->`,
    `<key a="b">PushMagic</key><string note="${secret}">${secret}</string>`,
    `<key>Password</key><array><dict><key>Inner</key><string>${secret}</string></dict></array>`,
    `<key>pushMagic</key><string>${secret}</string>`,
    `<key>Data</key><data>${Buffer.from(JSON.stringify({ Token: secret, mac })).toString('base64')}</data>`,
    `<key>Status</key><oops>${secret}`,
    `<key>WiFiMAC</key><string>${mac}</string>`,
  ];

  it('are in no row of the log and nowhere in the database, believed or not', async () => {
    const enrollment = phone.device.requireEnrollment();
    const { identity } = enrollment;
    if (!identity) throw new Error('no identity');
    const authorization = `Bearer ${phone.device.account?.tokens.accessToken ?? ''}`;
    const { EnrollmentID: enrollmentId } = identifiers(enrollment, 'device', phone.device) as { EnrollmentID: string };
    const statuses = new Set<number>();
    for (const spelling of spellings) {
      const body = Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>Status</key><string>Idle</string>` +
          `<key>EnrollmentID</key><string>${enrollmentId}</string>${spelling}</dict></plist>`,
      );
      for (const path of ['/mdm/connect', '/mdm/checkin']) {
        for (const headers of [signBody(body, identity, {}, office.clock.now()).headers, {}]) {
          const url = `${office.origin}${path}`;
          const sent = await phone.device.http.send({
            method: 'PUT',
            url,
            headers: { ...headers, authorization },
            body,
          });
          statuses.add(sent.status);
        }
      }
    }
    expect([...statuses].sort()).toEqual([200, 400]);

    const inJson = Buffer.from(JSON.stringify({ Token: secret, mac })).toString('base64');
    for (const enrollmentId of [phone.id, '-']) {
      const { rows } = await office.call('logs.list', { enrollmentId, pageSize: 100 });
      expect(rows.length).toBeGreaterThan(0);
      for (const { id } of rows) {
        const row = JSON.stringify(await office.call('logs.get', { id }));
        for (const planted of [secret, mac, inJson]) expect(row).not.toContain(planted);
      }
    }
    for (const name of await readdir(office.dataDir)) {
      if (!name.startsWith('russet.db')) continue;
      const bytes = await readFile(join(office.dataDir, name));
      for (const planted of [secret, mac, inJson]) expect([name, bytes.includes(planted)]).toEqual([name, false]);
    }
  });
});
