// The setup checklist: what is done, what is still open, and what to do about it. A pure rule over a few facts.
import type { z } from 'zod';
import type { AbmDeclaration } from '../../../shared/ipc/apple/business-manager.ts';
import type { checklistItem } from '../../../shared/ipc/server/server.ts';
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import { shownName } from '../../../shared/locales/shipped.ts';
import { hostNameConcern } from '../../../shared/model/host-name.ts';
import { day } from '../../core/durations.ts';
import type { Settings } from '../../core/settings.ts';

export type ChecklistItem = z.infer<typeof checklistItem>;

export interface ChecklistFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly office: {
    /** Undefined while nobody has named the office. */
    readonly name: string | undefined;
    /** Where devices are sent now. */
    readonly hostName: string;
    /** False: nobody chose it, it is the name of this computer. */
    readonly hostChosen: boolean;
  };
  readonly certificate: {
    readonly issuer: string;
    /** Devices trust it by themselves, because a public authority issued it. */
    readonly publiclyTrusted: boolean;
    readonly warnings: readonly AdminText[];
  };
  /** Host of the mail server; undefined while there is none. */
  readonly mailHost: string | undefined;
  readonly domains: {
    /** What the last check of each domain's file found. */
    readonly checks: Settings['domainChecks'];
    /** `https://name:port` of this server, to which the files must lead. */
    readonly origin: string;
  };
  readonly push: { readonly notAfter: number | undefined; readonly alarm: AdminText | undefined };
  readonly businessManager: AbmDeclaration;
  readonly people: { readonly users: number; readonly withManagedAppleId: number };
  /** Names of Device Registration Settings that ask for User Enrollment. */
  readonly userEnrollmentSettings: readonly string[];
  readonly devices: number;
}

/** When a push certificate that still works starts to worry. */
const renewWithinDays = 30;

type Finding = Pick<ChecklistItem, 'state' | 'detail'>;

const open = (detail: AdminText): Finding => ({ state: 'open', detail });
const warning = (detail: AdminText): Finding => ({ state: 'warning', detail });
const done = (detail: AdminText): Finding => ({ state: 'done', detail });

const office = ({ office: { name, hostName, hostChosen } }: ChecklistFacts): Finding => {
  if (name === undefined) return open(say('checklist.officeNameless'));
  if (!hostChosen) return open(say('checklist.hostUnchosen', { host: hostName }));
  const concern = hostNameConcern(hostName);
  return concern === undefined ? done(say('checklist.officeThere', { name, host: hostName })) : warning(concern);
};

const certificate = (facts: ChecklistFacts): Finding => {
  const { issuer, publiclyTrusted, warnings } = facts.certificate;
  const [problem] = warnings;
  if (problem !== undefined) return warning(problem);
  if (publiclyTrusted) return done(say('checklist.certificateTrusted', { issuer }));
  // Under account-driven enrollment the device meets the server before any profile could make it trust the server.
  if (facts.userEnrollmentSettings.length > 0) return warning(say('checklist.certificateNotForAccounts'));
  return facts.devices > 0
    ? done(say('checklist.certificateByProfile'))
    : warning(say('checklist.certificateUntrusted'));
};

const mail = ({ mailHost }: ChecklistFacts): Finding =>
  mailHost === undefined ? open(say('checklist.mailMissing')) : done(say('checklist.mailThere', { host: mailHost }));

const domain = ({ businessManager: { validatedDomains }, domains: { checks, origin } }: ChecklistFacts): Finding => {
  const wanted = validatedDomains.length > 0 ? validatedDomains : checks.map((check) => check.domain);
  const current = checks.filter((check) => check.origin === origin && wanted.includes(check.domain));
  const failed = current.filter((check) => !check.ok).map((check) => check.domain);
  if (failed.length > 0) return warning(say('checklist.domainFailed', { domains: failed }));
  const unchecked = wanted.filter((name) => !current.some((check) => check.domain === name));
  if (wanted.length === 0) return open(say('checklist.domainNone'));
  if (unchecked.length > 0) return open(say('checklist.domainUnchecked', { domains: unchecked }));
  const since = Math.min(...current.map((check) => check.at));
  return done(say('checklist.domainThere', { domains: wanted, at: since }));
};

const push = ({ push: { notAfter, alarm }, now }: ChecklistFacts): Finding => {
  if (notAfter === undefined) return open(say('checklist.pushMissing'));
  if (notAfter <= now) return warning(say('checklist.pushExpired', { at: notAfter }));
  if (alarm !== undefined) return warning(alarm);
  const daysLeft = Math.floor((notAfter - now) / day);
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
    id: 'office',
    title: say('checklist.office'),
    why: say('checklist.officeWhy'),
    ...office(facts),
  },
  {
    id: 'certificate',
    title: say('checklist.certificate'),
    why: say('checklist.certificateWhy'),
    ...certificate(facts),
  },
  {
    id: 'push',
    title: say('checklist.push'),
    why: say('checklist.pushWhy'),
    ...push(facts),
  },
  {
    id: 'mail',
    title: say('checklist.mail'),
    why: say('checklist.mailWhy'),
    ...mail(facts),
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
    id: 'domain',
    title: say('checklist.domain'),
    why: say('checklist.domainWhy'),
    ...domain(facts),
  },
  {
    id: 'first-device',
    title: say('checklist.device'),
    why: say('checklist.deviceWhy'),
    ...firstDevice(facts),
  },
];
