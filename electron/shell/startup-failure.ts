// The window for a core that cannot start: shows the reason and a way on. The data is left untouched.
import { BrowserWindow, type Session } from 'electron';
import { renderText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import { appOrigin, secureWindowOptions } from './security.ts';
import { failureActionOf, failurePath } from './startup-failure-page.ts';

/** Shows the page and resolves with `retry` or `quit` (also when the window is closed); `openFolder` may come before. */
export const showStartupFailure = (settings: {
  session: Session;
  language: Language;
  openFolder: () => void;
}): Promise<'retry' | 'quit'> =>
  new Promise((resolve) => {
    const window = new BrowserWindow({
      ...secureWindowOptions({ session: settings.session, devTools: false }),
      width: 680,
      height: 420,
      title: renderText(say('shell.couldNotStart'), settings.language),
      autoHideMenuBar: true,
    });
    let choice: 'retry' | 'quit' = 'quit';
    // The first of the navigation events: hardening has already stopped it, and so no later one follows.
    window.webContents.on('will-frame-navigate', (event) => {
      const action = failureActionOf(event.url);
      if (action === 'open-folder') settings.openFolder();
      else if (action) {
        choice = action;
        window.close();
      }
    });
    window.on('closed', () => {
      resolve(choice);
    });
    void window.loadURL(`${appOrigin}${failurePath}`);
  });
