import { displayNameOf } from '../../../shared/model/user.ts';
import { describe, expect, it } from 'vitest';
import type { UserDetails } from '../../../shared/ipc/people/users.ts';
import { verbatim } from '../../../shared/locales/admin-texts.ts';
import { toUserQuery, userFacets, userListDefaults } from '../../../renderer/src/features/users/filters.ts';
import {
  emptyUserForm,
  follow,
  formOfUser,
  toUserInput,
  toUserUpdate,
} from '../../../renderer/src/features/users/user-form.ts';
import { currentTexts } from '../../../renderer/src/lib/texts.ts';

const anna: UserDetails = {
  id: 'u1',
  displayName: 'Anna Berg',
  email: 'anna@office.example',
  username: 'anna@office.example',
  firstName: 'Anna',
  lastName: 'Berg',
  groups: [
    { id: 'all', name: 'All Users' },
    { id: 'g1', name: 'Sales' },
  ],
  source: 'local',
  sync: 'none',
  inviteStatus: 'pending',
  managedAppleId: 'a•••a@office.example',
  devices: 0,
  pin: { status: 'none' },
  enabled: true,
  createdAt: 0,
  hasPassword: true,
  attributes: {},
  attributeOrigins: [],
  directoryOwns: [],
  effectiveSetting: {
    settingId: 's',
    settingName: 'S',
    appleEnrollmentType: 'user',
    includeMacos: false,
    reason: verbatim('r'),
  },
  unmetRequirements: [],
};

describe('user form', () => {
  it('never takes the masked Managed Apple ID for a value, and leaves built-in groups out', () => {
    const form = formOfUser(anna, new Set(['g1']));
    expect(form).toMatchObject({ managedAppleId: '', managedAppleIdChoice: 'keep', groupIds: ['g1'] });
    expect(toUserUpdate('u1', true, false)(form)).not.toHaveProperty('managedAppleId');
  });

  it('removes, changes or keeps the Managed Apple ID as chosen', () => {
    const form = formOfUser(anna, new Set());
    const update = toUserUpdate('u1', true, false);
    expect(update({ ...form, managedAppleIdChoice: 'remove' })).toMatchObject({ managedAppleId: null });
    expect(
      update({ ...form, managedAppleIdChoice: 'change', managedAppleId: ' anna@appleid.office.example ' }),
    ).toMatchObject({ managedAppleId: 'anna@appleid.office.example' });
    expect(update({ ...form, managedAppleIdChoice: 'change' })).toMatchObject({ managedAppleId: '' });
    expect(update({ ...form, managedAppleId: 'typed@then.kept' })).not.toHaveProperty('managedAppleId');
  });

  it('leaves an empty Managed Apple ID and password out of a new user', () => {
    const input = toUserInput({ ...emptyUserForm, email: 'a@b.example' });
    expect(input).not.toHaveProperty('managedAppleId');
    expect(input).not.toHaveProperty('password');
    expect(toUserUpdate('u1', false, false)(emptyUserForm)).not.toHaveProperty('managedAppleId');
  });

  it('lets user name and display name follow until something else was typed', () => {
    expect(follow('', '', 'anna@office.example')).toBe('anna@office.example');
    expect(follow('anna@office.example', 'anna@office.example', 'ab@office.example')).toBe('ab@office.example');
    expect(follow('own@office.example', 'anna@office.example', 'ab@office.example')).toBe('own@office.example');
    expect(displayNameOf(' Anna ', '')).toBe('Anna');
    expect(displayNameOf('Anna', 'B'.repeat(200))).toHaveLength(128);
  });
});

describe('user filters', () => {
  it('sends only what is set', () => {
    expect(toUserQuery(userListDefaults)).toEqual({
      page: 0,
      pageSize: 50,
      sortBy: 'displayName',
      sortDirection: 'asc',
    });
    const state = {
      ...userListDefaults,
      search: ' anna ',
      filters: {
        invite: ['expired', 'pending'],
        source: ['entra'],
        sync: ['no-sync'],
        enabled: ['no'],
        group: ['g1'],
        maid: ['none'],
      },
    };
    expect(toUserQuery(state)).toMatchObject({
      search: 'anna',
      inviteStatuses: ['pending', 'expired'],
      sources: ['entra'],
      syncStates: ['no-sync'],
      enabled: false,
      groupId: 'g1',
      hasManagedAppleId: false,
    });
  });

  it('ignores what an edited address names wrongly', () => {
    const state = { ...userListDefaults, sortBy: 'shoeSize', filters: { invite: ['sometimes'] } };
    expect(toUserQuery(state)).toEqual({ page: 0, pageSize: 50 });
  });

  it('offers every invite status and every group', () => {
    const facets = userFacets([{ id: 'g1', name: 'Sales' }], currentTexts('users'));
    expect(facets.map((facet) => facet.label)).toEqual([
      'Invite Status',
      'Source',
      'Sync',
      'Password Expiration',
      'Enabled',
      'User Group',
      'Managed Apple ID',
      'Last Mail',
    ]);
    expect(facets[0]?.options.map((option) => option.label)).toEqual([
      'Completed',
      'Expired',
      'Not Invited',
      'Pending',
    ]);
    expect(facets[5]?.options).toEqual([{ value: 'g1', label: 'Sales' }]);
  });
});
