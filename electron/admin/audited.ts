// Records in the audit trail what admins change through groups, settings, certificates, invitations and the server.
//
// Each function wraps the handlers of one slice: it looks before and after the change and records what differs. A change
// that is refused leaves no entry.
import type { AuditChange } from '../../shared/ipc/office/audit.ts';
import type { Handlers } from '../../shared/ipc/method.ts';
import type { businessManagerApi } from '../../shared/ipc/apple/business-manager.ts';
import type { pushApi } from '../../shared/ipc/apple/push.ts';
import type { linksApi } from '../../shared/ipc/people/invitations.ts';
import type { serverApi } from '../../shared/ipc/server/server.ts';
import type { groupsApi } from '../../shared/ipc/people/groups.ts';
import type { userSettingsApi } from '../../shared/ipc/people/user-settings.ts';
import { ownershipLabel } from '../../shared/model/enrollment.ts';
import { settingTypeLabel, type SettingType } from '../../shared/model/user-setting.ts';
import { changesBetween, type Audit, type AuditEntry, type AuditedValues } from '../office/audit.ts';
import type { GroupsStore } from '../db/stores/people/groups.ts';
import type { SettingsStore } from '../db/stores/office/settings.ts';
import type { TermsStore } from '../db/stores/people/terms.ts';
import type { UserSettingsStore } from '../db/stores/people/user-settings.ts';
import type { UsersStore } from '../db/stores/people/users.ts';
import type { CertificateSummary } from '../pki/certificate-summary.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `appleEnrollmentType` becomes `Apple Enrollment Type`. */
const wordsOf = (key: string): string =>
  key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/^./, (first) => first.toUpperCase());

const textOf = (value: unknown): string =>
  isRecord(value) && typeof value['name'] === 'string' ? value['name'] : String(value);

/** Every field but those left out, nested ones by both names; records in arrays by their `name`. Not for secrets. */
export const attributesOf = (
  record: object,
  leftOut: readonly string[] = [],
  prefix = '',
): Record<string, string | number | boolean | string[]> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([key, value]: [string, unknown]) => {
      const attribute = prefix === '' ? wordsOf(key) : `${prefix} ${wordsOf(key)}`;
      if (value === undefined || value === null || leftOut.includes(key)) return [];
      if (Array.isArray(value)) return [[attribute, value.map(textOf)]];
      if (isRecord(value)) return Object.entries(attributesOf(value, [], attribute));
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        return [[attribute, value]];
      }
      return [];
    }),
  );

const shownNames = 50;

/** Names of those in `some` who are not in `others`, and how many more there are. */
const namesNotIn = (some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string | undefined => {
  const names = [...some].filter(([id]) => !others.has(id)).map(([, name]) => name);
  if (names.length === 0) return undefined;
  const more = names.length - shownNames;
  return names.slice(0, shownNames).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
};

/** Groups: name, description, rules, and who joined or left. */
export const auditedGroups = (
  handlers: Handlers<typeof groupsApi>,
  { audit, store }: { readonly audit: Audit; readonly store: GroupsStore },
): Handlers<typeof groupsApi> => {
  const look = async (id: string) => {
    const group = await store.findListed(id);
    if (!group) return undefined;
    const members = await store.members(id);
    return {
      name: group.name,
      values: attributesOf(group, ['id', 'members', 'settings']),
      members: new Map(members.map((member) => [member.id, member.displayName])),
    };
  };
  type Look = Awaited<ReturnType<typeof look>>;

  const record = async (actor: string, activity: 'Added' | 'Changed' | 'Deleted', before: Look, after: Look) => {
    const had = before?.members ?? new Map<string, string>();
    const has = after?.members ?? new Map<string, string>();
    const left = namesNotIn(had, has);
    const joined = namesNotIn(has, had);
    const changes: AuditChange[] = changesBetween(before?.values, after?.values);
    if (left !== undefined || joined !== undefined) {
      changes.push({
        attribute: 'Members',
        ...(left !== undefined && { before: left }),
        ...(joined !== undefined && { after: joined }),
      });
    }
    const name = after?.name ?? before?.name ?? '';
    if (activity !== 'Changed' || changes.length > 0) {
      await audit.record({ actor, category: 'Users', type: 'User Group', name, activity, changes });
    }
  };

  return {
    ...handlers,
    async 'groups.create'(input, context) {
      const created = await handlers['groups.create'](input, context);
      await record(context.actor, 'Added', undefined, await look(created.id));
      return created;
    },
    async 'groups.update'(input, context) {
      const before = await look(input.id);
      const updated = await handlers['groups.update'](input, context);
      await record(context.actor, 'Changed', before, await look(input.id));
      return updated;
    },
    async 'groups.delete'(input, context) {
      const before = await look(input.id);
      const deleted = await handlers['groups.delete'](input, context);
      await record(context.actor, 'Deleted', before, undefined);
      return deleted;
    },
  };
};

/** User settings of all types and their order. */
export const auditedUserSettings = (
  handlers: Handlers<typeof userSettingsApi>,
  {
    audit,
    settings,
    terms,
  }: { readonly audit: Audit; readonly settings: UserSettingsStore; readonly terms: TermsStore },
): Handlers<typeof userSettingsApi> => {
  const look = async (id: string) => {
    const setting = await settings.find(id);
    if (!setting) return undefined;
    const { type, name, description, body, groups } = setting;
    return {
      name,
      values: { Type: settingTypeLabel[type], ...attributesOf({ name, description, ...body, groups }) },
    };
  };
  type Look = Awaited<ReturnType<typeof look>>;

  const record = async (actor: string, activity: 'Added' | 'Changed' | 'Deleted', before: Look, after: Look) => {
    const changes = changesBetween(before?.values, after?.values);
    const name = after?.name ?? before?.name ?? '';
    if (activity !== 'Changed' || changes.length > 0) {
      await audit.record({ actor, category: 'Users', type: 'User Setting', name, activity, changes });
    }
  };
  const order = async (type: SettingType) => ({
    Order: (await settings.list(type)).filter(({ isDefault }) => !isDefault).map(({ name }) => name),
  });

  return {
    ...handlers,
    async 'userSettings.create'(input, context) {
      const created = await handlers['userSettings.create'](input, context);
      await record(context.actor, 'Added', undefined, await look(created.id));
      return created;
    },
    async 'userSettings.update'(input, context) {
      const before = await look(input.id);
      const updated = await handlers['userSettings.update'](input, context);
      await record(context.actor, 'Changed', before, await look(input.id));
      return updated;
    },
    async 'userSettings.reorder'(input, context) {
      const before = await order(input.type);
      const reordered = await handlers['userSettings.reorder'](input, context);
      await audit.record({
        actor: context.actor,
        category: 'Users',
        type: 'User Setting',
        name: settingTypeLabel[input.type],
        activity: 'Order Changed',
        changes: changesBetween(before, await order(input.type)),
      });
      return reordered;
    },
    async 'userSettings.delete'(input, context) {
      const before = await look(input.id);
      const deleted = await handlers['userSettings.delete'](input, context);
      await record(context.actor, 'Deleted', before, undefined);
      return deleted;
    },
    async 'terms.delete'(input, context) {
      const version = await terms.find(input.id);
      const deleted = await handlers['terms.delete'](input, context);
      await audit.record({
        actor: context.actor,
        category: 'Users',
        type: 'Terms of Service',
        name: version?.title ?? '',
        activity: 'Deleted',
        changes: changesBetween({ Version: version?.version, Title: version?.title, Text: version?.text }, undefined),
      });
      return deleted;
    },
  };
};

/** Enrollment links. */
export const auditedEnrollment = (
  handlers: Handlers<typeof linksApi>,
  { audit, users }: { readonly audit: Audit; readonly users: Pick<UsersStore, 'find'> },
): Handlers<typeof linksApi> => ({
  ...handlers,
  async 'enrollment.invite'(input, context) {
    const invitation = await handlers['enrollment.invite'](input, context);
    await audit.record({
      actor: context.actor,
      category: 'Users',
      type: 'Invitation',
      name: (await users.find(input.userId))?.displayName ?? '',
      activity: 'Invited',
      changes: changesBetween(undefined, {
        Expires: new Date(invitation.expiresAt).toISOString(),
        'Device Owner': input.ownership && ownershipLabel[input.ownership],
      }),
    });
    return invitation;
  },
  async 'enrollment.withdraw'(input, context) {
    const known = await handlers['enrollment.invitations']({}, context);
    const withdrawn = await handlers['enrollment.withdraw'](input, context);
    await audit.record({
      actor: context.actor,
      category: 'Users',
      type: 'Invitation',
      name: known.find(({ id }) => id === input.id)?.userDisplayName ?? '',
      activity: 'Withdrawn',
    });
    return withdrawn;
  },
});

type AuditedCertificate = Pick<CertificateSummary, 'subject' | 'issuer' | 'serial' | 'notAfter'> & {
  readonly topic?: string;
};

type ServerApis = typeof serverApi & typeof pushApi & typeof businessManagerApi;

export interface AuditedServerDeps {
  readonly audit: Audit;
  readonly settings: SettingsStore;
  readonly listenerCertificate: () => Promise<AuditedCertificate>;
  readonly pushCertificate: () => Promise<AuditedCertificate | undefined>;
}

const certificateValues = (certificate: AuditedCertificate | undefined): AuditedValues | undefined =>
  certificate && {
    Subject: certificate.subject,
    Issuer: certificate.issuer,
    'Serial Number': certificate.serial,
    Expires: new Date(certificate.notAfter).toISOString(),
    ...(certificate.topic !== undefined && { Topic: certificate.topic }),
  };

/** Server settings, certificates, and what was declared about Apple Business Manager. */
export const auditedServer = (
  handlers: Handlers<ServerApis>,
  { audit, settings, listenerCertificate, pushCertificate }: AuditedServerDeps,
): Handlers<ServerApis> => {
  type ServerEntry = Pick<AuditEntry, 'type' | 'name' | 'activity'>;
  /** Records even if `run` throws after it changed something, such as a listener that does not start again. */
  const recorded = async <T>(
    actor: string,
    entry: ServerEntry,
    look: () => Promise<AuditedValues | undefined>,
    run: () => Promise<T> | T,
    always = false,
  ): Promise<T> => {
    const before = await look();
    let done = false;
    try {
      const value = await run();
      done = true;
      return value;
    } finally {
      const changes = changesBetween(before, await look());
      if (changes.length > 0 || (always && done)) await audit.record({ ...entry, actor, category: 'Admin', changes });
    }
  };

  const serverSettings = async () => attributesOf(await settings.all(), ['businessManager']);
  const server = { type: 'Server', name: 'Server', activity: 'Changed' } as const;
  const listener = async () => certificateValues(await listenerCertificate());
  const certificate = { type: 'Listener Certificate', name: 'Listener certificate', activity: 'Changed' } as const;

  return {
    ...handlers,
    'server.update': (input, context) =>
      recorded(context.actor, server, serverSettings, () => handlers['server.update'](input, context)),
    'server.restartListener': (input, context) =>
      recorded(
        context.actor,
        { ...server, activity: 'Restarted' },
        () => Promise.resolve({}),
        () => handlers['server.restartListener'](input, context),
        true,
      ),
    'server.importCertificate': (input, context) =>
      recorded(context.actor, { ...certificate, activity: 'Imported' }, listener, () =>
        handlers['server.importCertificate'](input, context),
      ),
    'server.useOwnCertificate': (input, context) =>
      recorded(context.actor, certificate, listener, () => handlers['server.useOwnCertificate'](input, context)),
    'push.import': (input, context) =>
      recorded(
        context.actor,
        { type: 'Push Certificate', name: 'Push certificate', activity: 'Imported' },
        async () => certificateValues(await pushCertificate()),
        () => handlers['push.import'](input, context),
      ),
    'businessManager.declare': (input, context) =>
      recorded(
        context.actor,
        { type: 'Apple Business Manager', name: 'Apple Business Manager', activity: 'Changed' },
        async () => attributesOf(await settings.get('businessManager')),
        () => handlers['businessManager.declare'](input, context),
      ),
  };
};
