// The setup checklist: what is done, what is still open, and what to do about it. A pure rule over a few facts.
import type { z } from 'zod';
import type { AbmDeclaration, checklistItem } from '../../shared/ipc/server.ts';

export type ChecklistItem = z.infer<typeof checklistItem>;

export interface ChecklistFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly push: { readonly notAfter: number | undefined; readonly alarm: string | undefined };
  readonly businessManager: AbmDeclaration;
  readonly people: { readonly users: number; readonly withManagedAppleId: number };
  /** Names of Device Registration Settings that ask for User Enrollment. */
  readonly userEnrollmentSettings: readonly string[];
  readonly devices: number;
}

const dayMs = 86_400_000;
/** When a push certificate that still works starts to worry. */
const renewWithinDays = 30;

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

type Finding = Pick<ChecklistItem, 'state' | 'detail'>;

const open = (detail: string): Finding => ({ state: 'open', detail });
const warning = (detail: string): Finding => ({ state: 'warning', detail });
const done = (detail: string): Finding => ({ state: 'done', detail });

const push = ({ push: { notAfter, alarm }, now }: ChecklistFacts): Finding => {
  if (notAfter === undefined) return open('No push certificate is installed. Import it on the Server page.');
  if (notAfter <= now)
    return warning(`The push certificate expired on ${day(notAfter)}. Renew it with the same Apple account.`);
  if (alarm !== undefined) return warning(alarm);
  const daysLeft = Math.floor((notAfter - now) / dayMs);
  if (daysLeft < renewWithinDays) {
    return warning(`The push certificate expires on ${day(notAfter)}. Renew it with the same Apple account.`);
  }
  return done(`Valid until ${day(notAfter)}.`);
};

const businessManager = ({ businessManager: abm }: ChecklistFacts): Finding => {
  if (!abm.accountConnected) return open('Declare the account on the Apple Business Manager page.');
  if (!abm.federated && abm.validatedDomains.length === 0) {
    return warning('Neither federation nor a validated domain is declared, so no Managed Apple ID can be accepted.');
  }
  const name = abm.organizationName === '' ? 'Connected' : `Connected as ${abm.organizationName}`;
  return done(abm.federated ? `${name}, federated.` : `${name}, validated: ${abm.validatedDomains.join(', ')}.`);
};

const appsAndBooks = ({ businessManager: abm }: ChecklistFacts): Finding => {
  if (!abm.appsAndBooksConnected) return open('Declare Apps and Books on the Apple Business Manager page.');
  if (!abm.appsAndBooksSameOrganization) {
    return warning(
      'Apps and Books belongs to another organization than the Managed Apple IDs; use one of the same organization.',
    );
  }
  return done('Connected, of the same organization.');
};

const people = ({ people: { users, withManagedAppleId } }: ChecklistFacts): Finding => {
  if (users === 0) return open('Add the people whose devices you want to manage on the Users page.');
  const total = `${String(users)} ${users === 1 ? 'user' : 'users'}`;
  if (withManagedAppleId === 0) {
    return warning(`${total}, none of them with a Managed Apple ID. Their devices can only use Device Enrollment.`);
  }
  return done(`${total}, ${String(withManagedAppleId)} with a Managed Apple ID.`);
};

const enrollmentSetting = ({ userEnrollmentSettings: names }: ChecklistFacts): Finding =>
  names.length === 0
    ? open(
        'Every setting asks for Device Enrollment. Add one with User Enrollment for a user group under User Settings.',
      )
    : done(`User Enrollment: ${names.join(', ')}.`);

const firstDevice = ({ devices }: ChecklistFacts): Finding =>
  devices === 0
    ? open('Invite somebody on the Enroll page.')
    : done(devices === 1 ? 'One device is enrolled.' : `${String(devices)} devices are enrolled.`);

/** The items in the order in which they are best done. */
export const checklist = (facts: ChecklistFacts): ChecklistItem[] => [
  {
    id: 'push',
    title: 'Push certificate',
    why: 'Devices are woken through Apple; without the certificate none can enroll.',
    ...push(facts),
  },
  {
    id: 'business-manager',
    title: 'Apple Business Manager',
    why: 'Managed Apple IDs, and with them User Enrollment, come from there.',
    ...businessManager(facts),
  },
  {
    id: 'apps-and-books',
    title: 'Apps and Books',
    why: 'User Enrollment needs app licenses of the same organization as the Managed Apple IDs.',
    ...appsAndBooks(facts),
  },
  {
    id: 'people',
    title: 'People',
    why: 'Every device belongs to a person, who signs in to enroll it.',
    ...people(facts),
  },
  {
    id: 'enrollment-setting',
    title: 'User Enrollment setting',
    why: 'It decides who may enroll a personal device without giving the office control over all of it.',
    ...enrollmentSetting(facts),
  },
  {
    id: 'first-device',
    title: 'First device',
    why: 'Shows that everything works from end to end.',
    ...firstDevice(facts),
  },
];
