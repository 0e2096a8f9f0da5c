// Send Invite against the whole core and a real mail server: outcomes per person, reminders, confirmation, PINs, sheets.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowUserEnrollment, officePassword, startOffice, type Office } from '../../support/core.ts';
import { createFakeSmtp, type FakeSmtp } from '../../support/fakes/smtp.ts';
import { endedTask, linkIn, mailServerFor, mailsArrive } from '../../support/mail.ts';
import { addSetting, setDefault } from '../../support/user-settings.ts';
import { eventually } from '../../support/eventually.ts';

const day = 24 * 60 * 60_000;

describe('Send Invite', () => {
  let office: Office;
  let smtp: FakeSmtp;
  let number = 0;
  beforeAll(async () => {
    [office, smtp] = await Promise.all([startOffice(), createFakeSmtp()]);
    await allowUserEnrollment(office);
    await office.call('mail.update', mailServerFor(smtp));
  });
  afterAll(async () => {
    await office.stop();
    await smtp.stop();
    expect(office.problems).toEqual([]);
  });
  beforeEach(() => {
    smtp.onData = 'accept';
  });

  const someone = async (name: string) => {
    const person = await office.addPerson(`${name}${String((number += 1))}`);
    return { ...person, address: person.username };
  };
  const send = async (ids: string[], validDays = 7) => {
    const { batchId, taskId } = await office.call('invitations.send', { ids, validDays });
    const task = await endedTask(office, taskId);
    const { counts, rows } = await office.call('invitations.outcomes', { batchId });
    return { batchId, task, counts, rows };
  };
  const setPin = async (registrationType: 'password' | 'pin') => {
    await setDefault(office.call, 'registration', {
      appleEnrollmentType: 'user',
      includeMacos: true,
      registrationType,
      pin: { length: 8, lifetimeDays: 3 },
    });
  };

  it('mails everybody whom an import added, if it was asked to', async () => {
    const imported = async (name: string, invite: boolean) => {
      const { rows } = await office.call('peopleImport.readAddresses', { text: `${name}@office.example, not-one` });
      const { taskId } = await office.call('peopleImport.start', { rows, invite });
      expect((await endedTask(office, taskId)).result?.text).toBe('1 of 2 people added. 1 left out.');
    };
    await imported('quiet', false);
    await imported('welcome', true);
    await mailsArrive(smtp, 'welcome@office.example', 1);
    expect(smtp.mailsTo('quiet@office.example')).toEqual([]);
  });

  it('mails each person a link of their own and keeps what became of each', async () => {
    const [anna, ben, off] = [await someone('anna'), await someone('ben'), await someone('off')];
    await office.call('users.setEnabled', { ids: [off.id], enabled: false });
    smtp.refusals.set(ben.address, { code: 550, text: '5.1.1 No such user' });
    const ids = [anna.id, ben.id, off.id];
    const check = await office.call('invitations.check', { ids });
    expect(check).toMatchObject({ allowed: 2, mailReady: true, refused: [{ reason: 'disabled', count: 1 }] });

    const { rows, counts, batchId, task } = await send(ids);
    expect(task).toMatchObject({ state: 'done', progress: { done: 2, total: 2 } });
    expect(counts).toEqual({ sent: 1, refused: 1, disabled: 1 });
    expect(rows.find(({ userId }) => userId === ben.id)).toMatchObject({
      status: 'refused',
      detail: expect.stringContaining('5.1.1 No such user') as string,
    });
    const [mail] = smtp.mailsTo(anna.address);
    expect(mail?.subject).toBe('My Office: enroll your device');
    expect(mail?.text).toContain('two sign-ins');
    expect(mail?.text).toContain(anna.username);
    expect(mail?.text).not.toContain('PIN');
    expect(linkIn(mail?.html ?? '')).toBe(linkIn(mail?.text ?? ''));
    const listed = await office.call('enrollment.invitations', { userId: anna.id });
    expect(listed).toMatchObject([{ status: 'open', mail: { status: 'sent', kind: 'invitation', batchId } }]);
    expect((await office.call('users.get', { id: anna.id })).inviteStatus).toBe('pending');
    const { rows: trail } = await office.call('audit.list', { types: ['Invitation'], pageSize: 100 });
    expect(trail.filter(({ activity }) => activity === 'Invited').length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(trail)).not.toContain(
      linkIn(mail?.text ?? '')
        .split('/')
        .at(-1),
    );

    smtp.refusals.clear();
    const again = await office.call('invitations.retry', { batchId });
    await endedTask(office, again.taskId);
    expect(smtp.mailsTo(anna.address)).toHaveLength(1);
    expect(smtp.mailsTo(ben.address)).toHaveLength(1);
    expect(await office.call('enrollment.invitations', { userId: ben.id })).toHaveLength(1);
  });

  it('enrolls with the link that was mailed, and confirms it by mail once', async () => {
    const carl = await someone('carl');
    await send([carl.id]);
    const phone = office.device({ kind: 'iPhone', osVersion: '17.5' });
    phone.subscribeToPush(office.apns);
    await phone.enrollByInvitation(linkIn(smtp.mailsTo(carl.address)[0]?.text ?? ''), {
      username: carl.username,
      password: officePassword,
      managedAppleId: `${carl.username.split('@')[0] ?? ''}@appleid.office.example`,
    });
    await phone.connect('device');
    await mailsArrive(smtp, carl.address, 2);
    expect(smtp.mailsTo(carl.address)[1]?.subject).toBe('My Office: your device is enrolled');
    expect(await office.call('enrollment.invitations', { userId: carl.id })).toMatchObject([{ status: 'used' }]);
    expect((await office.call('users.get', { id: carl.id })).inviteStatus).toBe('completed');
  });

  it('invites everybody whom a filter finds', async () => {
    const dora = await someone('dora');
    await someone('emil');
    const { batchId, taskId } = await office.call('invitations.send', { filter: { search: 'dora' } });
    await endedTask(office, taskId);
    const { rows } = await office.call('invitations.outcomes', { batchId });
    expect(rows.map(({ userId }) => userId)).toEqual([dora.id]);
  });

  it('comes back after greylisting, with the same link', async () => {
    const fritz = await someone('fritz');
    smtp.greylisted.add(fritz.address);
    const { rows } = await send([fritz.id]);
    expect(rows).toMatchObject([{ status: 'deferred', detail: expect.stringContaining('Greylisted') as string }]);
    office.clock.advance(6 * 60_000);
    await mailsArrive(smtp, fritz.address, 1);
    expect(await office.call('enrollment.invitations', { userId: fritz.id })).toHaveLength(1);
  });

  it('stops at once when the mail server refuses everything, and can be retried', async () => {
    const people = [await someone('gina'), await someone('hugo')];
    const ids = people.map(({ id }) => id);
    await office.call('mail.update', { ...mailServerFor(smtp), caCertificates: '' });
    const { task, counts, batchId } = await send(ids);
    expect(task).toMatchObject({ state: 'failed', error: { code: 'mail.untrusted' } });
    expect(counts).toEqual({ failed: 2 });
    await office.call('mail.update', mailServerFor(smtp));
    await endedTask(office, (await office.call('invitations.retry', { batchId })).taskId);
    for (const { address } of people) expect(smtp.mailsTo(address)).toHaveLength(1);
  });

  it('can be cancelled: what waits is not sent', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => someone('ines')));
    smtp.onData = 'hang';
    const before = smtp.handedOver;
    const { batchId, taskId } = await office.call('invitations.send', { ids: people.map(({ id }) => id) });
    await eventually(() => {
      expect(smtp.handedOver - before).toBe(4);
    });
    await office.call('tasks.cancel', { id: taskId });
    smtp.onData = 'accept';
    smtp.release();
    expect((await endedTask(office, taskId)).state).toBe('cancelled');
    const { counts } = await office.call('invitations.outcomes', { batchId });
    expect(counts).toEqual({ sent: 4, cancelled: 4 });
  });

  it('reminds by the setting of the person’s group until the person enrolled, and begins anew after another invitation', async () => {
    const jana = await someone('jana');
    const reminder = { enabled: true, startDay: 2, endDay: 20, everyDays: 3, maximum: 2 };
    const group = await office.call('groups.create', { name: 'Reminded', memberIds: [jana.id] });
    await addSetting(office.call, 'invite-reminder', { name: 'Reminded', body: reminder, groupIds: [group.id] });
    const kai = await someone('kai');
    await send([kai.id], 30);
    await send([jana.id], 30);
    const link = linkIn(smtp.mailsTo(jana.address)[0]?.text ?? '');
    const pass = async (days: number, mails: number) => {
      office.clock.advance(days * day);
      // The job comes an hour after its last run has ended, which may have been a moment ago.
      for (let round = 0; round < 3; round += 1) {
        for (let calls = 0; calls < 20; calls += 1) await office.call('mail.get', {});
        office.clock.advance(61 * 60_000);
      }
      await mailsArrive(smtp, jana.address, mails);
    };
    await pass(1, 1);
    await pass(1, 2);
    expect(smtp.mailsTo(jana.address)[1]?.subject).toContain('Reminder');
    expect(linkIn(smtp.mailsTo(jana.address)[1]?.text ?? '')).toBe(link);
    await pass(1, 2);
    await pass(2.1, 3);
    await pass(4, 3);
    expect((await office.call('enrollment.invitations', { userId: jana.id }))[0]?.mail?.reminders).toBe(2);
    await send([jana.id], 30);
    expect(smtp.mailsTo(jana.address)).toHaveLength(4);
    await pass(2.1, 5);
    expect(linkIn(smtp.mailsTo(jana.address)[4]?.text ?? '')).not.toBe(link);
    // Nobody reminds who is in no group of the setting.
    expect(smtp.mailsTo(kai.address)).toHaveLength(1);
  });

  it('mails a one-time PIN where the setting asks for one; PINs and sheets come without mail too', async () => {
    const [karl, lena] = [await someone('karl'), await someone('lena')];
    await office.call('users.setEnabled', { ids: [lena.id], enabled: false });
    expect((await office.call('pins.generate', { ids: [karl.id] })).refused).toMatchObject([{ reason: 'no-pin' }]);
    await setPin('pin');
    try {
      await send([karl.id]);
      const text = smtp.mailsTo(karl.address)[0]?.text ?? '';
      expect(text).toMatch(/One-time PIN: \d{8} \(valid until/);
      expect(await office.call('pins.status', { userId: karl.id })).toMatchObject({ wanted: true, status: 'valid' });
      const { pins, refused } = await office.call('pins.generate', { ids: [karl.id, lena.id, 'nobody'] });
      expect(pins).toMatchObject([{ userId: karl.id, pin: expect.stringMatching(/^\d{8}$/) as string }]);
      expect(refused.map(({ reason }) => reason).sort()).toEqual(['disabled', 'unknown']);
      const { sheets } = await office.call('invitations.sheets', { ids: [karl.id, lena.id] });
      expect(sheets).toHaveLength(1);
      expect(sheets[0]).toMatchObject({ username: karl.username, pin: { pin: expect.any(String) as string } });
      expect(sheets[0]?.link).toContain('/enroll/i/');
      expect(smtp.mailsTo(karl.address)).toHaveLength(1);
    } finally {
      await setPin('password');
    }
  });

  it('says so when no mail server is set up or nobody can be invited', async () => {
    const off = await someone('off');
    await office.call('users.setEnabled', { ids: [off.id], enabled: false });
    await expect(office.call('invitations.send', { ids: [off.id] })).rejects.toThrow('input.invalid');
    await office.call('mail.remove', {});
    await expect(office.call('invitations.send', { ids: [off.id] })).rejects.toThrow('mail.notConfigured');
    await expect(office.call('mail.test', { to: 'it@office.example' })).rejects.toThrow('mail.notConfigured');
    await office.call('mail.update', mailServerFor(smtp));
  });

  it('goes on after a restart and mails nobody twice', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => someone('mia')));
    smtp.onData = 'hang';
    const before = smtp.handedOver;
    const { batchId } = await office.call('invitations.send', { ids: people.map(({ id }) => id) });
    await eventually(() => {
      expect(smtp.handedOver - before).toBe(4);
    });
    const restarting = office.restart();
    smtp.onData = 'accept';
    smtp.release();
    await restarting;
    await eventually(async () => {
      const { counts } = await office.call('invitations.outcomes', { batchId });
      expect(counts).toEqual({ sent: 8 });
    });
    for (const { address } of people) expect(smtp.mailsTo(address)).toHaveLength(1);
  });
});
