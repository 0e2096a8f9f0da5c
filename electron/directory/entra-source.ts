// The Entra ID user source: its settings, its syncs by the clock and by hand, and the invitations that follow.
import { randomUUID } from 'node:crypto';
import {
  entraSettings,
  type EntraInput,
  type EntraPreview,
  type EntraState,
  type EntraSyncState,
} from '../../shared/ipc/directories/entra.ts';
import type { TaskResult } from '../../shared/ipc/office/tasks.ts';
import { type AdminText, renderText, saidTogether, say, type ShownText } from '../../shared/locales/admin-texts.ts';
import { AppError, isAppError, textOfFailure } from '../core/errors.ts';
import type { SecretBox } from '../core/ports.ts';
import type { TaskContext, Tasks } from '../core/tasks.ts';
import { inTransaction, type Executor } from '../db/executor.ts';
import {
  createEntraStore,
  type EntraReport,
  type EntraSource,
  type EntraStore,
} from '../db/stores/directories/entra.ts';
import { createDirectoryMatchesStore, newPolicy } from '../db/stores/directories/directory-matches.ts';
import { changesBetween, createAudit } from '../office/audit.ts';
import { createEntraClient, type EntraClient } from './clients/entra-client.ts';
import { credentialOf, describeCredential, openCredential, sealCredential } from './clients/entra-credential.ts';
import type { SkippedPerson } from '../model/directory-person.ts';
import { afresh, entraDirectoryOf, runEntraRound, type EntraRound, type EntraSyncDeps } from './entra-sync.ts';
import type { DirectoryImport } from './directory-import.ts';
import { previewFilter, requireGroups } from './entra-filter.ts';
import { auditedEntra } from './entra-audited.ts';
import { nobodyGone, type GoneOutcome, type GonePeople } from './gone-people.ts';
import { isSyncDue } from './sync-due.ts';
import type { SyncNotices } from './sync-notices.ts';
import type { EntraApp, EntraPort } from './clients/entra-token.ts';
import { minute } from '../core/durations.ts';

export interface EntraSourceDeps extends Omit<EntraSyncDeps, 'store' | 'clock' | 'changed'> {
  readonly gone: GonePeople;
  readonly port: EntraPort;
  readonly executor: Executor;
  readonly store: EntraStore;
  /** What becomes of the people of the source, in the transaction with this executor. */
  readonly releaseOver: (bound: Executor) => Pick<DirectoryImport, 'release'>;
  readonly secretBox: SecretBox;
  readonly tasks: Pick<Tasks, 'run' | 'cancel' | 'ended'>;
  /** Invites these people by mail. Throws `mail.notConfigured`, or `input.invalid` if nobody can be invited. */
  readonly invite: (userIds: readonly string[]) => Promise<unknown>;
  readonly notices: (source: EntraSource) => SyncNotices;
  readonly redirectUri: () => Promise<string>;
  readonly changed: (topic: 'users' | 'groups' | 'entra') => void;
  /** Notes how a sync ended in the audit trail. */
  readonly recordSync: (end: EntraSyncEnd) => Promise<void>;
}

export interface EntraSyncEnd {
  readonly actor: string;
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'discarded' | 'cancelled';
  /** What came of it, or why it failed. */
  readonly text: ShownText;
}

export type EntraConnection = Pick<EntraInput, 'tenantId' | 'clientId' | 'credential'>;

export interface EntraSourceService {
  get(): Promise<EntraState>;
  /**
   * Throws `input.invalid` without a credential, and `record.conflict` for another tenant while people of the present
   * one are synced.
   */
  update(input: EntraInput, actor: string): Promise<void>;
  /** Throws `record.notFound`. */
  remove(actor: string): Promise<void>;
  /** Until when the credential serves; undefined while the source is not enabled, and where nobody said. */
  credentialExpiresAt(): Promise<number | undefined>;
  /** Whom the last sync left out. */
  skipped(): Promise<readonly SkippedPerson[]>;
  test(connection: EntraConnection): Promise<{ users: number }>;
  searchGroups(connection: EntraConnection, text: string): ReturnType<EntraClient['searchGroups']>;
  /** Whom these groups and this filter would bring, keep and lose. Throws as `test` does. */
  preview(connection: EntraConnection & Pick<EntraSource['settings'], 'groups' | 'filter'>): Promise<EntraPreview>;
  /**
   * Answers the task of the sync under way, or of a new one; with `everything` of a new one that begins anew, with
   * `acceptChanges` of a new one that may disable more gone people than allowed. Throws `input.invalid` unless the source
   * is enabled.
   */
  sync(
    actor: string,
    how?: { readonly everything?: boolean | undefined; readonly acceptChanges?: boolean | undefined },
  ): Promise<{ taskId: string }>;
  /** Syncs if it is time; for a job. */
  syncIfDue(): Promise<void>;
  /** The app behind the source while it is enabled; for sign-in. */
  enabledApp(): Promise<{ sourceId: string; app: EntraApp } | undefined>;
}

/** Who asks for the syncs by the clock. */
const itself = 'Russet';
const shownDetails = 200;
const keptSkipped = 1000;

const summary = ({ created, updated, unchanged, removed }: EntraRound): AdminText =>
  say('sync.entraCounts', { people: say('sync.people', { count: created }), updated, unchanged, removed });

const shortened = (lines: readonly AdminText[]): AdminText[] =>
  lines.length <= shownDetails
    ? [...lines]
    : [...lines.slice(0, shownDetails), say('sync.linesLeftOut', { count: lines.length - shownDetails })];

/** What a sync failed with, as it can be compared: of earlier reports some are words without a key. */
const failureOf = (report: EntraReport | undefined): string => renderText(report?.error?.message ?? '', 'en');

export const createEntraSource = (deps: EntraSourceDeps): EntraSourceService => {
  const { port, store, secretBox, tasks } = deps;
  const { clock } = port;
  let running: string | undefined;
  /** The one that runs, once what became of it is stored: what is left is telling of it. */
  let ending: string | undefined;
  let checkedSinceStart = false;

  const appOf = ({ settings, sealedCredential }: EntraSource): EntraApp => ({
    tenantId: settings.tenantId,
    clientId: settings.clientId,
    credential: openCredential(secretBox, sealedCredential),
  });

  const clientFor = async ({ tenantId, clientId, credential }: EntraConnection): Promise<EntraClient> => {
    const given = credential && credentialOf(credential, clock.now());
    const source = given ? undefined : await store.get();
    const known = given ?? (source && openCredential(secretBox, source.sealedCredential));
    if (known === undefined) {
      throw new AppError('input.invalid', say('entra.enterCredential'));
    }
    return createEntraClient(port, { tenantId, clientId, credential: known });
  };

  /** A sync under way would write what belongs to the settings before. */
  const endRunning = async (): Promise<void> => {
    if (running === undefined) return;
    tasks.cancel(running);
    await tasks.ended(running);
  };

  const changeOf = (
    known: EntraSource,
    settings: EntraSource['settings'],
    given: EntraApp['credential'] | undefined,
  ): Parameters<EntraStore['update']>[1] => {
    const before = known.settings;
    if (before.tenantId !== settings.tenantId && known.syncState !== 'never') {
      throw new AppError('record.conflict', say('entra.otherTenant'));
    }
    const rereads = (['managedAppleId', 'appleidSubdomain', 'groups', 'attributes', 'filter'] as const).some(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(settings[key]),
    );
    return {
      settings,
      sealedCredential: given && sealCredential(secretBox, given),
      cursor: rereads ? afresh(known.cursor) : undefined,
    };
  };

  const valuesOf = (source: EntraSource | undefined) =>
    source && auditedEntra(source.settings, describeCredential(openCredential(secretBox, source.sealedCredential)));

  const record = async (
    bound: Executor,
    actor: string,
    before: EntraSource | undefined,
    after: EntraSource | undefined,
    secretGiven: boolean,
  ): Promise<void> => {
    const changes = changesBetween(valuesOf(before), valuesOf(after));
    if (secretGiven) changes.push({ attribute: 'Client Secret', after: '••••' });
    if (changes.length === 0) return;
    await createAudit({ executor: bound, clock }).record({
      actor,
      category: 'Admin',
      type: 'Entra ID',
      name: (after ?? before)?.settings.name ?? '',
      activity: before === undefined ? 'Added' : after === undefined ? 'Deleted' : 'Changed',
      changes,
    });
  };

  const inviteNew = async (source: EntraSource): Promise<AdminText[]> => {
    const { cursor } = (await store.get()) ?? source;
    const { inviteSince, ...rest } = cursor;
    if (inviteSince === undefined) return [];
    const notes: AdminText[] = [];
    if (source.settings.autoInvite) {
      const people = await store.uninvited(source.id, inviteSince);
      try {
        if (people.length > 0) {
          await deps.invite(people);
          notes.push(say('sync.invited', { count: people.length }));
        }
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        notes.push(say('sync.notInvited', { count: people.length, problem: error.text }));
        // Once there is a mail server, the next sync makes up for it.
        if (isAppError(error, 'mail.notConfigured')) return notes;
      }
    }
    await store.setCursor(source.id, rest);
    return notes;
  };

  /** Disables whom the tenant has no more; or nobody, and says why, if an administrator is to be asked first. */
  const settleGone = async (
    source: EntraSource,
    accepted: boolean,
  ): Promise<{ readonly gone: GoneOutcome; readonly question?: AdminText }> => {
    const directory = entraDirectoryOf(source);
    const open = await deps.gone.open(directory);
    const limit = await deps.gone.limit(directory);
    if (limit !== undefined && open.length > limit && !accepted) {
      return { gone: nobodyGone, question: say('entra.tooManyGone', { people: open.length, limit }) };
    }
    return { gone: await deps.gone.settle(directory, open) };
  };

  const carryOut = async (id: string, actor: string, accepted: boolean, context: TaskContext): Promise<TaskResult> => {
    const found = await store.get();
    if (found?.id !== id) throw new AppError('record.notFound', say('entra.removed'));
    const { autoInvite } = found.settings;
    const source: EntraSource =
      autoInvite && found.cursor.inviteSince === undefined
        ? { ...found, cursor: { ...found.cursor, inviteSince: clock.now() } }
        : found;
    await store.setCursor(id, source.cursor);
    await store.begin(id, clock.now());
    deps.changed('entra');
    const end = async (state: EntraSyncEnd['state'], report: EntraReport, changed: boolean): Promise<void> => {
      await store.end(id, state, report, clock.now());
      ending = running;
      deps.changed('entra');
      // A scheduled sync that ends as the one before, and changes nobody, would fill the trail.
      const asBefore = found.syncState === state && failureOf(found.report) === failureOf(report);
      if (actor === itself && asBefore && !changed) return;
      const text = report.error?.message ?? report.text ?? '';
      await deps.recordSync({ actor, name: source.settings.name, state, text });
    };
    try {
      const round = await runEntraRound({ ...deps, clock }, source, createEntraClient(port, appOf(source)), context);
      const { gone, question } = await settleGone(source, accepted);
      const details = shortened([
        ...gone.failed.map(({ who, reason }) => say('tasks.notRetired', { who, reason })),
        ...(await inviteNew(source)),
        ...round.notes,
      ]);
      const text = saidTogether([
        summary(round),
        ...(gone.disabled.length > 0 ? [say('tasks.goneDisabled', { people: gone.disabled.length })] : []),
        ...(gone.retired > 0 ? [say('tasks.goneRetired', { devices: gone.retired })] : []),
        ...(question === undefined ? [] : [question]),
      ]);
      const changed = round.created + round.updated + round.removed + gone.disabled.length > 0;
      const state = question === undefined ? 'ok' : 'discarded';
      if (gone.disabled.length + gone.retired > 0) deps.changed('users');
      await end(state, { text, details, skipped: round.skipped.slice(0, keptSkipped) }, changed);
      await deps.notices(source).ended({
        state,
        gone,
        ...(question && { error: { code: 'directory.failed', text: question }, title: say('notices.goneAsked') }),
        skipped: round.skipped,
        taken: round.taken,
        whole: round.whole,
        settled: round.settled,
      });
      return { text, details, page: { path: '/entra', label: say('tasks.pageEntra') } };
    } catch (error) {
      if (context.signal.aborted) {
        await end('cancelled', { text: say('sync.entraCancelled'), details: [] }, false);
      } else {
        const [code, text] = [isAppError(error) ? error.code : ('internal' as const), textOfFailure(error)];
        await end('failed', { details: [], error: { code, message: text } }, false);
        await deps.notices(source).ended({ state: 'failed', error: { code, text } });
      }
      throw error;
    }
  };

  const start = (source: EntraSource, actor: string, accepted = false): string => {
    if (running !== undefined) return running;
    const { id } = tasks.run('entra-sync', say('tasks.sync', { name: source.settings.name }), (context) =>
      carryOut(source.id, actor, accepted, context),
    );
    running = id;
    void tasks.ended(id).finally(() => {
      running = undefined;
    });
    return id;
  };

  /** Killed half-way: nobody runs what is noted as running. */
  const interrupted = (source: EntraSource): boolean => source.syncState === 'running' && running === undefined;

  const syncState = (source: EntraSource): EntraSyncState => {
    const { syncStartedAt, syncEndedAt, lastSuccessAt, report, settings } = source;
    return {
      state: interrupted(source) ? 'cancelled' : source.syncState,
      ...(syncStartedAt !== undefined && { startedAt: syncStartedAt }),
      ...(syncEndedAt !== undefined && { endedAt: syncEndedAt }),
      ...(lastSuccessAt !== undefined && { lastSuccessAt }),
      stale:
        settings.enabled &&
        lastSuccessAt !== undefined &&
        clock.now() - lastSuccessAt > 2 * settings.syncMinutes * minute,
      ...(interrupted(source)
        ? { text: say('sync.entraInterrupted') }
        : report?.text !== undefined && { text: report.text }),
      skipped: report?.skipped?.length ?? 0,
      details: [...(report?.details ?? [])],
      ...(report?.error && source.syncState === 'failed' && { error: report.error }),
    };
  };

  return {
    async get() {
      const source = await store.get();
      const redirectUri = await deps.redirectUri();
      if (!source) return { redirectUri, sync: { state: 'never', stale: false, skipped: 0, details: [] } };
      return {
        settings: source.settings,
        credential: describeCredential(openCredential(secretBox, source.sealedCredential)),
        redirectUri,
        sync: syncState(source),
      };
    },

    async update({ credential, ...input }, actor) {
      const settings = entraSettings.parse(input);
      requireGroups(settings);
      const given = credential && credentialOf(credential, clock.now());
      await endRunning();
      const source = await inTransaction(deps.executor, async (bound) => {
        const within = createEntraStore(bound);
        const known = await within.get();
        if (known) await within.update(known.id, changeOf(known, settings, given), clock.now());
        else {
          if (!given) throw new AppError('input.invalid', say('entra.enterCredential'));
          const id = randomUUID();
          await within.insert(id, settings, sealCredential(secretBox, given), clock.now());
          await createDirectoryMatchesStore(bound).setPolicy(id, newPolicy);
        }
        await record(bound, actor, known, await within.get(), given?.kind === 'secret');
        return known;
      });
      if (source && !settings.enabled) await deps.notices(source).over();
      deps.changed('entra');
    },

    async remove(actor) {
      await endRunning();
      const source = await inTransaction(deps.executor, async (bound) => {
        const within = createEntraStore(bound);
        const known = await within.get();
        if (!known) throw new AppError('record.notFound', say('entra.none'));
        await deps.releaseOver(bound).release(known.id);
        await within.remove(known.id);
        await record(bound, actor, known, undefined, false);
        return known;
      });
      await deps.notices(source).over();
      for (const topic of ['entra', 'users', 'groups'] as const) deps.changed(topic);
    },

    async credentialExpiresAt() {
      const source = await store.get();
      if (source?.settings.enabled !== true) return undefined;
      const credential = describeCredential(openCredential(secretBox, source.sealedCredential));
      return credential.kind === 'certificate' ? credential.expiresAt : source.settings.secretExpiresAt;
    },

    skipped: async () => (await store.get())?.report?.skipped ?? [],

    test: async (connection) => ({ users: await (await clientFor(connection)).countUsers() }),

    searchGroups: async (connection, text) => (await clientFor(connection)).searchGroups(text),

    async preview(input) {
      requireGroups(input);
      const known = await store.get();
      const synced = known === undefined ? new Map<string, string>() : await deps.people.synced(known.id);
      return previewFilter(await clientFor(input), input, synced);
    },

    async sync(actor, { everything = false, acceptChanges = false } = {}) {
      const source = await store.get();
      if (!source) throw new AppError('record.notFound', say('entra.none'));
      if (!source.settings.enabled) throw new AppError('input.invalid', say('entra.enableFirst'));
      if (everything || acceptChanges) await endRunning();
      // It reads nothing any more, so that whoever asks now would get no sync by it.
      else if (running !== undefined && running === ending) await tasks.ended(running);
      if (everything) {
        await store.setCursor(source.id, afresh(((await store.get()) ?? source).cursor));
      }
      return { taskId: start(source, actor, acceptChanges) };
    },

    async syncIfDue() {
      const source = await store.get();
      if (!source?.settings.enabled || running !== undefined) return;
      // Quitting cancels what runs: the rest is for the next start.
      const unfinished = !checkedSinceStart && source.syncState === 'cancelled';
      checkedSinceStart = true;
      if (
        unfinished ||
        interrupted(source) ||
        isSyncDue(source.syncEndedAt, source.settings.syncMinutes, clock.now())
      ) {
        start(source, itself);
      }
    },

    async enabledApp() {
      const source = await store.get();
      return source?.settings.enabled === true ? { sourceId: source.id, app: appOf(source) } : undefined;
    },
  };
};
