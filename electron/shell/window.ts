// The main window: hidden instead of closed, so that the listener goes on; remembered size and place.
import { BrowserWindow, dialog, screen, type Session } from 'electron';
import { join } from 'node:path';
import { type AdminText, renderText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import { offerContextMenu } from './menu.ts';
import { appOrigin, secureWindowOptions } from './security.ts';
import { isFirstClose, loadWindowState, minimumSize, saveWindowState } from './window-state.ts';

export interface MainWindow {
  /** Shows it and brings it to the front, also when it was hidden or minimized. */
  show(): void;
  /** Sends an event to its page, if there is one. */
  send(channel: string, event: unknown): void;
  /**
   * Closes it because the app is to end; asks first if something typed in it is not saved. False if the person keeps it:
   * then the app goes on.
   */
  leave(): Promise<boolean>;
}

/** Creates the window and loads the console. It appears when its first picture is ready, unless `hidden`. */
export const createMainWindow = (settings: {
  dataFolder: string;
  bundleFolder: string;
  preload: string;
  session: Session;
  devTools: boolean;
  hidden: boolean;
  /** For the question about what is not saved, and the menu of the right mouse button. */
  language: () => Language;
  /** Called when the window hides for the very first time: people think that Russet has ended. */
  onFirstClose: () => void;
}): MainWindow => {
  const { maximized, ...bounds } = loadWindowState(
    settings.dataFolder,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    ...secureWindowOptions(settings),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Russet',
    icon: join(settings.bundleFolder, 'icon.png'),
    autoHideMenuBar: true,
  });
  if (maximized) window.maximize();
  if (settings.hidden) window.hide();

  const show = (): void => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  offerContextMenu(window.webContents, settings.language);

  let closing = false;
  let answerLeave: ((left: boolean) => void) | undefined;
  window.on('close', (event) => {
    const first = isFirstClose(settings.dataFolder);
    saveWindowState(settings.dataFolder, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    if (closing) return;
    event.preventDefault();
    window.hide();
    if (first) settings.onFirstClose();
  });
  // The buttons of a mouse and the keys of a keyboard that browsers go back and forward with.
  window.on('app-command', (_event, command) => {
    const history = window.webContents.navigationHistory;
    if (command === 'browser-backward' && history.canGoBack()) history.goBack();
    if (command === 'browser-forward' && history.canGoForward()) history.goForward();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    show();
    const words = (text: AdminText): string => renderText(text, settings.language());
    const discard = dialog.showMessageBoxSync(window, {
      type: 'warning',
      title: 'Russet',
      message: words(say('shell.unsaved')),
      detail: words(say('shell.unsavedText')),
      buttons: [words(say('shell.keepEditing')), words(say('shell.discard'))],
      defaultId: 0,
      cancelId: 0,
    });
    if (discard === 1) {
      // Lets the page go in spite of its objection.
      event.preventDefault();
      return;
    }
    closing = false;
    answerLeave?.(false);
  });
  window.on('unresponsive', () => {
    // A page that hangs cannot say what it holds, and must not keep the app from ending.
    if (closing) window.destroy();
  });
  window.on('closed', () => answerLeave?.(true));
  window.once('ready-to-show', () => {
    if (!settings.hidden) window.show();
  });
  void window.loadURL(`${appOrigin}/index.html`);

  return {
    show,
    send(channel, event) {
      if (!window.isDestroyed()) window.webContents.send(channel, event);
    },
    leave() {
      if (window.isDestroyed()) return Promise.resolve(true);
      return new Promise((resolve) => {
        answerLeave = resolve;
        closing = true;
        window.close();
      });
    },
  };
};
