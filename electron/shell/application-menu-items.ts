// The menu of the application in the language of the console. Electron names its roles in English: each has its words here.
import type { MenuItemConstructorOptions } from 'electron';
import { type AdminText, renderText, say } from '../../shared/locales/admin-texts.ts';
import type { Language } from '../../shared/locales/text-keys.ts';

type Item = MenuItemConstructorOptions;

/** The menus of the platform; closing the window only hides it, so quitting has its own item everywhere. */
export const applicationMenuItems = (
  platform: NodeJS.Platform,
  language: Language,
  showAbout: () => void,
): readonly Item[] => {
  const mac = platform === 'darwin';
  const separator: Item = { type: 'separator' };
  const item = (role: NonNullable<Item['role']>, label: AdminText): Item => ({
    role,
    label: renderText(label, language),
  });
  const menu = (label: AdminText, submenu: readonly Item[], role?: Item['role']): Item => ({
    label: renderText(label, language),
    submenu: [...submenu],
    ...(role !== undefined && { role }),
  });
  const about: Item = { label: renderText(say('shell.about'), language), click: showAbout };
  const quit = item('quit', say('shell.quitRusset'));
  const app: Item = {
    label: 'Russet',
    submenu: [
      about,
      separator,
      item('hide', say('shell.hide')),
      item('hideOthers', say('shell.hideOthers')),
      separator,
      quit,
    ],
  };
  const edit = [
    item('undo', say('shell.undo')),
    item('redo', say('shell.redo')),
    separator,
    item('cut', say('shell.cut')),
    item('copy', say('shell.copy')),
    item('paste', say('shell.paste')),
    item('delete', say('shell.delete')),
    separator,
    item('selectAll', say('shell.selectAll')),
  ];
  const view = [
    item('resetZoom', say('shell.resetZoom')),
    item('zoomIn', say('shell.zoomIn')),
    item('zoomOut', say('shell.zoomOut')),
    separator,
    item('togglefullscreen', say('shell.togglefullscreen')),
  ];
  const window = [
    item('minimize', say('shell.minimize')),
    ...(mac
      ? [item('zoom', say('shell.zoomWindow')), separator, item('front', say('shell.bringToFront'))]
      : [item('close', say('shell.closeWindow'))]),
  ];
  return [
    ...(mac ? [app] : []),
    menu(say('shell.file'), [item('close', say('shell.closeWindow')), ...(mac ? [] : [quit])]),
    menu(say('shell.edit'), edit),
    menu(say('shell.view'), view),
    menu(say('shell.window'), window, 'window'),
    // On a Mac About stands in the menu of the app.
    ...(mac ? [] : [menu(say('shell.help'), [about], 'help')]),
  ];
};
