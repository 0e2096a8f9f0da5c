// What needs attention, the gravest first: the one list of it, wherever the console speaks of it.
import type { Overview } from '@shared/ipc/office/home.ts';
import type { NotificationRow } from '@shared/ipc/office/notifications.ts';
import type { Tone } from '../../components/status-chip.tsx';
import { type FigureId, figures } from './figures.ts';

/** Figures of which more than none deserves a look. */
const watched = [
  { id: 'failedLastDay', tone: 'error' },
  { id: 'outOfContact', tone: 'warning' },
  { id: 'renewalFailed', tone: 'warning' },
  { id: 'waitingLong', tone: 'warning' },
  { id: 'mailFailed', tone: 'warning' },
  { id: 'invitationExpired', tone: 'info' },
] as const satisfies readonly { readonly id: FigureId; readonly tone: Tone }[];

export type WatchedFigure = (typeof watched)[number]['id'];

export type AttentionItem =
  | { readonly tone: Tone; readonly figure: WatchedFigure; readonly count: number }
  | { readonly tone: Tone; readonly notification: NotificationRow };

const order: readonly Tone[] = ['error', 'warning', 'info'];

const toneOf = ({ severity, type }: NotificationRow): Tone => {
  if (severity === 'Critical') return 'error';
  // What expires is worth planning for from the first notice on.
  return severity === 'Warning' || type === 'Expiration' ? 'warning' : 'info';
};

/** What needs attention without having raised a notification: the other half of the list. */
export const attentionBesideNotifications = (overview: Overview): readonly AttentionItem[] =>
  attentionItems(overview).filter((item) => 'figure' in item);

/** How much needs attention: the length of the list, with the notifications that it has no room for. */
export const attentionCount = (overview: Overview): number =>
  overview.notifications.open + attentionBesideNotifications(overview).length;

/** Empty if nothing needs attention. Notifications come before figures of the same weight. */
export const attentionItems = (overview: Overview): readonly AttentionItem[] => {
  const items: AttentionItem[] = [
    ...overview.notifications.gravest.map((notification) => ({ tone: toneOf(notification), notification })),
    ...watched.flatMap(({ id, tone }) => {
      const count = figures[id].of(overview);
      return count === 0 ? [] : [{ tone, figure: id, count }];
    }),
  ];
  return items.toSorted((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
};
