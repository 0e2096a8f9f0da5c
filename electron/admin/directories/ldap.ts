// LDAP servers of the contract. The bind password goes in and never comes out.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { LdapSummary, ldapApi } from '../../../shared/ipc/directories/ldap.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { csvFileName } from '../../core/csv.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { LdapServerRecord } from '../../db/stores/directories/ldap-servers.ts';
import type { LdapServers } from '../../directory/ldap-servers.ts';
import { requireEnabled, type LdapSync } from '../../directory/ldap-sync.ts';
import type { SyncNotices } from '../../directory/sync-notices.ts';
import { syncProblemsCsv } from './sync-problems.ts';
import { minute } from '../../core/durations.ts';

export interface LdapHandlerDeps {
  readonly servers: LdapServers;
  readonly sync: LdapSync;
  readonly clock: Pick<Clock, 'now'>;
  readonly notices: (server: { readonly id: string; readonly name: string }) => Pick<SyncNotices, 'over'>;
  readonly changed: (topic: EventTopic, ids?: readonly string[]) => void;
}

const toSummary = (record: LdapServerRecord, sync: Pick<LdapSync, 'isUnderWay'>, now: number): LdapSummary => {
  const { connection, options } = record.config;
  // Killed half-way: nobody runs what is noted as running.
  const interrupted = record.syncState === 'running' && !sync.isUnderWay(record.id);
  return {
    id: record.id,
    name: connection.name,
    description: connection.description,
    url: connection.url,
    type: connection.type,
    enabled: options.enabled,
    syncIntervalMinutes: options.syncIntervalMinutes,
    syncState: interrupted ? 'cancelled' : record.syncState,
    stale:
      options.enabled &&
      record.lastSuccessAt !== undefined &&
      now - record.lastSuccessAt > 2 * options.syncIntervalMinutes * minute,
    syncStartedAt: record.syncStartedAt,
    syncEndedAt: record.syncEndedAt,
    lastSuccessAt: record.lastSuccessAt,
    message: interrupted ? say('sync.ldapInterrupted') : record.report?.message,
    people: record.people,
    origins: record.origins,
    groups: record.groups,
    selected: record.selected,
  };
};

export const ldapHandlers = ({ servers, sync, clock, notices, changed }: LdapHandlerDeps): Handlers<typeof ldapApi> => {
  return {
    'ldap.list': async () => (await servers.list()).map((found) => toSummary(found, sync, clock.now())),

    async 'ldap.get'({ id }) {
      const found = await servers.get(id);
      return {
        summary: toSummary(found, sync, clock.now()),
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
      const id = await servers.create(input, actor);
      changed('ldap', [id]);
      return { id };
    },

    async 'ldap.update'({ id, ...input }, { actor }) {
      await servers.update(id, input, actor);
      if (!input.options.enabled) await notices({ id, name: input.connection.name }).over();
      changed('ldap', [id]);
      return {};
    },

    async 'ldap.delete'({ id }, { actor }) {
      const { config } = await servers.get(id);
      if (sync.isUnderWay(id)) {
        throw new AppError('record.inUse', say('directory.syncRuns'));
      }
      await servers.delete(id, actor);
      await notices({ id, name: config.connection.name }).over();
      changed('ldap', [id]);
      changed('users');
      changed('groups');
      return {};
    },

    async 'ldap.select'({ id, items, invite }, { actor }) {
      const { config } = await servers.get(id);
      // Before anything is kept: what is picked waits in the page.
      requireEnabled({ config });
      await servers.select(id, items, actor);
      changed('ldap', [id]);
      return sync.start(id, { invite: invite === 'all', actor });
    },

    async 'ldap.deselect'({ id, items }, { actor }) {
      const { config } = await servers.get(id);
      await servers.deselect(id, items, actor);
      changed('ldap', [id]);
      // Who was taken out may sign in until a sync has noticed it.
      if (config.options.enabled) await sync.start(id, { actor });
      return {};
    },

    'ldap.syncNow': ({ id, acceptChanges }, { actor }) => sync.start(id, { acceptChanges, actor }),

    async 'ldap.reportCsv'({ id }) {
      const { report } = await servers.get(id);
      return syncProblemsCsv(csvFileName('ldap-sync-problems', clock.now()), [
        ...(report?.skipped ?? []).map(({ who, reason, attributes }) => ({ who, problem: reason, attributes })),
        ...(report?.clashes ?? []).map(({ who, managedAppleId, heldBy }) => ({
          who,
          problem: say('sync.idBelongsTo', { managedAppleId, heldBy }),
        })),
      ]);
    },
  };
};
