import { describe, expect, it } from 'vitest';
import type { RegistrationSetting } from '../../../shared/ipc/users.ts';
import {
  emptySettingForm,
  formOfSetting,
  moved,
  minimumVersionText,
  toChangedSetting,
  toNewSetting,
} from '../../../renderer/src/features/user-settings/setting-form.ts';

const setting: RegistrationSetting = {
  id: 's1',
  name: 'Phones',
  description: '',
  appleEnrollmentType: 'user',
  includeMacos: true,
  minimumVersions: { iOS: '16.4' },
  ownership: 'user-owned',
  registrationType: 'password-and-pin',
  pin: { length: 8, lifetimeDays: 3 },
  isDefault: false,
  priority: 1,
  groups: [{ id: 'g1', name: 'Sales' }],
  updatedAt: 0,
};

describe('registration setting form', () => {
  it('survives the way from a setting into the form and back', () => {
    const { id, groupIds, ...body } = toChangedSetting('s1', false)(formOfSetting(setting));
    expect(id).toBe('s1');
    expect(groupIds).toEqual(['g1']);
    expect({ ...setting, ...body }).toEqual(setting);
  });

  it('sends no version for a platform that is not ticked', () => {
    const form = formOfSetting(setting);
    form.minimumEnabled.iOS = false;
    expect(toNewSetting(form).minimumVersions).toEqual({});
  });

  it('sends no groups for the default', () => {
    expect(toChangedSetting('d', true)(emptySettingForm)).not.toHaveProperty('groupIds');
  });

  it('moves a setting one place and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 'up')).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 'down')).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 'a', 'up')).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'b', 'down')).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'x', 'down')).toEqual(['a', 'b']);
  });

  it('says the minimum versions in one line', () => {
    expect(minimumVersionText({ minimumVersions: { iOS: '16.4', macOS: '14' } })).toBe('iOS 16.4, macOS 14');
    expect(minimumVersionText({ minimumVersions: {} })).toBe('None');
  });
});
