// The application menu: the shortcuts people expect, nothing that opens a page or developer tools.
import { Menu, type MenuItemConstructorOptions } from 'electron';

const macAppMenu: MenuItemConstructorOptions = {
  role: 'appMenu',
  submenu: [{ role: 'about' }, { type: 'separator' }, { role: 'hide' }, { role: 'hideOthers' }, { role: 'quit' }],
};

/** Sets the menu of the platform; closing the window only hides it, so quitting has its own item everywhere. */
export const setApplicationMenu = (platform: NodeJS.Platform): void => {
  const file: MenuItemConstructorOptions = {
    label: 'File',
    submenu: [{ role: 'close', label: 'Close Window' }, ...(platform === 'darwin' ? [] : [{ role: 'quit' as const }])],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(platform === 'darwin' ? [macAppMenu] : []),
      file,
      { role: 'editMenu' },
      view,
      { role: 'windowMenu' },
    ]),
  );
};
