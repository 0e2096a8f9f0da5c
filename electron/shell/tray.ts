// The tray icon: the sign that Russet listens while its window is closed, and the way back and out.
import { Menu, nativeImage, Tray } from 'electron';
import { join } from 'node:path';
import { listenerLine, type ListenerState } from './listener-line.ts';

export interface TrayIcon {
  setListener(listener: ListenerState): void;
}

// Held here: a Tray that nothing refers to vanishes with the next garbage collection.
let tray: Tray | undefined;

/** Puts the icon into the tray. On a desktop without a tray nothing appears and nothing fails. */
export const createTray = (settings: { bundleFolder: string; open: () => void; quit: () => void }): TrayIcon => {
  const icon = new Tray(nativeImage.createFromPath(join(settings.bundleFolder, 'tray.png')));
  tray = icon;
  icon.on('click', settings.open);
  const setListener: TrayIcon['setListener'] = (listener) => {
    const line = listenerLine(listener);
    icon.setToolTip(`Russet: ${line}`);
    icon.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Russet', click: settings.open },
        { label: line, enabled: false },
        { type: 'separator' },
        { label: 'Quit Russet', click: settings.quit },
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
