// The main window: hidden instead of closed, so that the listener goes on; remembered size and place.
import { BrowserWindow, screen, type Session } from 'electron';
import { join } from 'node:path';
import type { Language } from '../../shared/locales/text-keys.ts';
import { offerContextMenu } from './menu.ts';
import { appOrigin, secureWindowOptions } from './security.ts';
import { isFirstClose, loadWindowState, minimumSize, saveWindowState } from './window-state.ts';

export interface MainWindow {
  /** Shows it and brings it to the front, also when it was hidden or minimized. */
  show(): void;
  /** Sends an event to its page, if there is one. */
  send(channel: string, event: unknown): void;
  /** From now on closing really closes: the app is ending. */
  allowClose(): void;
}

/** Creates the window and loads the console. It appears when its first picture is ready, unless `hidden`. */
export const createMainWindow = (settings: {
  dataFolder: string;
  bundleFolder: string;
  preload: string;
  session: Session;
  devTools: boolean;
  hidden: boolean;
  /** In which the menu of the right mouse button speaks. */
  language: () => Promise<Language>;
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

  offerContextMenu(window.webContents, settings.language);

  let closing = false;
  window.on('close', (event) => {
    const first = isFirstClose(settings.dataFolder);
    saveWindowState(settings.dataFolder, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    if (closing) return;
    event.preventDefault();
    window.hide();
    if (first) settings.onFirstClose();
  });
  window.once('ready-to-show', () => {
    if (!settings.hidden) window.show();
  });
  void window.loadURL(`${appOrigin}/index.html`);

  return {
    show() {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    send(channel, event) {
      if (!window.isDestroyed()) window.webContents.send(channel, event);
    },
    allowClose() {
      closing = true;
    },
  };
};
