// The notification centre: what is raised, told once, cleared by hand or by itself, mailed and exported.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createNotifications,
  type NotificationCause,
  type Notifications,
} from '../../../electron/office/notifications.ts';
import { silentLogger } from '../../../electron/core/ports.ts';
import { createNotificationsStore } from '../../../electron/db/stores/office/notifications.ts';
import { createSettingsStore } from '../../../electron/db/stores/office/settings.ts';
import { type AdminText, renderText, say } from '../../../shared/locales/admin-texts.ts';
import { temporaryDatabase } from '../../support/people.ts';

const cause: NotificationCause = {
  key: 'sync:1:failure',
  severity: 'Warning',
  type: 'Data Sync',
  componentType: 'LDAP',
  component: 'Head office',
  title: 'The directory cannot be reached',
  detail: 'ldap.office.example:389 does not answer.',
  page: '/ldap',
};

describe('raising notifications', () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let now = 1000;
  let shown: AdminText[];
  let notifications: Notifications;

  beforeEach(async () => {
    database = await temporaryDatabase();
    shown = [];
    now = 1000;
    notifications = createNotifications({
      executor: database.executor,
      clock: { now: () => now },
      logger: silentLogger,
      desktop: { show: ({ title }) => shown.push(title) },
      changed: () => undefined,
    });
  });
  afterEach(() => database.close());

  const store = () => createNotificationsStore(database.executor);
  const rows = async () =>
    (await store().list({}, 100, 0)).rows.map(({ at, severity, status, detail }) => [at, severity, status, detail]);

  it('tells the same cause once, and keeps its newest detail', async () => {
    await notifications.raise(cause);
    now = 2000;
    await notifications.raise({ ...cause, detail: 'Still not.' });
    expect(await rows()).toEqual([[1000, 'Warning', 'Open', 'Still not.']]);
    expect(await store().counts()).toEqual({ open: 1, critical: 0 });
  });

  it('ends by itself, keeps that as history, and is told anew when it comes again', async () => {
    await notifications.clear(cause.key);
    expect(await rows()).toEqual([]);
    await notifications.raise(cause);
    now = 2000;
    await notifications.clear(cause.key);
    expect(await rows()).toEqual([[2000, 'Cleared', 'Cleared', cause.detail]]);
    now = 3000;
    await notifications.raise(cause);
    expect((await rows()).map(([at, severity, status]) => [at, severity, status])).toEqual([
      [3000, 'Warning', 'Open'],
      [2000, 'Cleared', 'Cleared'],
    ]);
    await store().prune(2001);
    expect(await rows()).toHaveLength(1);
  });

  it('leaves what an administrator cleared alone until it grows worse', async () => {
    await notifications.raise(cause);
    const [row] = (await store().list({}, 1, 0)).rows;
    expect(await store().clear([row?.id ?? ''], 'console')).toHaveLength(1);
    now = 2000;
    await notifications.raise(cause);
    await notifications.raise({ ...cause, severity: 'Information' });
    expect((await rows()).map(([at, , status]) => [at, status])).toEqual([[1000, 'Cleared']]);
    await notifications.raise({ ...cause, severity: 'Critical', title: 'The directory refuses the credentials' });
    expect((await store().list({}, 1, 0)).rows[0]).toMatchObject({ at: 2000, severity: 'Critical', status: 'Open' });
    expect((await store().list({}, 1, 0)).rows[0]).not.toHaveProperty('clearedBy');
  });

  it('shows on the desktop what is critical, once', async () => {
    await notifications.raise(cause);
    await notifications.raise({ ...cause, severity: 'Critical' });
    await notifications.raise({ ...cause, severity: 'Critical' });
    expect(shown.map(({ english }) => english)).toEqual(['Head office: The directory cannot be reached']);
  });

  it('ends everything of a directory that is gone', async () => {
    await notifications.raise(cause);
    await notifications.raise({ ...cause, key: 'sync:1:discard' });
    await notifications.raise({ ...cause, key: 'sync:10:discard' });
    await notifications.clearAll('sync:1:');
    expect(await store().counts()).toEqual({ open: 1, critical: 0 });
  });

  it('queues mails for those who ticked the severity', async () => {
    const tick = { critical: true, warning: false, information: false };
    await createSettingsStore(database.executor).set({
      notificationMail: {
        enabled: true,
        recipients: [
          { address: 'chief@office.example', ...tick },
          { address: 'admin@office.example', ...tick, warning: true },
        ],
      },
    });
    await notifications.raise(cause);
    await notifications.raise(cause);
    expect((await store().pendingMails()).map(({ address }) => address)).toEqual(['admin@office.example']);
  });

  it('keeps texts for the language of the reader, and finds and sorts them by their English', async () => {
    const keyed = { ...cause, title: say('notices.directoryUnreachable'), detail: say('notices.andMore', { rest: 3 }) };
    await notifications.raise(keyed);
    await notifications.raise({ ...cause, key: 'b', title: 'About something else' });
    const [row] = (await store().list({ search: 'cannot be reached' }, 100, 0)).rows;
    expect(row).toMatchObject({ title: keyed.title, detail: keyed.detail, component: 'Head office' });
    expect(renderText(row?.title ?? '', 'de')).toBe('Das Verzeichnis ist nicht erreichbar');
    expect((await store().list({ search: 'notices' }, 100, 0)).total).toBe(0);
    const { rows: sorted } = await store().list({ sortBy: 'title', sortDirection: 'asc' }, 100, 0);
    expect(sorted.map(({ title }) => renderText(title, 'en'))).toEqual(['About something else', cause.title]);
    await notifications.raise({
      ...cause,
      key: 'worse',
      severity: 'Critical',
      title: say('notices.directoryUnreachable'),
    });
    expect(shown.map((title) => renderText(title, 'de'))).toEqual([
      'Head office: Das Verzeichnis ist nicht erreichbar',
    ]);
  });

  it('does not tell again in other languages what was told in plain words', async () => {
    await notifications.raise(cause);
    now = 2000;
    await notifications.raise({ ...cause, title: say('notices.directoryUnreachable') });
    expect((await rows()).map(([at]) => at)).toEqual([1000]);
  });

  it('never fails whoever raises it', async () => {
    await database.close();
    await expect(notifications.raise(cause)).resolves.toBeUndefined();
    await expect(notifications.clear(cause.key)).resolves.toBeUndefined();
    database = await temporaryDatabase();
  });
});
