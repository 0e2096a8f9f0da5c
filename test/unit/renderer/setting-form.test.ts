import { describe, expect, it } from 'vitest';
import type { SettingOf } from '../../../renderer/src/features/user-settings/setting-form.ts';
import { moved, toChangedSetting, toNewSetting } from '../../../renderer/src/features/user-settings/setting-form.ts';
import {
  emptyRegistration,
  minimumVersionText,
  registrationFormOf,
  toRegistrationBody,
} from '../../../renderer/src/features/user-settings/kinds/registration-form.ts';
import { currentTexts, nameOf, setLanguage } from '../../../renderer/src/lib/texts.ts';

const t = currentTexts('user-settings');

const setting: SettingOf<'registration'> = {
  id: 's1',
  type: 'registration',
  name: 'Phones',
  description: '',
  body: {
    appleEnrollmentType: 'user',
    includeMacos: true,
    minimumVersions: { iOS: '16.4' },
    ownership: 'user-owned',
    registrationType: 'password-and-pin',
    pin: { length: 8, lifetimeDays: 3, allowRequest: true },
    allowedSerials: ['F2LXK1ABCD12'],
  },
  isDefault: false,
  priority: 1,
  groups: [{ id: 'g1', name: 'Sales' }],
  updatedAt: 0,
};
const form = {
  name: setting.name,
  description: '',
  body: registrationFormOf(setting.body),
  groupIds: ['g1'],
};

describe('the form of a user setting', () => {
  it('survives the way from a registration setting into the form and back', () => {
    expect(toChangedSetting(setting, 'registration', toRegistrationBody, form)).toEqual({
      id: 's1',
      type: 'registration',
      name: 'Phones',
      description: '',
      body: setting.body,
      groupIds: ['g1'],
    });
  });

  it('sends no version for a platform that is not ticked', () => {
    const body = { ...form.body, minimumEnabled: { iOS: false, iPadOS: false, macOS: false } };
    expect(toNewSetting('registration', toRegistrationBody, { ...form, body }).body).toMatchObject({
      minimumVersions: {},
    });
  });

  it('sends no groups for the default', () => {
    const standard = { id: 'd', isDefault: true, name: 'Default Device Registration Setting', description: '' };
    expect(
      toChangedSetting(standard, 'registration', toRegistrationBody, { ...form, body: emptyRegistration }),
    ).not.toHaveProperty('groupIds');
  });

  it('keeps the stored name of the default when it was shown in German and left alone', () => {
    setLanguage('de');
    const standard = {
      id: 'd',
      isDefault: true,
      name: 'Default Device Registration Setting',
      description: 'Applies to everybody whom no other setting reaches',
    };
    const shown = { ...form, name: nameOf(standard.name), description: nameOf(standard.description) };
    expect(shown).toMatchObject({
      name: 'Standard: Registrierungseinstellung',
      description: 'Gilt für alle, die keine andere Einstellung erreicht',
    });
    const sent = (typed: typeof form) => toChangedSetting(standard, 'registration', toRegistrationBody, typed);
    expect(sent(shown)).toMatchObject({ name: standard.name, description: standard.description });
    expect(sent({ ...shown, name: 'Für alle' })).toMatchObject({
      name: 'Für alle',
      description: standard.description,
    });
    setLanguage('en');
  });

  it('moves a setting one place and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 'up')).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 'down')).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 'a', 'up')).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'b', 'down')).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'x', 'down')).toEqual(['a', 'b']);
  });

  it('says the minimum versions in one line', () => {
    expect(minimumVersionText({ minimumVersions: { iOS: '16.4', macOS: '14' } }, t)).toBe('iOS 16.4, macOS 14');
    expect(minimumVersionText({ minimumVersions: {} }, t)).toBe('None');
  });
});
