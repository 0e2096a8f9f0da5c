// The tray icon: the sign that Russet listens while its window is closed, and the way back and out.
import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import { join } from 'node:path';
import { renderText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import { listenerLine, type ListenerState } from './listener-line.ts';

export interface TrayIcon {
  setListener(listener: ListenerState): void;
}

// Held here: a Tray that nothing refers to vanishes with the next garbage collection.
let tray: Tray | undefined;

/** Started at login Russet shows no window: devices are served, the tray says so. */
const atLogin = { args: ['--hidden'] };

/** Where the system has no list of programs to start, or the program is not installed, nothing is offered. */
const startAtLogin = (label: string): MenuItemConstructorOptions[] =>
  app.isPackaged && process.platform !== 'linux'
    ? [
        {
          label,
          type: 'checkbox',
          checked: app.getLoginItemSettings(atLogin).openAtLogin,
          click: ({ checked }) => {
            app.setLoginItemSettings({ ...atLogin, openAtLogin: checked });
          },
        },
      ]
    : [];

/** Puts the icon into the tray. On a desktop without a tray nothing appears and nothing fails. */
export const createTray = (settings: {
  bundleFolder: string;
  /** The console's, now. */
  language: () => Language;
  open: () => void;
  quit: () => void;
}): TrayIcon => {
  const word = (key: 'open' | 'startAtLogin' | 'quitRusset'): string =>
    renderText(say(`shell.${key}`), settings.language());
  const icon = new Tray(nativeImage.createFromPath(join(settings.bundleFolder, 'tray.png')));
  tray = icon;
  icon.on('click', settings.open);
  const setListener: TrayIcon['setListener'] = (listener) => {
    const line = renderText(listenerLine(listener), settings.language());
    icon.setToolTip(renderText(say('shell.trayTip', { line }), settings.language()));
    icon.setContextMenu(
      Menu.buildFromTemplate([
        { label: word('open'), click: settings.open },
        { label: line, enabled: false },
        { type: 'separator' },
        ...startAtLogin(word('startAtLogin')),
        { label: word('quitRusset'), click: settings.quit },
      ]),
    );
  };
  return { setListener };
};

/** Takes the icon away, before the app ends. */
export const removeTray = (): void => {
  tray?.destroy();
  tray = undefined;
};
