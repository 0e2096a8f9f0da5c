// The sync of one LDAP server: reads the directory whole, weighs how much would change, then writes in batches.
import type { LdapReport } from '../../shared/ipc/directories/ldap.ts';
import type { TaskResult } from '../../shared/ipc/office/tasks.ts';
import {
  type AdminText,
  renderText,
  saidTogether,
  say,
  type ShownText,
  verbatim,
} from '../../shared/locales/admin-texts.ts';
import { AppError, isAppError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { TaskContext, Tasks } from '../core/tasks.ts';
import type { LdapServerRecord, LdapServersStore } from '../db/stores/directories/ldap-servers.ts';
import { inLdapSession, type LdapServer, type LdapSession } from './clients/ldap-client.ts';
import type { DirectoryImport } from './directory-import.ts';
import { nobodyGone, type GoneOutcome, type GonePeople } from './gone-people.ts';
import type { DirectorySource, ImportReport } from './import-report.ts';
import { absentOf, readDirectory, type LdapReading } from './ldap-read.ts';
import { isSyncDue } from './sync-due.ts';
import type { SyncNotices } from './sync-notices.ts';

export interface SyncRequest {
  /** More people may change than the discard protection allows. */
  readonly acceptChanges?: boolean | undefined;
  /** Invites people who are new, also if the server's options do not say so. */
  readonly invite?: boolean | undefined;
  /** Who asked; absent for the schedule. */
  readonly actor?: string | undefined;
}

export interface LdapSyncDeps {
  readonly store: LdapServersStore;
  readonly directory: DirectoryImport;
  readonly gone: GonePeople;
  readonly clock: Pick<Clock, 'now'>;
  readonly tasks: Pick<Tasks, 'run' | 'ended'>;
  readonly serverOf: (record: LdapServerRecord) => LdapServer;
  /** Throws `mail.notConfigured`, or `input.invalid` if nobody can be invited. */
  readonly invite: (userIds: readonly string[], actor: string) => Promise<void>;
  readonly changed: (id: string) => void;
  readonly notices: (record: LdapServerRecord) => SyncNotices;
  /** Notes how a sync ended in the audit trail. */
  readonly record: (end: LdapSyncEnd) => Promise<void>;
}

export interface LdapSyncEnd {
  readonly name: string;
  readonly actor: string;
  readonly state: 'ok' | 'failed' | 'discarded' | 'cancelled';
  readonly report: LdapReport;
  /** Somebody let it change more people than the discard protection allows. */
  readonly acceptedChanges: boolean;
}

export interface LdapSync {
  /** Starts it in the background. Throws `record.notFound`, and `input.invalid` for a server that is switched off. */
  start(id: string, request?: SyncRequest): Promise<{ taskId: string }>;
  /** Starts what is due: by the interval, or because Russet ended in the middle of a sync. */
  startDue(): Promise<void>;
  /** True while a sync waits or runs. */
  isUnderWay(id: string): boolean;
}

const listedEntries = 1000;
/** Who asks for the syncs by the clock. */
const itself = 'Russet';

const nothingDone: LdapReport = {
  created: 0,
  updated: 0,
  unchanged: 0,
  missing: 0,
  groups: 0,
  skipped: [],
  clashes: [],
};

/** Throws `input.invalid` for a server that is switched off. */
export const requireEnabled = ({ config }: Pick<LdapServerRecord, 'config'>): void => {
  if (config.options.enabled) return;
  throw new AppError('input.invalid', say('directory.switchedOff'));
};

export const sourceOf = ({ id, config }: LdapServerRecord): DirectorySource => ({
  kind: 'ldap',
  id,
  name: config.connection.name,
  managedAppleId: config.managedAppleId,
});

const people = (count: number): AdminText => say('sync.people', { count });

/** A message as it can be compared: of earlier reports some are words without a key. */
const inEnglish = ({ message }: LdapReport): string => renderText(message ?? '', 'en');

const shown = (message: ShownText): AdminText => (typeof message === 'string' ? verbatim(message) : message);

const summary = (report: LdapReport): AdminText =>
  saidTogether([
    say('tasks.ldapCounts', { created: report.created, updated: report.updated, unchanged: report.unchanged }),
    ...(report.missing > 0 ? [say('tasks.ldapGone', { people: report.missing })] : []),
    ...((report.disabled ?? 0) > 0 ? [say('tasks.goneDisabled', { people: report.disabled ?? 0 })] : []),
    ...((report.retired ?? 0) > 0 ? [say('tasks.goneRetired', { devices: report.retired ?? 0 })] : []),
    ...(report.skipped.length > 0 ? [say('tasks.ldapSkipped', { people: report.skipped.length })] : []),
    ...(report.clashes.length > 0 ? [say('tasks.ldapClashes', { people: report.clashes.length })] : []),
    ...(report.message === undefined ? [] : [shown(report.message)]),
  ]);

const resultOf = (report: LdapReport): TaskResult => ({
  text: summary(report),
  page: { path: '/ldap', label: say('tasks.pageLdap') },
  details: [
    ...report.skipped.map(({ who, reason }) => say('notices.skippedPerson', { who, reason })),
    ...report.clashes.map(({ who, managedAppleId, heldBy }) => say('tasks.ldapClash', { who, managedAppleId, heldBy })),
  ].slice(0, 100),
});

export const createLdapSync = (deps: LdapSyncDeps): LdapSync => {
  const { store, directory, clock, tasks } = deps;
  /** Ids of servers whose sync waits or runs in this process. */
  const underWay = new Set<string>();

  /** Invites who came since a sync began that was to invite, one that ended early included. Lines for the report. */
  const inviteNew = async (id: string, actor: string): Promise<AdminText[]> => {
    const since = (await store.find(id))?.inviteSince;
    if (since === undefined) return [];
    const newcomers = await store.uninvited(id, since);
    const notes: AdminText[] = [];
    try {
      if (newcomers.length > 0) await deps.invite(newcomers, actor);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      notes.push(say('sync.newNotInvited', { people: people(newcomers.length), problem: error.text }));
      // Once there is a mail server, the next sync makes up for it.
      if (isAppError(error, 'mail.notConfigured')) return notes;
    }
    await store.setInviteSince(id, undefined);
    return notes;
  };

  /** Why the whole sync is not to be written; undefined if it is. */
  const whyDropped = async (
    record: LdapServerRecord,
    source: DirectorySource,
    { people: read, groups, gone }: Pick<LdapReading, 'people' | 'groups'> & { readonly gone: readonly string[] },
  ): Promise<AdminText | undefined> => {
    const dropped = (why: AdminText, check: AdminText): AdminText => say('sync.dropped', { why, check });
    const limit = await deps.gone.limit(source);
    if (limit !== undefined && gone.length > limit) {
      return dropped(say('sync.hasNoMore', { people: people(gone.length), limit }), say('sync.checkDirectory'));
    }
    // Whoever takes everything out of the sync wants it to lose everybody.
    if (record.selected === 0) return undefined;
    const { discardEnabled, discardPercent } = record.config.options;
    const { known, changed, missing, knownGroups } = await directory.plan(source, read, groups);
    // A bind user that may not read any more is told nothing, and that without an error.
    if (read.length === 0 && (known > 1 || gone.length > 0)) {
      return dropped(say('sync.showsNobody', { known }), say('sync.checkRights'));
    }
    if (known > 1 && missing === known) {
      return dropped(say('sync.showsOthers', { people: people(read.length), known }), say('sync.checkUserGuid'));
    }
    if (record.groups > 1 && groups.length > 0 && knownGroups === 0) {
      return dropped(say('sync.showsOtherGroups', { groups: record.groups }), say('sync.checkGroupGuid'));
    }
    const affected = changed + missing;
    // One of two or three is more than the usual share, and no mass.
    const isMass = affected > 1 || known > 3;
    if (!discardEnabled || !isMass || (affected / known) * 100 <= discardPercent) return undefined;
    return dropped(
      say('sync.wouldChange', { people: people(affected), known, allowed: discardPercent, changed, missing }),
      say('sync.checkDirectory'),
    );
  };

  /** What the directory tells, and the external ids of those whom it has no more. */
  const readWithGone = async (
    session: LdapSession,
    record: LdapServerRecord,
    selections: Parameters<typeof readDirectory>[2],
    progress: Parameters<typeof readDirectory>[3],
  ): Promise<LdapReading & { readonly gone: readonly string[] }> => {
    const { search } = record.config;
    const reading = await readDirectory(session, search, selections, progress);
    const present = new Set(reading.people.map(({ externalId }) => externalId));
    // Who has no permanent ID may be any of them.
    const lost = reading.skipped.length > 0 ? [] : await deps.gone.open({ id: record.id }, present);
    const gone = lost.length === 0 ? [] : await absentOf(session, search, lost);
    // Nobody was to be read, and nobody was found: that tells nothing of anybody.
    const blind = present.size === 0 && selections.length === 0 && gone.length === lost.length;
    return { ...reading, gone: blind ? [] : gone };
  };

  const carryOut = async (
    record: LdapServerRecord,
    { acceptChanges, invite, actor }: SyncRequest,
    { progress, signal }: TaskContext,
  ): Promise<{
    state: Exclude<LdapSyncEnd['state'], 'failed'>;
    report: LdapReport;
    taken: number;
    gone?: GoneOutcome;
  }> => {
    const { config } = record;
    const source = sourceOf(record);
    const since = clock.now();
    if ((invite === true || config.options.autoInvite) && record.inviteSince === undefined) {
      await store.setInviteSince(record.id, since);
    }
    progress(0, undefined, say('tasks.connecting'));
    const selections = await store.selections(record.id);
    const { reading, failedOver } = await inLdapSession(
      deps.serverOf(record),
      async (session) => ({
        failedOver: session.failedOver ? session.server : undefined,
        reading: await readWithGone(session, record, selections, (count) => {
          progress(count, undefined, say('tasks.reading'));
        }),
      }),
      signal,
    );
    signal.throwIfAborted();

    const message = acceptChanges === true ? undefined : await whyDropped(record, source, reading);
    if (message !== undefined) return { state: 'discarded', report: { ...nothingDone, message }, taken: 0 };

    await directory.applyGroups(source, reading.groups, { since });
    const applied: ImportReport = await directory.apply(source, reading.people, {
      since,
      whole: true,
      signal,
      progress: (done, total) => {
        progress(done, total, say('tasks.writing'));
      },
    });
    const cancelled = signal.aborted;
    const finished = cancelled ? { missing: 0, keptGroups: [] } : await directory.finish(source, since);
    const gone = cancelled ? nobodyGone : await deps.gone.settle(source, reading.gone);
    const warnings = [
      ...(failedOver === undefined ? [] : [say('sync.failedOver', { server: failedOver })]),
      ...reading.warnings,
      ...(finished.keptGroups.length > 0 ? [say('sync.groupsKept', { groups: finished.keptGroups })] : []),
      ...gone.failed.map(({ who, reason }) => say('tasks.notRetired', { who, reason })),
      ...(cancelled ? [say('sync.cancelledHalfWay')] : await inviteNew(record.id, actor ?? itself)),
    ];
    const report: LdapReport = {
      created: applied.created,
      updated: applied.updated,
      unchanged: applied.unchanged,
      missing: finished.missing,
      ...(gone.disabled.length > 0 && { disabled: gone.disabled.length }),
      ...(gone.retired > 0 && { retired: gone.retired }),
      groups: reading.groups.length,
      skipped: [
        ...reading.skipped,
        ...applied.skipped.map(({ who, reason, attribute }) => ({
          who,
          reason,
          // The user name is the e-mail address.
          ...(attribute && {
            attributes: [attribute === 'displayName' ? config.search.users.displayName : config.search.users.email],
          }),
        })),
      ].slice(0, listedEntries),
      clashes: applied.clashes.slice(0, listedEntries),
      ...(warnings.length > 0 && { message: saidTogether(warnings) }),
    };
    const left = applied.skipped.filter(({ attribute }) => attribute !== undefined).length;
    return { state: cancelled ? 'cancelled' : 'ok', report, taken: reading.people.length - left, gone };
  };

  const end = async (
    record: LdapServerRecord,
    { actor, acceptChanges }: SyncRequest,
    state: LdapSyncEnd['state'],
    report: LdapReport,
  ): Promise<void> => {
    await store.markEnded(record.id, state, report, clock.now());
    // A scheduled sync that ends as the one before, and changes nobody, would fill the trail four times an hour.
    const asBefore = record.syncState === state && inEnglish(record.report ?? nothingDone) === inEnglish(report);
    const affected = report.created + report.updated + report.missing + (report.disabled ?? 0);
    if (actor === undefined && asBefore && affected === 0) return;
    await deps.record({
      name: record.config.connection.name,
      actor: actor ?? itself,
      state,
      report,
      acceptedChanges: acceptChanges === true,
    });
  };

  const work =
    (id: string, request: SyncRequest) =>
    async (context: TaskContext): Promise<TaskResult> => {
      // Read now, not when it was queued: the settings may have changed.
      const record = await store.find(id);
      if (!record) throw new AppError('record.notFound', say('directory.serverGone'));
      await store.markStarted(id, clock.now());
      deps.changed(id);
      try {
        const { state, report, taken, gone } = await carryOut(record, request, context);
        await end(record, request, state, report);
        const dropped =
          state === 'discarded' ? new AppError('directory.failed', shown(report.message ?? '')) : undefined;
        await deps.notices(record).ended({
          state,
          error: dropped,
          skipped: report.skipped.filter(({ attributes }) => attributes !== undefined),
          taken,
          gone,
        });
        if (dropped) throw dropped;
        return resultOf(report);
      } catch (error) {
        const after = await store.find(id);
        if (after?.syncState === 'running') {
          const state = context.signal.aborted ? 'cancelled' : 'failed';
          const failure = error instanceof AppError ? error : new AppError('internal', say('errors.internal'));
          const message = state === 'cancelled' ? say('sync.cancelledBefore') : failure.text;
          await end(record, request, state, { ...nothingDone, message });
          await deps.notices(record).ended({ state, error: failure });
        }
        throw error;
      } finally {
        deps.changed(id);
      }
    };

  const start = (record: LdapServerRecord, request: SyncRequest): string => {
    underWay.add(record.id);
    const { id } = tasks.run(
      'ldap-sync',
      say('tasks.sync', { name: record.config.connection.name }),
      work(record.id, request),
    );
    // Not at the end of the work: a task that is cancelled while it waits never begins it.
    void tasks.ended(id).then(() => underWay.delete(record.id));
    return id;
  };

  return {
    isUnderWay: (id) => underWay.has(id),

    async start(id, request = {}) {
      const record = await store.find(id);
      if (!record) throw new AppError('record.notFound', say('directory.serverGone'));
      requireEnabled(record);
      return { taskId: start(record, request) };
    },

    async startDue() {
      const now = clock.now();
      for (const record of await store.list()) {
        const { options } = record.config;
        if (!options.enabled || record.selected + record.people === 0 || underWay.has(record.id)) continue;
        // Still "running" without a run of ours: Russet was killed in the middle.
        const interrupted = record.syncState === 'running';
        if (interrupted || isSyncDue(record.syncStartedAt, options.syncIntervalMinutes, now)) start(record, {});
      }
    },
  };
};
