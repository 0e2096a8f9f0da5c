// What every new office holds under an English name is told in the language of the reader.
import { expect, it } from 'vitest';
import { shownName } from '../../../shared/locales/shipped.ts';
import { settingTypes } from '../../../shared/model/user-setting.ts';
import { startOffice } from '../../support/core.ts';

it('every group and user setting of a new office has a name and a description in both languages', async () => {
  const office = await startOffice();
  try {
    const groups = (await office.call('groups.list', {})).rows;
    const settings = await Promise.all(settingTypes.map((type) => office.call('userSettings.list', { type })));
    const words = [
      ...groups.map(({ name }) => name),
      ...settings.flat().flatMap(({ name, description }) => [name, description]),
    ];
    expect(words.length).toBe(1 + 2 * settingTypes.length);
    expect(words.filter((name) => typeof shownName(name) === 'string')).toEqual([]);
  } finally {
    await office.stop();
  }
});
