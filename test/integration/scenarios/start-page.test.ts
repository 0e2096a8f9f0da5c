// What the start page counts is what its links show.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Overview } from '../../../shared/ipc/office/home.ts';
import {
  attentionBesideNotifications,
  attentionCount,
  attentionItems,
} from '../../../renderer/src/parts/attention/attention.ts';
import { type Figure, figures } from '../../../renderer/src/parts/attention/figures.ts';
import { deviceListDefaults, toDeviceFilter } from '../../../renderer/src/features/devices/lib/device-filter.ts';
import { toUserQuery, userListDefaults } from '../../../renderer/src/features/users/filters.ts';
import { parseListState } from '../../../renderer/src/lib/list-state.ts';
import { allowUserEnrollment, startOffice, type Office } from '../../support/core.ts';
import {
  enrollOwned,
  enrollPersonal,
  ownedDevicesGroup,
  send,
  settle,
  type EnrolledDevice,
} from '../../support/enrolled.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { endedTask, mailServerFor } from '../../support/mail.ts';
import { eventually } from '../../support/eventually.ts';

const day = 86_400_000;

describe('the figures of the start page', () => {
  let office: Office;
  let smtp: FakeSmtp;
  let mia: EnrolledDevice;
  const ids: Record<'anna' | 'ben' | 'mia', string> = { anna: '', ben: '', mia: '' };

  beforeAll(async () => {
    [office, smtp] = await Promise.all([startOffice(), createFakeSmtp()]);
    await allowUserEnrollment(office);
    const groupId = await ownedDevicesGroup(office);
    ids.anna = (await enrollPersonal(office, 'anna')).id;
    mia = await enrollPersonal(office, 'mia');
    ids.mia = mia.id;
    ids.ben = (await enrollOwned(office, 'ben', groupId, { kind: 'Mac' })).id;
  });
  afterAll(async () => {
    await office.stop();
    await smtp.stop();
  });

  const lengthOf = async ({ page, query }: Figure): Promise<number> => {
    const params = new URLSearchParams(query);
    const { total } =
      page === '/devices'
        ? await office.call(
            'devices.list',
            toDeviceFilter(parseListState(params, deviceListDefaults), office.clock.now()),
          )
        : await office.call('users.list', toUserQuery(parseListState(params, userListDefaults)));
    return total;
  };

  /** What happens after a jump of the clock, such as a push that fails, may fall between two calls: then it counts anew. */
  const expectAgreement = (): Promise<Overview> =>
    eventually(async () => {
      const overview = await office.call('home.overview', {});
      for (const [id, figure] of Object.entries<Figure>(figures))
        expect(await lengthOf(figure), id).toBe(figure.of(overview));
      expect(await office.call('devices.versions', {})).toEqual(overview.versions);
      for (const { platform, major, devices } of overview.versions) {
        const query = `status=active&version=${platform}-${String(major)}`;
        expect(await lengthOf({ page: '/devices', query, of: () => devices }), query).toBe(devices);
      }
      return overview;
    });

  it('count devices and not commands, so that each number is the length of the list it opens', async () => {
    await send(office, ids.anna, { type: 'DeviceLock' });
    await send(office, ids.anna, { type: 'ProfileList' });
    const { devices, versions } = await expectAgreement();
    expect(devices).toMatchObject({
      active: 3,
      userEnrollment: 2,
      deviceEnrollment: 1,
      pendingCommands: 1,
      waitingLong: 0,
      outOfContact: 0,
      enrolledLastDay: 3,
      leftLastDay: 0,
    });
    expect(versions.map(({ platform, devices: count }) => [platform, count])).toEqual([
      ['iOS', 2],
      ['macOS', 1],
    ]);
  });

  it('leave a device that is being retired out of the active ones', async () => {
    await office.call('devices.retire', { id: ids.mia });
    const { devices } = await expectAgreement();
    expect(devices).toMatchObject({ enrolled: 3, active: 2, userEnrollment: 1, pendingCommands: 2 });
  });

  it('count people who were invited, whose invitation expired and whose mail did not arrive', async () => {
    await office.call('mail.update', mailServerFor(smtp));
    const people = await Promise.all(['ida', 'jan', 'kim'].map((name) => office.addPerson(name)));
    const [ida, jan, kim] = people.map(({ id }) => id) as [string, string, string];
    smtp.refusals.set('jan@office.example', { code: 550, text: '5.1.1 No such user' });
    await endedTask(office, (await office.call('invitations.send', { ids: [ida, jan], validDays: 1 })).taskId);
    await office.call('users.setEnabled', { ids: [kim], enabled: false });
    expect((await expectAgreement()).people).toEqual({
      invited: 2,
      invitationExpired: 0,
      notInvited: 0,
      mailFailed: 1,
    });

    smtp.refusals.clear();
    await endedTask(office, (await office.call('invitations.send', { ids: [jan], validDays: 30 })).taskId);
    expect((await expectAgreement()).people).toMatchObject({ invited: 2, mailFailed: 0 });
  });

  it('show commands that wait for more than 24 hours and devices without contact for more than 7 days', async () => {
    office.clock.advance(day + 3_600_000);
    const overview = await expectAgreement();
    expect(overview.devices).toMatchObject({ waitingLong: 2, enrolledLastDay: 0 });
    expect(overview.people).toMatchObject({ invited: 1, invitationExpired: 1 });
    expect(attentionItems(overview).map((item) => ('figure' in item ? item.figure : item.notification.title))).toEqual([
      'waitingLong',
      'invitationExpired',
    ]);
    // The bell counts what the start page lists, and the notifications that the list has no room for.
    expect(attentionCount(overview)).toBe(2);
    const { rows: none, total } = await office.call('notifications.list', { statuses: ['Open'] });
    expect([none, total]).toEqual([[], 0]);
    expect(attentionCount({ ...overview, notifications: { ...overview.notifications, open: 9 } })).toBe(11);
    // What the page of notifications shows beside its list.
    expect(attentionBesideNotifications(overview)).toMatchObject([
      { figure: 'waitingLong', count: 2, tone: 'warning' },
      { figure: 'invitationExpired', count: 1, tone: 'info' },
    ]);
    const { rows } = await office.call('devices.list', {
      sortBy: 'pendingCommands',
      sortDirection: 'desc',
      waitingSince: office.clock.now() - day,
    });
    expect(rows.map(({ id }) => id)).toEqual([ids.anna, ids.mia]);
    office.clock.advance(7 * day);
    expect((await expectAgreement()).devices.outOfContact).toBe(3);
  });

  it('show a device that left in the last 24 hours', async () => {
    await settle(office, mia);
    expect((await expectAgreement()).devices.leftLastDay).toBe(1);
  });
});
