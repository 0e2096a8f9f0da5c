// Discovery: what a device is offered for an identifier, directly and by way of the mail domain.
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officeHost, startOffice, type Office } from '../../support/core.ts';
import { discoveryUrl } from '../../support/device/account-driven.ts';
import type { SimulatedDevice } from '../../support/device/device.ts';
import { createPushAuthority } from '../../support/fakes/apns-certificates.ts';
import {
  accountOf,
  addPerson,
  onlyDeviceOf,
  settingFor,
  type OfficePerson,
} from '../../support/enrollment-scenarios.ts';

describe('discovery', () => {
  let office: Office;
  let phone: SimulatedDevice;
  let anna: OfficePerson;
  beforeAll(async () => {
    office = await startOffice();
    await allowUserEnrollment(office, false);
    anna = await addPerson(office, 'anna');
    phone = office.device({ kind: 'iPhone', osVersion: '18.2' });
  });
  afterAll(async () => {
    await office.stop();
    expect(office.problems).toEqual([]);
  });

  const refusalOf = async (identifier: string): Promise<unknown> => {
    const response = await phone.requestDiscovery(identifier, office.origin);
    expect(response.status).toBe(403);
    expect(response.headers['content-type']).toContain('application/json');
    return JSON.parse(response.body.toString());
  };

  it('scenario 4: unknown and disabled people get the same refusal, in the form a device shows', async () => {
    const bodo = await addPerson(office, 'bodo');
    await office.call('users.setEnabled', { ids: [bodo.id], enabled: false });
    const disabled = await refusalOf(bodo.username);
    expect(disabled).toEqual(await refusalOf('nobody@office.example'));
    expect(disabled).toMatchObject({
      code: 'com.apple.well-known.failed',
      message: expect.stringContaining('Ask your office to add or enable it.') as string,
    });
    await office.call('users.setEnabled', { ids: [bodo.id], enabled: true });
    expect(await phone.discover(bodo.username, office.origin)).toMatchObject({ version: 'mdm-byod' });
  });

  it('scenario 4: the version follows the person’s setting and the kind of device', async () => {
    const dora = await addPerson(office, 'dora');
    await settingFor(office, 'Company devices', [dora], { appleEnrollmentType: 'device' });
    const mac = office.device({ kind: 'Mac', osVersion: '15.1' });
    expect(await phone.discover(anna.username, office.origin)).toMatchObject({ version: 'mdm-byod' });
    expect(await phone.discover(anna.managedAppleId, office.origin)).toMatchObject({ version: 'mdm-byod' });
    expect(await phone.discover('ANNA@Office.Example', office.origin)).toMatchObject({ version: 'mdm-byod' });
    // The default setting leaves Macs out.
    expect(await mac.discover(anna.username, office.origin)).toMatchObject({ version: 'mdm-adde' });
    expect(await phone.discover(dora.username, office.origin)).toMatchObject({ version: 'mdm-adde' });
    for (const family of ['AppleTV', 'Watch', 'Toaster']) {
      const url = discoveryUrl(anna.username, family, office.origin);
      expect((await phone.http.send({ method: 'GET', url })).status).toBe(403);
    }
  });

  it('scenario 4: HEAD is answered without a body, other methods with 405', async () => {
    const url = discoveryUrl(anna.username, 'iPhone', office.origin);
    const head = await phone.http.send({ method: 'HEAD', url });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-type']).toContain('application/json');
    for (const method of ['POST', 'PUT'] as const) {
      const refused = await phone.http.send({ method, url, body: Buffer.from('x') });
      expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });

  it('scenario 4: without a push certificate nobody is offered anything', async () => {
    const bare = await startOffice({ push: false });
    await allowUserEnrollment(bare);
    const person = await addPerson(bare, 'anna');
    const response = await bare.device({ kind: 'iPhone' }).requestDiscovery(person.username, bare.origin);
    expect(response.status).toBe(403);
    expect(response.body.toString()).toContain('push certificate');
    await bare.stop();
    expect(bare.problems).toEqual([]);
  });

  describe('by way of the mail domain', () => {
    let domain: Server;
    let visitor: (kind: 'iPhone' | 'Mac') => SimulatedDevice;
    /** What the mail domain does with a request for the well-known document. */
    let answer: (query: string) => { readonly location: string } | { readonly json: string };
    beforeAll(async () => {
      const authority = await createPushAuthority();
      const { certificatePem, privateKeyPem } = await authority.issueServer(['office.example']);
      domain = createServer({ cert: certificatePem, key: privateKeyPem }, (request, response) => {
        const { search } = new URL(request.url ?? '/', 'https://office.example');
        const reply = answer(search);
        if ('location' in reply) response.writeHead(302, { location: reply.location }).end();
        else response.writeHead(200, { 'content-type': 'application/json' }).end(reply.json);
      });
      await new Promise<void>((resolve) => domain.listen(0, '127.0.0.1', resolve));
      const { port } = domain.address() as AddressInfo;
      visitor = (kind) =>
        office.device({
          kind,
          trusted: [office.rootPem, authority.caPem],
          hosts: {
            'office.example': { address: '127.0.0.1', port },
            [officeHost]: { address: '127.0.0.1', port: office.port },
          },
        });
    });
    afterAll(() => new Promise((resolve) => domain.close(resolve)));

    it('scenario 5: a redirect that copies the query leads to the person’s offer', async () => {
      const { redirectTarget } = await office.call('enrollment.domainFile', { domain: 'office.example' });
      answer = (query) => ({ location: `${redirectTarget}${query}` });
      const device = visitor('iPhone');
      await device.enrollAccountDriven({ ...accountOf(office, anna), discoveryOrigin: undefined });
      expect(await onlyDeviceOf(office, anna)).toMatchObject({ flow: 'account-user', state: 'enrolled' });
    });

    it('scenario 5: a redirect that drops the query is refused with words that name the fault', async () => {
      const { redirectTarget } = await office.call('enrollment.domainFile', { domain: 'office.example' });
      answer = () => ({ location: redirectTarget });
      const response = await visitor('iPhone').requestDiscovery(anna.username);
      expect(response.status).toBe(403);
      expect(JSON.parse(response.body.toString())).toMatchObject({
        code: 'com.apple.well-known.failed',
        description: expect.stringContaining('a redirect must keep the query') as string,
      });
    });

    it('scenario 5: the static file of the Enroll page leads to an enrollment as well', async () => {
      const { json } = await office.call('enrollment.domainFile', { domain: 'office.example' });
      answer = () => ({ json });
      const olga = await addPerson(office, 'olga');
      await visitor('iPhone').enrollAccountDriven({ ...accountOf(office, olga), discoveryOrigin: undefined });
      expect(await onlyDeviceOf(office, olga)).toMatchObject({ flow: 'account-user', state: 'enrolled' });
    });
  });
});
