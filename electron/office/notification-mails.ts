// Mails to administrators about notifications: gathered into one per recipient, and tried again while the mail server is away.
import { randomUUID } from 'node:crypto';
import { type AdminText, renderText, say, type ShownText } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import type { NotificationSeverity } from '../../shared/model/notification.ts';
import type { PendingMail, NotificationsStore } from '../db/stores/office/notifications.ts';
import { mailTime } from '../mail/mail-time.ts';
import type { PostOffice } from '../mail/post-office.ts';
import type { Clock } from '../core/ports.ts';
import { day } from '../core/durations.ts';

/** A mail that could not be sent for so long is old news. */
const keptMs = day;
const listed = 20;

const severities: Readonly<Record<NotificationSeverity, AdminText>> = {
  Critical: say('notices.critical'),
  Warning: say('notices.warning'),
  Information: say('notices.information'),
  Cleared: say('notices.cleared'),
};

const compose = (mails: readonly PendingMail[], language: Language): { subject: string; text: string } => {
  const words = (text: ShownText): string => renderText(text, language);
  const headlineOf = ({ component, title }: PendingMail['notification']): string =>
    `${words(component)}: ${words(title)}`;
  const [first] = mails;
  const subject =
    mails.length === 1 && first
      ? `Russet: ${headlineOf(first.notification)}`
      : words(say('notices.mailSubject', { count: mails.length }));
  const parts = mails
    .slice(0, listed)
    .map(({ notification }) =>
      [
        `${words(severities[notification.severity])}: ${headlineOf(notification)}`,
        words(notification.detail),
        mailTime(notification.at, language),
      ]
        .filter((line) => line !== '')
        .join('\n'),
    );
  const rest = mails.length - listed;
  const more = rest > 0 ? [words(say('notices.mailMore', { count: rest }))] : [];
  return { subject, text: [...parts, ...more, words(say('notices.mailEnd'))].join('\n\n') };
};

/** Sends what waits. Nothing is lost while there is no mail server; after a day it is given up. */
export const sendNotificationMails = async (deps: {
  readonly store: Pick<NotificationsStore, 'pendingMails' | 'removeMails'>;
  readonly postOffice: Pick<PostOffice, 'send'>;
  readonly clock: Pick<Clock, 'now'>;
  /** What the person with this address reads. */
  readonly languageOf: (address: string) => Promise<Language>;
}): Promise<void> => {
  const { store, postOffice, clock, languageOf } = deps;
  const pending = await store.pendingMails();
  const old = pending.filter(({ createdAt }) => createdAt < clock.now() - keptMs);
  if (old.length > 0) await store.removeMails(old.map(({ id }) => id));
  const byAddress = new Map<string, PendingMail[]>();
  for (const mail of pending) {
    if (!old.includes(mail)) byAddress.set(mail.address, [...(byAddress.get(mail.address) ?? []), mail]);
  }
  for (const [address, mails] of byAddress) {
    const mail = compose(mails, await languageOf(address));
    const outcome = await postOffice.send({ id: randomUUID(), to: { name: '', address }, ...mail });
    // No other recipient would get anything either.
    if (outcome.kind === 'server') return;
    if (outcome.kind !== 'deferred') await store.removeMails(mails.map(({ id }) => id));
  }
};
