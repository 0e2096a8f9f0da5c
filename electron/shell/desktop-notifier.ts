// Notifications of the operating system, for what cannot wait until somebody opens the window.
import { Notification } from 'electron';
import { renderText } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import type { DesktopNotifier } from '../core/ports.ts';

/** A click calls `open`. Where the desktop has no notifications nothing appears and nothing fails. */
export const createDesktopNotifier = (open: () => void, language: () => Language): DesktopNotifier => {
  // Held until they are gone: one that nothing refers to loses its click.
  const shown = new Set<Notification>();
  return {
    show({ title, text }) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({
        title: renderText(title, language()),
        body: renderText(text, language()),
      });
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
