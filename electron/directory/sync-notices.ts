// What the end of a sync means for the administrator: the same notifications for every kind of directory.
import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '../../shared/errors.ts';
import { type AdminText, say, type ShownText, verbatim } from '../../shared/locales/admin-texts.ts';
import type { NotificationComponentType } from '../../shared/model/notification.ts';
import type { GoneOutcome } from './gone-people.ts';
import type { NotificationCause, Notifications } from '../office/notifications.ts';

export interface SyncEnd {
  readonly state: 'ok' | 'failed' | 'discarded' | 'cancelled';
  /** Why it failed, or why the whole sync was dropped. */
  readonly error?: { readonly code: ErrorCode; readonly text: AdminText } | undefined;
  /** What was not done before an administrator says so, in a word; absent if it was the whole sync. */
  readonly title?: AdminText | undefined;
  /** Who could not be taken in. */
  readonly skipped?: readonly { readonly who: string; readonly reason: ShownText }[];
  /** How many could. */
  readonly taken?: number;
  /** False if only changes were read: then nobody skipped says nothing of those skipped before. */
  readonly whole?: boolean;
  /** Who was disabled for being gone, and how many of their devices were asked to go. */
  readonly gone?: Pick<GoneOutcome, 'disabled' | 'retired'> | undefined;
  /** True if those skipped before were read again all the same. */
  readonly settled?: boolean;
}

/** As the audit trail says it. */
export const syncOutcome: Readonly<Record<SyncEnd['state'], string>> = {
  ok: 'Succeeded',
  failed: 'Failed',
  discarded: 'Dropped as a whole',
  cancelled: 'Cancelled',
};

export interface SyncNotices {
  ended(end: SyncEnd): Promise<void>;
  /** The directory is switched off or deleted: nothing of it matters any more. */
  over(): Promise<void>;
}

const failures: Partial<Readonly<Record<ErrorCode, Pick<NotificationCause, 'severity' | 'type' | 'title'>>>> = {
  'directory.unreachable': { severity: 'Warning', type: 'Data Sync', title: say('notices.directoryUnreachable') },
  'directory.credentials': {
    severity: 'Critical',
    type: 'Server Authentication Error',
    title: say('notices.directoryCredentials'),
  },
  'directory.consent': {
    severity: 'Critical',
    type: 'Server Authentication Error',
    title: say('notices.directoryConsent'),
  },
  'directory.untrusted': {
    severity: 'Critical',
    type: 'Server Authentication Error',
    title: say('notices.directoryUntrusted'),
  },
};
const otherFailure = { severity: 'Warning', type: 'Data Sync', title: say('notices.directoryFailed') } as const;

const named = 5;

export const createSyncNotices = (
  notifications: Notifications,
  source: {
    readonly componentType: Extract<NotificationComponentType, 'LDAP' | 'Entra ID'>;
    readonly id: string;
    readonly name: string;
    readonly page: string;
  },
): SyncNotices => {
  const { componentType, id, name: component, page } = source;
  const prefix = `sync:${id}:`;
  const keys = { failure: `${prefix}failure`, discard: `${prefix}discard`, skipped: `${prefix}skipped` };
  const base = { componentType, component, page };

  const tellSkipped = async ({ skipped = [], taken = 0, whole = true, settled = false }: SyncEnd): Promise<void> => {
    if (skipped.length === 0) {
      if (whole || settled) await notifications.clear(keys.skipped);
      return;
    }
    const some = skipped.slice(0, named).map(({ who, reason }) => say('notices.skippedPerson', { who, reason }));
    const more = skipped.length > named ? [say('notices.andMore', { rest: skipped.length - named })] : [];
    await notifications.raise({
      ...base,
      key: keys.skipped,
      severity: 'Warning',
      type: 'Data Sync',
      title: taken === 0 && whole ? say('notices.nobodySynced') : say('notices.someNotSynced'),
      detail: say('notices.skipped', { people: [...some, ...more] }),
    });
  };

  /** Each time anew: it is no state that lasts. */
  const tellGone = async ({ disabled, retired }: Pick<GoneOutcome, 'disabled' | 'retired'>): Promise<void> => {
    if (disabled.length + retired === 0) return;
    const more = disabled.length > named ? [say('notices.andMore', { rest: disabled.length - named })] : [];
    await notifications.raise({
      ...base,
      key: `${prefix}gone:${randomUUID()}`,
      severity: 'Warning',
      type: 'Data Sync',
      title: say('notices.goneDisabled'),
      detail: say(retired === 0 ? 'notices.goneNames' : 'notices.goneNamesRetired', {
        people: [...disabled.slice(0, named).map(verbatim), ...more],
        devices: retired,
      }),
    });
  };

  return {
    async ended(end) {
      const { state, error } = end;
      if (state === 'cancelled') return;
      if (state === 'failed') {
        const how = failures[error?.code ?? 'internal'] ?? otherFailure;
        await notifications.raise({ ...base, ...how, key: keys.failure, detail: error?.text ?? '' });
        return;
      }
      await notifications.clear(keys.failure);
      if (state === 'discarded') {
        await notifications.raise({
          ...base,
          key: keys.discard,
          severity: 'Warning',
          type: 'Data Sync',
          title: end.title ?? say('notices.syncDropped'),
          detail: error?.text ?? '',
        });
        return;
      }
      await notifications.clear(keys.discard);
      if (end.gone) await tellGone(end.gone);
      await tellSkipped(end);
    },
    over: () => notifications.clearAll(prefix),
  };
};
