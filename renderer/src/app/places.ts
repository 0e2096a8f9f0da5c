// Where the palette leads beside the pages: their tabs and the pages below them.
import { foundIn } from '@shared/model/search-text.ts';
import { settingTypes } from '@shared/model/user-setting.ts';
import { currentTexts, type Texts } from '../lib/texts.ts';
import { type PageEntry, pages } from './pages.tsx';

export interface Place {
  readonly path: string;
  readonly label: string;
  readonly icon: PageEntry['icon'];
}

const below = (
  t: Texts<'app'>,
): Readonly<Partial<Record<PageEntry['id'], readonly (readonly [string, string])[]>>> => ({
  users: [
    ['/users/add', currentTexts('users')('addMany.title')],
    ['/users/invite-from-ldap', currentTexts('users')('add.ldap')],
  ],
  userSettings: settingTypes.map((type) => [`/user-settings?type=${type}`, t(`model:settingType.${type}`)]),
  devices: [['/devices/unassigned', currentTexts('devices')('unassigned.title')]],
  enroll: [
    ['/enroll?tab=links', currentTexts('enroll')('tab.links')],
    ['/enroll?tab=domain', currentTexts('enroll')('tab.domain')],
  ],
  mail: [['/mail?tab=templates', currentTexts('mail')('tab.templates')]],
  server: [
    ['/server?tab=certificate', currentTexts('server')('tab.certificate')],
    ['/server?tab=push', currentTexts('server')('tab.push')],
    ['/server?tab=records', currentTexts('server')('tab.records')],
  ],
});

/** The pages alone while nothing is typed, so that they are seen at a glance. */
export const placesFor = (typed: string, t: Texts<'app'>): readonly Place[] => {
  const tabs = below(t);
  const found: Place[] = pages.flatMap(({ id, path, icon }) => {
    const page = t(`pages.${id}`);
    const own = { path, label: page, icon };
    if (typed.trim() === '') return [own];
    return [own, ...(tabs[id] ?? []).map(([to, name]) => ({ path: to, label: `${page} › ${name}`, icon }))];
  });
  return found.filter(({ label }) => foundIn(typed, label));
};
