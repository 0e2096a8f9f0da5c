// LDAP servers of the contract. The bind password goes in and never comes out.
import type { EventTopic } from '../../shared/ipc/events.ts';
import type { LdapItem, LdapServerInput, LdapSummary, ldapApi } from '../../shared/ipc/ldap.ts';
import type { Handlers } from '../../shared/ipc/method.ts';
import { changesBetween, type Audit } from '../core/audit.ts';
import { csvFileName } from '../core/csv.ts';
import { AppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { LdapConfig, LdapServerRecord } from '../db/stores/ldap-servers.ts';
import type { LdapServers } from '../people/ldap-servers.ts';
import type { LdapSync } from '../people/ldap-sync.ts';
import type { SyncNotices } from '../people/sync-notices.ts';
import { attributesOf } from './audited.ts';
import { syncProblemsCsv } from './sync-problems.ts';

export interface LdapHandlerDeps {
  readonly servers: LdapServers;
  readonly sync: LdapSync;
  readonly audit: Audit;
  readonly clock: Pick<Clock, 'now'>;
  readonly notices: (server: { readonly id: string; readonly name: string }) => Pick<SyncNotices, 'over'>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

const toSummary = (record: LdapServerRecord): LdapSummary => {
  const { connection, options } = record.config;
  return {
    id: record.id,
    name: connection.name,
    description: connection.description,
    url: connection.url,
    type: connection.type,
    enabled: options.enabled,
    syncIntervalMinutes: options.syncIntervalMinutes,
    syncState: record.syncState,
    syncStartedAt: record.syncStartedAt,
    syncEndedAt: record.syncEndedAt,
    lastSuccessAt: record.lastSuccessAt,
    message: record.report?.message,
    people: record.people,
    groups: record.groups,
    selected: record.selected,
  };
};

/** The certificates themselves are long and public: their number tells enough. */
const auditedConfig = ({ connection, options, search, managedAppleId }: LdapConfig, password: string | undefined) => ({
  ...attributesOf(connection),
  ...attributesOf(options, ['caCertificates']),
  'CA Certificates': options.caCertificates.length,
  ...attributesOf(search),
  ...attributesOf({ managedAppleId }),
  Password: { secret: password },
});

const itemName = ({ kind, dn, name }: LdapItem): string => `${kind} ${name} (${dn})`;

export const ldapHandlers = ({
  servers,
  sync,
  audit,
  clock,
  notices,
  changed,
}: LdapHandlerDeps): Handlers<typeof ldapApi> => {
  const record = (
    actor: string,
    activity: 'Added' | 'Changed' | 'Deleted',
    name: string,
    changes: ReturnType<typeof changesBetween>,
  ): Promise<void> => audit.record({ actor, category: 'Admin', type: 'LDAP Server', name, activity, changes });

  return {
    'ldap.list': async () => (await servers.list()).map(toSummary),

    async 'ldap.get'({ id }) {
      const found = await servers.get(id);
      return {
        summary: toSummary(found),
        ...found.config,
        hasPassword: found.sealedPassword !== undefined,
        selections: [...(await servers.selections(id))],
        report: found.report,
      };
    },

    async 'ldap.test'(input) {
      const result = await servers.test(input);
      return { ...result, namingContexts: [...result.namingContexts] };
    },

    'ldap.preview': ({ id, server, kind, text }) => servers.preview(server, id, kind, text),
    'ldap.search': ({ id, kind, text }) => servers.search(id, kind, text),

    async 'ldap.create'(input, { actor }) {
      const id = await servers.create(input);
      await record(actor, 'Added', input.connection.name, changesBetween(undefined, configToAudit(input)));
      changed('ldap', [id]);
      return { id };
    },

    async 'ldap.update'({ id, ...input }, { actor }) {
      const before = await servers.get(id);
      await servers.update(id, input);
      if (!input.options.enabled) await notices({ id, name: input.connection.name }).over();
      // A stored password is not read for the trail: that it was replaced is what counts.
      const changes = changesBetween(auditedConfig(before.config, undefined), configToAudit(input));
      if (changes.length > 0) await record(actor, 'Changed', input.connection.name, changes);
      changed('ldap', [id]);
      return {};
    },

    async 'ldap.delete'({ id }, { actor }) {
      const { config, people, groups } = await servers.get(id);
      if (sync.isUnderWay(id)) {
        throw new AppError('record.inUse', 'A sync of this server is under way. Cancel it or wait for its end.');
      }
      await servers.delete(id);
      await notices({ id, name: config.connection.name }).over();
      await record(
        actor,
        'Deleted',
        config.connection.name,
        changesBetween(
          { 'People Turned Local': undefined },
          { 'People Turned Local': people, 'Groups Turned Manual': groups },
        ),
      );
      changed('ldap', [id]);
      changed('users');
      changed('groups');
      return {};
    },

    async 'ldap.select'({ id, items, invite }, { actor }) {
      const { config } = await servers.get(id);
      await servers.select(id, items);
      await record(actor, 'Changed', config.connection.name, [
        { attribute: 'Selected', after: items.slice(0, 50).map(itemName).join(', ') },
      ]);
      changed('ldap', [id]);
      return sync.start(id, { invite: invite === 'all', actor });
    },

    async 'ldap.deselect'({ id, items }, { actor }) {
      const { config } = await servers.get(id);
      const before = await servers.selections(id);
      await servers.deselect(id, items);
      const gone = before.filter((one) =>
        items.some((item) => item.kind === one.kind && item.externalId === one.externalId),
      );
      if (gone.length > 0) {
        await record(actor, 'Changed', config.connection.name, [
          { attribute: 'Selected', before: gone.slice(0, 50).map(itemName).join(', ') },
        ]);
      }
      changed('ldap', [id]);
      return {};
    },

    'ldap.syncNow': ({ id, acceptChanges }, { actor }) => sync.start(id, { acceptChanges, actor }),

    async 'ldap.reportCsv'({ id }) {
      const { report } = await servers.get(id);
      return syncProblemsCsv(csvFileName('ldap-sync-problems', clock.now()), [
        ...(report?.skipped ?? []).map(({ who, reason, attributes }) => ({ who, problem: reason, attributes })),
        ...(report?.clashes ?? []).map(({ who, managedAppleId, heldBy }) => ({
          who,
          problem: `Managed Apple ID ${managedAppleId} belongs to ${heldBy}`,
        })),
      ]);
    },
  };
};

const configToAudit = (input: LdapServerInput) => {
  const { password, ...connection } = input.connection;
  return auditedConfig({ ...input, connection }, password);
};
