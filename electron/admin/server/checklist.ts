// The setup checklist: what is done, what is still open, and what to do about it. A pure rule over a few facts.
import type { z } from 'zod';
import type { AbmDeclaration } from '../../../shared/ipc/apple/business-manager.ts';
import type { checklistItem } from '../../../shared/ipc/server/server.ts';
import { type AdminText, say, verbatim } from '../../../shared/locales/admin-texts.ts';
import { shownName } from '../../../shared/locales/shipped.ts';

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

type Finding = Pick<ChecklistItem, 'state' | 'detail'>;

const open = (detail: AdminText): Finding => ({ state: 'open', detail });
const warning = (detail: AdminText): Finding => ({ state: 'warning', detail });
const done = (detail: AdminText): Finding => ({ state: 'done', detail });

const push = ({ push: { notAfter, alarm }, now }: ChecklistFacts): Finding => {
  if (notAfter === undefined) return open(say('checklist.pushMissing'));
  if (notAfter <= now) return warning(say('checklist.pushExpired', { at: notAfter }));
  if (alarm !== undefined) return warning(verbatim(alarm));
  const daysLeft = Math.floor((notAfter - now) / dayMs);
  if (daysLeft < renewWithinDays) {
    return warning(say('checklist.pushExpires', { at: notAfter }));
  }
  return done(say('checklist.pushValid', { at: notAfter }));
};

const businessManager = ({ businessManager: abm }: ChecklistFacts): Finding => {
  if (!abm.accountConnected) return open(say('checklist.abmMissing'));
  if (!abm.federated && abm.validatedDomains.length === 0) {
    return warning(say('checklist.abmNoDomain'));
  }
  const connected =
    abm.organizationName === ''
      ? say('checklist.abmConnected')
      : say('checklist.abmConnectedAs', { name: abm.organizationName });
  return done(
    abm.federated
      ? say('checklist.abmFederated', { connected })
      : say('checklist.abmValidated', { connected, domains: abm.validatedDomains }),
  );
};

const appsAndBooks = ({ businessManager: abm }: ChecklistFacts): Finding => {
  if (!abm.appsAndBooksConnected) return open(say('checklist.appsMissing'));
  if (!abm.appsAndBooksSameOrganization) {
    return warning(say('checklist.appsOther'));
  }
  return done(say('checklist.appsConnected'));
};

const people = ({ people: { users, withManagedAppleId } }: ChecklistFacts): Finding => {
  if (users === 0) return open(say('checklist.peopleMissing'));
  if (withManagedAppleId === 0) {
    return warning(say('checklist.peopleNoId', { count: users }));
  }
  return done(say('checklist.peopleThere', { count: users, withId: withManagedAppleId }));
};

const enrollmentSetting = ({ userEnrollmentSettings: names }: ChecklistFacts): Finding =>
  names.length === 0
    ? open(say('checklist.settingMissing'))
    : done(say('checklist.settingThere', { names: names.map(shownName) }));

const firstDevice = ({ devices }: ChecklistFacts): Finding =>
  devices === 0 ? open(say('checklist.deviceMissing')) : done(say('checklist.deviceThere', { count: devices }));

/** The items in the order in which they are best done. */
export const checklist = (facts: ChecklistFacts): ChecklistItem[] => [
  {
    id: 'push',
    title: say('checklist.push'),
    why: say('checklist.pushWhy'),
    ...push(facts),
  },
  {
    id: 'business-manager',
    title: say('checklist.abm'),
    why: say('checklist.abmWhy'),
    ...businessManager(facts),
  },
  {
    id: 'apps-and-books',
    title: say('checklist.apps'),
    why: say('checklist.appsWhy'),
    ...appsAndBooks(facts),
  },
  {
    id: 'people',
    title: say('checklist.people'),
    why: say('checklist.peopleWhy'),
    ...people(facts),
  },
  {
    id: 'enrollment-setting',
    title: say('checklist.setting'),
    why: say('checklist.settingWhy'),
    ...enrollmentSetting(facts),
  },
  {
    id: 'first-device',
    title: say('checklist.device'),
    why: say('checklist.deviceWhy'),
    ...firstDevice(facts),
  },
];
