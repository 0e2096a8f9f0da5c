// The Profile Service on the device: it signs what it is with its built-in certificate, gets an identity, asks again with
// that, and installs the enrollment profile that comes back. Every step is public, so that a test can break each one.
import { EnrollmentStopped, type Person } from './account-driven.ts';
import { machineInfo } from './answers.ts';
import { signCms } from './cms.ts';
import type { SimulatedDevice } from './device.ts';
import type { Enrollment } from './enrollment.ts';
import { mediaType, type HttpResponse } from './https-client.ts';
import type { Identity } from './keys-and-csr.ts';
import { encodePlist, type PlistInputDict } from './plist.ts';
import {
  isUserEnrollmentProfile,
  parseEnrollmentProfile,
  parseIdentityProfile,
  parseProfileService,
  ProfileRefused,
  type ProfileServiceSettings,
} from './profile.ts';
import { profileMediaType } from './web-session.ts';

export interface AttributesOptions {
  /** Signs with this identity; by default the built-in one. `unsigned` sends the bare plist. */
  readonly signer?: Identity | 'unsigned';
  readonly extraKeys?: PlistInputDict;
}

/** POSTs the attributes that the payload asks for. */
export const postAttributes = async (
  device: SimulatedDevice,
  service: ProfileServiceSettings,
  options: AttributesOptions = {},
): Promise<HttpResponse> => {
  const builtIn = await device.builtInIdentity();
  const signer = options.signer ?? builtIn.identity;
  const known = Object.entries(machineInfo(device, false)).filter(([key]) => service.attributes.includes(key));
  const content = encodePlist({
    ...Object.fromEntries(known),
    ...(service.challenge === undefined ? {} : { CHALLENGE: service.challenge }),
    ...options.extraKeys,
  });
  const chain = signer === builtIn.identity ? [builtIn.ca] : [];
  return device.http.send({
    method: 'POST',
    url: service.url,
    headers: { 'content-type': 'application/pkcs7-signature', 'user-agent': 'Profile/1.0' },
    body:
      signer === 'unsigned' ? content : signCms({ content, signer, detached: false, signingTime: device.now(), chain }),
  });
};

/** The profile of an answer. Throws EnrollmentStopped when none came. */
export const profileIn = (response: HttpResponse): Buffer => {
  if (response.status === 200 && mediaType(response) === profileMediaType) return response.body;
  throw new EnrollmentStopped('profile service', 'no profile came back', response);
};

/** Says what the device is and gets the identity for asking again. */
export const introduce = async (device: SimulatedDevice, service: ProfileServiceSettings): Promise<Identity> => {
  const { profile, scep } = parseIdentityProfile(profileIn(await postAttributes(device, service)));
  device.http.trust(profile.certificates);
  return device.newIdentity({ scep });
};

/** Opens an invitation in Safari, signs in, downloads the Profile Service payload and goes through with it. */
export const enrollByProfileService = async (
  device: SimulatedDevice,
  link: string,
  person: Person,
): Promise<Enrollment> => {
  const service = parseProfileService(await device.downloadByInvitation(link, person));
  const identity = await introduce(device, service);
  const bytes = profileIn(await postAttributes(device, service, { signer: identity }));
  const expectation = { flow: 'profile', signedInAccount: person.username } as const;
  if (isUserEnrollmentProfile(parseEnrollmentProfile(bytes, expectation, device.traits).mdm)) {
    throw new ProfileRefused(['Server returned a user enrollment profile']);
  }
  return device.enrollWithProfile(bytes);
};
