// Records in the audit trail what people and devices do by themselves: sign-ins on the enrollment pages, devices that
// enroll, and devices from which the management is removed.
import { enrollmentStateLabel, enrollmentTypeLabel, type EnrollmentState } from '../../shared/model/enrollment.ts';
import type { DevicesStore } from '../db/stores/protocol/devices.ts';
import type { SignInOutcome } from '../sign-in/sign-in.ts';
import { say } from '../../shared/locales/admin-texts.ts';
import { addressLockedKey, type Notifications } from '../office/notifications.ts';
import { changesBetween, type Audit } from '../office/audit.ts';
import { minute } from '../core/durations.ts';

interface Person {
  readonly username: string;
  readonly displayName: string;
}

export interface AuditedArrivals {
  /** Sign-ins in made-up names are no account's and stay out: strangers could fill the trail with them. */
  signIn(person: Person, outcome: SignInOutcome, remoteAddress: string): Promise<void>;
  /** Sign-ins from an address have to wait so long. */
  addressLocked(address: string, lockMs: number): Promise<void>;
  /** The first TokenUpdate of a device arrived. */
  enrolled(enrollmentId: string): Promise<void>;
  /** A device says that it cannot renew its identity. */
  renewalFailed(enrollmentId: string, problem: string): Promise<void>;
  /** A device said that its management profile was removed. */
  ended(enrollmentId: string, before: EnrollmentState): Promise<void>;
  /** Somebody tried to enroll a device that is another person's here. */
  taken(enrollmentId: string): Promise<void>;
}

const reasons: Readonly<Record<Exclude<SignInOutcome, 'signed-in'>, string>> = {
  wrong: 'Wrong password or PIN',
  disabled: 'The account is disabled',
};

export const createAuditedArrivals = (deps: {
  readonly audit: Audit;
  readonly devices: Pick<DevicesStore, 'find'>;
  readonly notifications: Pick<Notifications, 'raise'>;
}): AuditedArrivals => {
  const { audit, devices } = deps;
  return {
    async signIn({ username, displayName }, outcome, remoteAddress) {
      await audit.record({
        actor: username,
        category: 'Users',
        type: 'Sign-In',
        name: displayName,
        activity: outcome === 'signed-in' ? 'Signed In' : 'Sign-In Failed',
        changes: [
          { attribute: 'Address', after: remoteAddress },
          ...(outcome === 'signed-in' ? [] : [{ attribute: 'Reason', after: reasons[outcome] }]),
        ],
      });
    },

    async addressLocked(address, lockMs) {
      await audit.record({
        actor: address,
        category: 'Users',
        type: 'Sign-In',
        name: address,
        activity: 'Sign-In Failed',
        changes: [{ attribute: 'Locked For', after: `${String(Math.ceil(lockMs / minute))} minutes` }],
      });
      await deps.notifications.raise({
        key: addressLockedKey(address),
        severity: 'Warning',
        type: 'Device Enrollment',
        componentType: 'Russet',
        component: address,
        title: say('notices.addressLocked', { address }),
        detail: say('notices.addressLockedDetail', { minutes: Math.ceil(lockMs / minute) }),
        page: '/server',
      });
    },

    async enrolled(enrollmentId) {
      const row = (await devices.find(enrollmentId))?.row;
      if (row === undefined) return;
      await audit.record({
        actor: row.email ?? 'Device',
        category: 'Devices',
        type: 'Device',
        name: row.name,
        activity: 'Enrolled',
        changes: changesBetween(undefined, {
          User: row.userDisplayName,
          OS: [row.platform, row.osVersion].filter(Boolean).join(' '),
          'Enrollment Type': enrollmentTypeLabel[row.enrollmentType],
          'Enrollment ID': row.id,
        }),
      });
    },

    async renewalFailed(enrollmentId, problem) {
      const row = (await devices.find(enrollmentId))?.row;
      if (row === undefined) return;
      await audit.record({
        actor: row.email ?? 'Device',
        category: 'Devices',
        type: 'Device',
        name: row.name,
        activity: 'Renewal Failed',
        changes: [{ attribute: 'Reason', after: problem }],
      });
    },

    async ended(enrollmentId, before) {
      const row = (await devices.find(enrollmentId))?.row;
      if (row === undefined || row.state === before) return;
      await audit.record({
        actor: row.email ?? 'Device',
        category: 'Devices',
        type: 'Device',
        name: row.name,
        activity: 'Unenrolled',
        changes: changesBetween({ Status: enrollmentStateLabel[before] }, { Status: enrollmentStateLabel[row.state] }),
      });
    },

    async taken(enrollmentId) {
      const row = (await devices.find(enrollmentId))?.row;
      if (row === undefined) return;
      await deps.notifications.raise({
        key: `device-taken:${enrollmentId}`,
        severity: 'Warning',
        type: 'Device Enrollment',
        componentType: 'Device',
        component: row.name,
        title: say('notices.deviceTaken', { name: row.name }),
        detail: say('notices.deviceTakenDetail', { name: row.name, owner: row.userDisplayName ?? '–' }),
        page: `/devices/${encodeURIComponent(enrollmentId)}`,
      });
    },
  };
};
