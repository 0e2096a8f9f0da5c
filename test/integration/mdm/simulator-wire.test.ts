// The simulated device and the server's wire code share nothing: here each reads what the other wrote.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCheckin, resolveSpeaker } from '../../../electron/mdm/checkin/messages.ts';
import { readMachineInfo } from '../../../electron/mdm/enroll/machine-info.ts';
import { createMachineInfoVerifier, machineInfoAnchorOf } from '../../../electron/mdm/enroll/machine-info-verifier.ts';
import { enrollmentProfile } from '../../../electron/mdm/enroll/profile.ts';
import { verifyDetached } from '../../../electron/wire/cms.ts';
import { buildPlist, parsePlistDict } from '../../../electron/wire/plist.ts';
import { machineInfo } from '../../support/device/answers.ts';
import { createAppleDeviceCa } from '../../support/device/apple-device-ca.ts';
import type { AppleDeviceCa } from '../../support/device/apple-device-ca.ts';
import { mdmSignature, signCms } from '../../support/device/cms.ts';
import { createSimulatedDevice } from '../../support/device/device.ts';
import { authenticateMessage, beginEnrollment, tokenUpdateMessage } from '../../support/device/enrollment.ts';
import type { Identity } from '../../support/device/keys-and-csr.ts';
import { encodeBinaryPlist, encodePlist } from '../../support/device/plist.ts';
import { parseEnrollmentProfile } from '../../support/device/profile.ts';
import type { EnrollmentExpectation, EnrollmentProfile } from '../../support/device/profile.ts';

let ca: AppleDeviceCa;
let identity: Identity;
beforeAll(async () => {
  ca = await createAppleDeviceCa();
  identity = await ca.issueDeviceIdentity();
});

const account = 'ann@office.example';
const mac = createSimulatedDevice({ kind: 'Mac', osVersion: '14.5', trusted: [] });
const phone = createSimulatedDevice({ kind: 'iPhone', osVersion: '17.5', trusted: [] });

type Flow = Parameters<typeof enrollmentProfile>[0]['flow'];

const serve = (flow: Flow, device: typeof mac, expectation: EnrollmentExpectation): EnrollmentProfile => {
  const profile = enrollmentProfile({
    flow,
    enrollmentType: flow.endsWith('-user') ? 'user' : 'device',
    platform: device.traits.kind === 'Mac' ? 'macOS' : 'iOS',
    managedAppleId: account,
    commonName: 'handle',
    challenge: 'once',
    topic: 'com.apple.mgmt.External.1',
    rootCertificates: [ca.certificate],
    organizationName: 'Office',
    origin: 'https://office.example',
    identifier: 'example.office.enroll',
    uuid: randomUUID,
  });
  return parseEnrollmentProfile(Buffer.from(buildPlist(profile)), expectation, device.traits);
};

const flows: readonly [Flow, EnrollmentExpectation][] = [
  ['profile-device', { flow: 'profile' }],
  ['profile-user', { flow: 'profile', signedInAccount: account }],
  ['account-user', { flow: 'account-driven', mode: 'BYOD', signedInAccount: account }],
  ['account-device', { flow: 'account-driven', mode: 'ADDE', signedInAccount: account }],
];

describe('the simulated device and the server on the wire', () => {
  for (const [flow, expectation] of flows) {
    it.each([mac, phone])(`a $traits.kind accepts the ${flow} profile and the server its messages`, (device) => {
      const profile = serve(flow, device, expectation);
      expect(profile.warnings).toEqual([]);
      const enrollment = beginEnrollment(profile, expectation, device.traits);
      const messages = [
        authenticateMessage(enrollment, device),
        tokenUpdateMessage(enrollment, 'device', device),
        ...(device === mac ? [tokenUpdateMessage(enrollment, 'user', device)] : []),
      ];
      const speakers = messages.map((message) => {
        const decoded = parsePlistDict(encodePlist(message));
        expect(() => parsePlistDict(encodeBinaryPlist(message))).toThrow('binary');
        expect(decodeCheckin(decoded)).toMatchObject({ MessageType: message.MessageType });
        return resolveSpeaker(decoded);
      });
      const id = enrollment.enrollmentId ?? device.udid;
      const type = enrollment.userEnrollment ? 'user' : 'device';
      expect(speakers.slice(0, 2)).toEqual([
        { enrollmentId: id, channelId: id, kind: 'device', type },
        { enrollmentId: id, channelId: id, kind: 'device', type },
      ]);
      if (device === mac) expect(speakers[2]).toMatchObject({ channelId: `${id}:${enrollment.userId}`, kind: 'user' });
    });
  }

  it.each(['sha1', 'sha256'] as const)(
    'the server verifies an Mdm-Signature with %s and refuses it altered',
    (digest) => {
      const body = encodePlist({ Status: 'Idle' });
      const signature = Buffer.from(
        mdmSignature(body, identity, { digest, clockSkewMs: 10 * 365 * 86_400_000 }),
        'base64',
      );
      expect(verifyDetached(signature, body).signer.der).toEqual(identity.certificate);
      expect(() => verifyDetached(signature, Buffer.concat([body, Buffer.from('\n')]))).toThrow();
    },
  );

  it.each(['sha1', 'sha256'] as const)(
    'the server reads machine info with %s, from its own anchor only',
    async (digest) => {
      const chain = [ca.certificate];
      const message = (user: boolean): Buffer =>
        signCms({
          content: encodePlist(machineInfo(phone, user)),
          signer: identity,
          detached: false,
          digest,
          signingTime: Date.now(),
          chain,
        });
      const verifier = createMachineInfoVerifier({ anchors: [machineInfoAnchorOf(ca.pem)] });
      expect(readMachineInfo(message(true), verifier)).toMatchObject({
        platform: 'iOS',
        osVersion: '17.5',
        identifiers: [],
      });
      expect(readMachineInfo(message(false), verifier)).toMatchObject({ udid: phone.udid, serialNumber: phone.serial });
      const foreign = createMachineInfoVerifier({ anchors: [machineInfoAnchorOf((await createAppleDeviceCa()).pem)] });
      expect(() => readMachineInfo(message(true), foreign)).toThrow('genuine');
    },
  );
});
