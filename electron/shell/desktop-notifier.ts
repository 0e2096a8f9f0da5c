// Notifications of the operating system, for what cannot wait until somebody opens the window.
import { Notification } from 'electron';
import type { DesktopNotifier } from '../core/ports.ts';

/** A click calls `open`. Where the desktop has no notifications nothing appears and nothing fails. */
export const createDesktopNotifier = (open: () => void): DesktopNotifier => {
  // Held until they are gone: one that nothing refers to loses its click.
  const shown = new Set<Notification>();
  return {
    show({ title, text }) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body: text });
      const gone = (): void => {
        shown.delete(notification);
      };
      notification.on('click', () => {
        gone();
        open();
      });
      notification.on('close', gone);
      notification.on('failed', gone);
      shown.add(notification);
      notification.show();
    },
  };
};
