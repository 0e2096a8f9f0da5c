// Words that the enrollment scenarios share: what an admin does before a device comes, and what is looked at afterwards.
import type { EnglishOutput } from './english.ts';
import { officePassword, type Office, type PersonOptions } from './core.ts';
import type { AccountDrivenRequest } from './device/device.ts';
import type { WebOutcome, WebPage } from './device/web-session.ts';
import { addSetting, type SettingBodyInput } from './user-settings.ts';

export interface OfficePerson {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly managedAppleId: string;
}

export const addPerson = async (office: Office, name: string, options: PersonOptions = {}): Promise<OfficePerson> => {
  const { id, username } = await office.addPerson(name, options);
  const managedAppleId = options.managedAppleId ?? `${name}@appleid.office.example`;
  return { id, username, password: options.password ?? officePassword, managedAppleId };
};

/** What a person types and is asked during account-driven enrollment; the listener stands for the mail domain. */
export const accountOf = (office: Office, person: OfficePerson): AccountDrivenRequest => ({
  identifier: person.username,
  password: person.password,
  managedAppleId: person.managedAppleId,
  discoveryOrigin: office.origin,
});

/** Makes an enrollment link. */
export const invite = async (office: Office, person: OfficePerson, validDays = 7): Promise<string> =>
  (await office.call('enrollment.invite', { userId: person.id, validDays })).link;

/** Puts people into a group of their own with this Device Registration Setting. Resolves to the setting's id. */
export const settingFor = async (
  office: Office,
  name: string,
  people: readonly OfficePerson[],
  body: SettingBodyInput<'registration'>,
): Promise<{ readonly id: string; readonly groupId: string }> => {
  const group = await office.call('groups.create', { name, memberIds: people.map(({ id }) => id) });
  const id = await addSetting(office.call, 'registration', { name, body, groupIds: [group.id] });
  return { id, groupId: group.id };
};

/** Chooses how devices ask people to sign in. */
export const useSignIn = async (office: Office, signInMethod: 'apple-as-web' | 'apple-oauth2'): Promise<void> => {
  const { settings } = await office.call('server.get', {});
  await office.call('server.update', { ...settings, signInMethod });
};

/** The person's devices as the list shows them. */
export const devicesOf = async (office: Office, person: OfficePerson): Promise<EnglishOutput<'devices.list'>['rows']> =>
  (await office.call('devices.list', { userId: person.id })).rows;

/** The person's only device, in full. */
export const onlyDeviceOf = async (office: Office, person: OfficePerson): Promise<EnglishOutput<'devices.get'>> => {
  const rows = await devicesOf(office, person);
  if (rows.length !== 1 || rows[0] === undefined)
    throw new Error(`${person.username} has ${String(rows.length)} devices`);
  return office.call('devices.get', { id: rows[0].id });
};

/** The device's log, newest first, as `Action: Status: detail`. */
export const logOf = async (office: Office, enrollmentId: string): Promise<string[]> =>
  (await office.call('logs.list', { enrollmentId, pageSize: 200 })).rows.map(
    (row) => `${row.action}: ${row.status}: ${row.detail}`,
  );

/** Code and text of the reason that settled the type. */
export const decisiveOf = (device: EnglishOutput<'devices.get'>) =>
  device.decision?.reasons.find((reason) => reason.decisive);

/** The outcome as a page; throws for anything else. */
export const asPage = (outcome: WebOutcome): WebPage => {
  if (outcome.kind !== 'page') throw new Error(`a page was expected, not ${outcome.kind}`);
  return outcome;
};

/** The failure of a step that must fail. */
export const failureOf = async (step: Promise<unknown>): Promise<string> => {
  try {
    await step;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the step succeeded');
};
