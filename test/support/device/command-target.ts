// Joins the commands to the device they change.
import { EnrollmentStopped } from './account-driven.ts';
import type { Channel } from './command-rules.ts';
import type { CommandTarget } from './commands.ts';
import type { DeviceState } from './device-state.ts';
import { hasUserChannel } from './enrollment.ts';
import type { Enrollment } from './enrollment.ts';
import type { HttpResponse } from './https-client.ts';
import type { Identity } from './keys-and-csr.ts';
import { isDict } from './plist.ts';
import type { PlistInputDict } from './plist.ts';
import { checkReplacement, parseEnrollmentProfile } from './profile.ts';
import type { EnrollmentProfile } from './profile.ts';

/** The steps of a device that commands set off. */
export interface ActingDevice extends DeviceState {
  newIdentity(profile: EnrollmentProfile): Promise<Identity>;
  authenticate(): Promise<HttpResponse>;
  tokenUpdate(channel: Channel): Promise<HttpResponse>;
  declarativeManagement(endpoint: string, data: string | undefined, channel: Channel): Promise<HttpResponse>;
  leave(): Promise<void>;
}

const renew = async (device: ActingDevice, enrollment: Enrollment, bytes: Buffer): Promise<void> => {
  const next = parseEnrollmentProfile(bytes, enrollment.expectation, device.traits);
  checkReplacement(enrollment.profile, next);
  const old = { profile: enrollment.profile, identity: enrollment.identity };
  device.http.trust(next.certificates);
  const identity = await device.newIdentity(next);
  Object.assign(enrollment, { profile: next, identity });
  const answers = [await device.authenticate()];
  if (answers[0]?.status === 200) answers.push(await device.tokenUpdate('device'));
  if (hasUserChannel(enrollment, device.traits)) answers.push(await device.tokenUpdate('user'));
  const refused = answers.find((answer) => answer.status !== 200);
  if (refused !== undefined) {
    Object.assign(enrollment, old);
    throw new EnrollmentStopped('renewal', 'the server refused', refused);
  }
  device.profiles.delete(old.profile.identifier);
  device.profiles.set(next.identifier, next);
};

// Fetches what declaration-items lists and reports each as valid; a refusal on the way ends it, as on a device.
const synchronizeDeclarations = async (device: ActingDevice, channel: Channel): Promise<void> => {
  const tokens = await device.declarativeManagement('tokens', undefined, channel);
  if (tokens.status !== 200) return;
  const items = await device.declarativeManagement('declaration-items', undefined, channel);
  if (items.status !== 200 || items.body.length === 0) return;
  const parsed: unknown = JSON.parse(items.body.toString('utf8'));
  const groups = isDict(parsed) && isDict(parsed.Declarations) ? parsed.Declarations : {};
  const reports: Record<string, object[]> = {};
  for (const [group, entries] of Object.entries(groups)) {
    const kind = group.toLowerCase().replace(/s$/, '');
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (!isDict(entry) || typeof entry.Identifier !== 'string') continue;
      const endpoint = `declaration/${kind}/${entry.Identifier}`;
      const answer = await device.declarativeManagement(endpoint, undefined, channel);
      const valid = answer.status === 200 ? 'valid' : 'invalid';
      const state = {
        identifier: entry.Identifier,
        'server-token': entry.ServerToken,
        active: valid === 'valid',
        valid,
      };
      (reports[`${kind}s`] ??= []).push(state);
    }
  }
  const status = { StatusItems: { management: { declarations: reports } }, Errors: [], FullReport: true };
  await device.declarativeManagement('status', JSON.stringify(status), channel);
};

/** What commands of one session act on. */
export const createCommandTarget = (device: ActingDevice, enrollment: Enrollment, channel: Channel): CommandTarget => ({
  get facts() {
    const { identity } = enrollment;
    if (identity === undefined) throw new Error('the device has no identity yet: call scepEnroll() first');
    return {
      traits: device.traits,
      userEnrollment: enrollment.userEnrollment,
      name: device.name,
      udid: device.udid,
      serial: device.serial,
      imei: device.imei,
      supervised: device.supervised,
      passcodePresent: device.passcodePresent,
      pushToken: enrollment.push[channel].token,
      shortUserName: device.shortUserName,
      organizationInfo: device.organizationInfo,
      profiles: [...device.profiles.values()],
      identityCertificate: identity.certificate,
      apps: device.apps,
      managedApps: [...device.managedApps.values()],
    };
  },
  get accessRights() {
    return enrollment.profile.mdm.accessRights;
  },
  unlockToken: enrollment.unlockToken,
  enrollmentProfileIdentifier: enrollment.profile.identifier,
  rename(name) {
    device.name = name;
  },
  setOrganizationInfo(info) {
    device.organizationInfo = Object.fromEntries(
      Object.entries(info).filter(([, value]) => value !== null),
    ) as PlistInputDict;
  },
  lock(message) {
    device.lockedWith = message ?? '';
  },
  clearPasscode() {
    device.passcodePresent = false;
  },
  erase() {
    device.forget('the device was erased');
    device.profiles.clear();
    device.erased = true;
  },
  keepProfile(profile) {
    device.profiles.set(profile.identifier, profile);
    device.http.trust(profile.certificates);
  },
  dropProfile: (identifier) => void device.profiles.delete(identifier),
  keepManagedApp: (app) => void device.managedApps.set(app.identifier, app),
  dropManagedApp: (identifier) => device.managedApps.delete(identifier),
  renewEnrollment: (bytes) => renew(device, enrollment, bytes),
  leave: () => device.leave(),
  synchronizeDeclarations: (on) => synchronizeDeclarations(device, on),
});
