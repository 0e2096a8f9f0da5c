// Stand-ins for Apple's services, told to a Russet in another process by its environment.
import { writeFile } from 'node:fs/promises';
import { createHash, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { join } from 'node:path';
import { createAppleDeviceCa, type AppleDeviceCa } from '../device/apple-device-ca.ts';
import { createFakeApns, type FakeApns } from '../fakes/apns.ts';
import type { Call } from './bridge-client.ts';

export interface AppleStandIns {
  readonly apns: FakeApns;
  readonly appleCa: AppleDeviceCa;
  /** For the server's process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the push service and makes a device CA; their certificates are written into `folder`. */
export const createAppleStandIns = async (folder: string): Promise<AppleStandIns> => {
  const [apns, appleCa] = await Promise.all([createFakeApns(), createAppleDeviceCa()]);
  const pushCa = join(folder, 'push-ca.pem');
  const deviceAnchors = join(folder, 'device-anchors.pem');
  await writeFile(pushCa, apns.endpoints.pushTrustedCertificates.join('\n'));
  await writeFile(deviceAnchors, appleCa.pem);
  return {
    apns,
    appleCa,
    env: {
      RUSSET_PUSH_ORIGIN: apns.endpoints.pushOrigin,
      RUSSET_PUSH_CA: pushCa,
      RUSSET_DEVICE_ANCHORS: deviceAnchors,
    },
  };
};

/** Installs the push certificate of the stand-in. */
export const installPushCertificate = async (call: Call, { certificate }: FakeApns): Promise<void> => {
  await call('push.import', { pem: `${certificate.certificatePem}\n${certificate.privateKeyPem}` });
};

const fetchUnchecked = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(text);
      });
    })
      .on('error', reject)
      .end();
  });

/** The root that devices must trust, in PEM: fetched from the listener and compared with what the console shows. */
export const fetchRoot = async (call: Call, port: number): Promise<string> => {
  const pem = await fetchUnchecked(`https://127.0.0.1:${String(port)}/enroll/ca.pem`);
  const shown = (await call('server.get', {})).certificate.rootSha256;
  const actual = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
  if (shown?.replaceAll(':', '').toLowerCase() !== actual) throw new Error('the listener serves another root');
  return pem;
};
