// The office of the demo: its people, groups and settings. Everything goes in by the contract.
import type { Call } from '../running/bridge-client.ts';
import { addSetting, setDefault } from '../user-settings.ts';

export const officeName = 'Lindner & Park Architects';
export const officeDomain = 'lindner-park.example';
export const officeHost = `mdm.${officeDomain}`;
/** Of everybody who has a device. */
export const demoPassword = 'maple-street-42';

type GroupName = 'Architects' | 'Site Managers' | 'Back Office' | 'Model Workshop' | 'Shared Devices';

interface Person {
  readonly first: string;
  readonly last: string;
  readonly groups: readonly GroupName[];
  /** Has no Managed Apple ID. */
  readonly plain?: boolean;
}

const person = (name: string, groups: readonly GroupName[], plain = false): Person => {
  const [first = '', last = ''] = name.split(' ');
  return { first, last, groups, plain };
};

const people: readonly Person[] = [
  person('Anna Lindner', ['Architects']),
  person('James Park', ['Architects']),
  person('Lukas Schneider', ['Site Managers']),
  person('Emily Carter', ['Architects']),
  person('Jürgen Groß', ['Site Managers'], true),
  person('Sophie Weber', ['Back Office']),
  person('Oliver Hughes', ['Architects', 'Model Workshop']),
  person('Katharina Vogel', ['Back Office']),
  person('Thomas Baker', ['Site Managers']),
  person('Mia Schröder', ['Architects']),
  person('Daniel Wright', ['Architects']),
  person('Hannah Krüger', ['Architects', 'Model Workshop']),
  person('George Mitchell', ['Model Workshop', 'Shared Devices'], true),
  person('Leonie Maier', ['Back Office']),
  person('Charlotte Evans', ['Back Office']),
  person('Felix Neumann', ['Architects']),
  person('Jonas Hartmann', ['Site Managers']),
  person('Amelia Turner', ['Architects']),
  person('Paul Zimmermann', ['Model Workshop']),
  person('Isabel Cooper', ['Architects']),
  person('Marie Köhler', ['Back Office']),
  person('Henry Walker', ['Site Managers'], true),
  person('Laura Brandt', ['Architects']),
  person('William Reed', ['Model Workshop']),
  person('Nina Schäfer', ['Architects']),
  person('Grace Morgan', ['Back Office']),
  person('Stefan Busch', ['Site Managers']),
  person('Clara Winkler', ['Architects']),
  person('Edward Collins', ['Architects'], true),
  person('Martin Vogt', ['Back Office']),
];

const groups: Readonly<Record<GroupName, string>> = {
  Architects: 'Plan and draw; own phones and tablets',
  'Site Managers': 'On building sites; phones of the office',
  'Back Office': 'Accounting, front desk and letters',
  'Model Workshop': 'Cardboard, wood and the 3D printer',
  'Shared Devices': 'Nobody’s own: meeting rooms and the workshop',
};

const ascii = (text: string): string =>
  text.toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss');

/** The account of a person of the demo, by the full name. */
export const accountOf = (fullName: string) => {
  const [first = '', last = ''] = fullName.split(' ');
  const local = `${ascii(first)}.${ascii(last)}`;
  return { username: `${local}@${officeDomain}`, managedAppleId: `${local}@appleid.${officeDomain}` };
};

const createGroups = async (call: Call): Promise<Map<GroupName, string>> => {
  const ids = new Map<GroupName, string>();
  for (const [name, description] of Object.entries(groups) as [GroupName, string][]) {
    ids.set(name, (await call('groups.create', { name, description })).id);
  }
  return ids;
};

const createSettings = async (call: Call, groupIds: ReadonlyMap<GroupName, string>): Promise<void> => {
  const idOf = (name: GroupName): string => groupIds.get(name) ?? '';
  await setDefault(call, 'registration', { appleEnrollmentType: 'user', includeMacos: true });
  await addSetting(call, 'registration', {
    name: 'Devices of the Office',
    body: { appleEnrollmentType: 'device', ownership: 'company-owned' },
    groupIds: [idOf('Site Managers'), idOf('Shared Devices')],
  });
  await addSetting(call, 'registration', {
    name: 'Back Office',
    body: {
      appleEnrollmentType: 'user',
      includeMacos: false,
      minimumVersions: { iOS: '16', iPadOS: '16' },
      ownership: 'user-owned',
    },
    groupIds: [idOf('Back Office')],
  });
};

/** Declares, groups, settings and people; those in `withPassword` can sign in. Resolves to user ids by full name. */
export const furnishOffice = async (call: Call, withPassword: ReadonlySet<string>): Promise<Map<string, string>> => {
  await call('businessManager.declare', {
    accountConnected: true,
    organizationName: officeName,
    appsAndBooksConnected: true,
    appsAndBooksSameOrganization: true,
    validatedDomains: [officeDomain],
    federated: false,
  });
  const groupIds = await createGroups(call);
  await createSettings(call, groupIds);
  const userIds = new Map<string, string>();
  for (const { first, last, groups: memberOf, plain } of people) {
    const displayName = `${first} ${last}`;
    const { username, managedAppleId } = accountOf(displayName);
    const { id } = await call('users.create', {
      email: username,
      username,
      firstName: first,
      lastName: last,
      displayName,
      ...(plain === true ? {} : { managedAppleId }),
      ...(withPassword.has(displayName) ? { password: demoPassword } : {}),
      groupIds: memberOf.map((name) => groupIds.get(name) ?? ''),
    });
    userIds.set(displayName, id);
  }
  const former = userIds.get('Martin Vogt');
  if (former !== undefined) await call('users.setEnabled', { ids: [former], enabled: false });
  return userIds;
};
