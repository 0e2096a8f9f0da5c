// The office's name on its authorities: it is given after they were made, so they follow it until a device relies on them.
import { connect } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { officeHost, startOffice, type Office } from '../../support/core.ts';
import { enrollOwned, ownedDevicesGroup } from '../../support/enrolled.ts';

let office: Office;
afterEach(() => office.stop());

const rename = async (organizationName: string): Promise<void> => {
  const { settings } = await office.call('server.get', {});
  await office.call('server.update', { ...settings, organizationName });
};

/** Issuer of the certificate that a device meets, and what the console says of both authorities. */
const names = async () => {
  const met = await new Promise<string>((resolve, reject) => {
    const socket = connect(
      { port: office.port, host: '127.0.0.1', servername: officeHost, rejectUnauthorized: false },
      () => {
        const issuer = socket.getPeerX509Certificate()?.issuer ?? '';
        socket.destroy();
        resolve(issuer);
      },
    );
    socket.on('error', reject);
  });
  const { certificate, authorities } = await office.call('server.get', {});
  const deviceCa = authorities.find(({ role }) => role === 'deviceCa')?.certificate.subject ?? '';
  return { met, shown: certificate.leaf.issuer, deviceCa };
};

const deviceCaOverScep = async (): Promise<string> => {
  const http = office.device({ kind: 'iPhone' }).http;
  const { body } = await http.send({ method: 'GET', url: `${office.origin}/scep?operation=GetCACert` });
  return new X509Certificate(body).subject;
};

it('is on new authorities as soon as it is given, and stays on them', async () => {
  office = await startOffice({ fresh: true });
  expect(await deviceCaOverScep()).toContain('O=My Office');
  await rename('Berg & Co');
  const named = await names();
  for (const name of Object.values(named)) expect(name).toContain('Berg & Co');
  const [entry] = (await office.call('audit.list', { types: ['CA'] })).rows;
  expect(entry).toMatchObject({ name: 'Office root', activity: 'Changed' });

  await office.restart();
  expect(await names()).toEqual(named);
  expect(office.problems).toEqual([]);
});

it('changes no authority on which a device relies', async () => {
  office = await startOffice();
  const owned = await ownedDevicesGroup(office);
  const mac = await enrollOwned(office, 'anna', owned, { kind: 'Mac' });
  const before = await names();
  await rename('Berg & Co');
  await office.restart();
  expect(await names()).toEqual(before);
  await mac.device.connect('device');
  expect((await office.call('devices.get', { id: mac.id })).state).toBe('enrolled');

  // When it has left, nothing depends on them any more.
  await office.call('devices.retire', { id: mac.id });
  await mac.device.connect('device');
  await rename('Berg & Partners');
  for (const name of Object.values(await names())) expect(name).toContain('Berg & Partners');
});
