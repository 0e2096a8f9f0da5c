// Mails to administrators about notifications: gathered into one per recipient, and tried again while the mail server is away.
import { randomUUID } from 'node:crypto';
import { renderText } from '../../shared/locales/admin-texts.ts';
import type { PendingMail, NotificationsStore } from '../db/stores/office/notifications.ts';
import type { PostOffice } from '../mail/post-office.ts';
import type { Clock } from '../core/ports.ts';
import { day } from '../core/durations.ts';

/** A mail that could not be sent for so long is old news. */
const keptMs = day;
const listed = 20;

/** In English: whether the recipients read the language of the console is not known. */
const inEnglish = ({ component, title, detail }: PendingMail['notification']) => ({
  headline: `${renderText(component, 'en')}: ${renderText(title, 'en')}`,
  detail: renderText(detail, 'en'),
});

const compose = (mails: readonly PendingMail[]): { subject: string; text: string } => {
  const [first] = mails;
  const subject =
    mails.length === 1 && first
      ? `Russet: ${inEnglish(first.notification).headline}`
      : `Russet: ${String(mails.length)} notifications`;
  const parts = mails.slice(0, listed).map(({ notification }) => {
    const { headline, detail } = inEnglish(notification);
    return [`${notification.severity}: ${headline}`, detail, new Date(notification.at).toISOString()]
      .filter((line) => line !== '')
      .join('\n');
  });
  const more = mails.length > listed ? [`${String(mails.length - listed)} more are in the console.`] : [];
  return { subject, text: [...parts, ...more, 'Open Notifications in Russet to see all of them.'].join('\n\n') };
};

/** Sends what waits. Nothing is lost while there is no mail server; after a day it is given up. */
export const sendNotificationMails = async (deps: {
  readonly store: Pick<NotificationsStore, 'pendingMails' | 'removeMails'>;
  readonly postOffice: Pick<PostOffice, 'send'>;
  readonly clock: Pick<Clock, 'now'>;
}): Promise<void> => {
  const { store, postOffice, clock } = deps;
  const pending = await store.pendingMails();
  const old = pending.filter(({ createdAt }) => createdAt < clock.now() - keptMs);
  if (old.length > 0) await store.removeMails(old.map(({ id }) => id));
  const byAddress = new Map<string, PendingMail[]>();
  for (const mail of pending) {
    if (!old.includes(mail)) byAddress.set(mail.address, [...(byAddress.get(mail.address) ?? []), mail]);
  }
  for (const [address, mails] of byAddress) {
    const outcome = await postOffice.send({ id: randomUUID(), to: { name: '', address }, ...compose(mails) });
    // No other recipient would get anything either.
    if (outcome.kind === 'server') return;
    if (outcome.kind !== 'deferred') await store.removeMails(mails.map(({ id }) => id));
  }
};
