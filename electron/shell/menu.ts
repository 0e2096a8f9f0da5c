// The menus of the application and of the right mouse button: nothing that opens a page or developer tools.
import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import { renderText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import { version } from '../core/version.ts';
import { contextItems } from './context-menu-items.ts';

const macAppMenu: MenuItemConstructorOptions = {
  role: 'appMenu',
  submenu: [{ role: 'about' }, { type: 'separator' }, { role: 'hide' }, { role: 'hideOthers' }, { role: 'quit' }],
};

/** Sets the menu of the platform; closing the window only hides it, so quitting has its own item everywhere. */
export const setApplicationMenu = (platform: NodeJS.Platform, language: Language): void => {
  const mac = platform === 'darwin';
  const word = (key: 'file' | 'edit' | 'view' | 'window' | 'help' | 'closeWindow' | 'about' | 'quitRusset'): string =>
    renderText(say(`shell.${key}`), language);
  const file: MenuItemConstructorOptions = {
    label: word('file'),
    submenu: [
      { role: 'close', label: word('closeWindow') },
      ...(mac ? [] : [{ role: 'quit' as const, label: word('quitRusset') }]),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: word('view'),
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  app.setAboutPanelOptions({ applicationName: 'Russet', applicationVersion: version });
  const about: MenuItemConstructorOptions = {
    label: word('about'),
    click: () => {
      app.showAboutPanel();
    },
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [macAppMenu] : []),
      file,
      { role: 'editMenu', label: word('edit') },
      view,
      { role: 'windowMenu', label: word('window') },
      // On a Mac About stands in the menu of the app.
      ...(mac ? [] : [{ role: 'help' as const, label: word('help'), submenu: [about] }]),
    ]),
  );
};

/** Gives a page the menu of the right mouse button. */
export const offerContextMenu = (contents: WebContents, language: () => Language): void => {
  contents.on('context-menu', (_event, target) => {
    const items = contextItems(target, language());
    if (items.length > 0) Menu.buildFromTemplate([...items]).popup();
  });
};
