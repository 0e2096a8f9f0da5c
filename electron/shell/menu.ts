// The menus of the application and of the right mouse button: nothing that opens a page or developer tools.
import { app, Menu, type WebContents } from 'electron';
import type { Language } from '../../shared/locales/text-keys.ts';
import { version } from '../core/version.ts';
import { applicationMenuItems } from './application-menu-items.ts';
import { contextItems } from './context-menu-items.ts';

/** Sets the menu of the platform. */
export const setApplicationMenu = (platform: NodeJS.Platform, language: Language): void => {
  app.setAboutPanelOptions({ applicationName: 'Russet', applicationVersion: version });
  const showAbout = (): void => {
    app.showAboutPanel();
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate([...applicationMenuItems(platform, language, showAbout)]));
};

/** Gives a page the menu of the right mouse button. */
export const offerContextMenu = (contents: WebContents, language: () => Language): void => {
  contents.on('context-menu', (_event, target) => {
    const items = contextItems(target, language());
    if (items.length > 0) Menu.buildFromTemplate([...items]).popup();
  });
};
